/** What the store asks of its worker thread. Requests travel in arrays, and so do the answers. */
export type Request =
	| { op: 'append'; event: string; expectedSeq: number; commandId: string; body: string; after: string | null }
	| { op: 'read'; event: string; afterSeq: number; limit: number | null }
	| { op: 'last_seq'; event: string }
	| { op: 'erase'; event: string }
	| { op: 'get_many'; keys: readonly string[] }
	| { op: 'put_many'; entries: readonly (readonly [key: string, value: string])[] }
	| { op: 'put_if_absent'; key: string; value: string }
	| { op: 'delete'; keys: readonly string[] }
	| { op: 'list'; prefix: string }
	/** Waits for what was asked before, runs outside of any transaction. */
	| { op: 'purge' }
	| { op: 'close' };

export interface Asked {
	readonly id: number;
	readonly request: Request;
}

export type Answer =
	| { readonly id: number; readonly ok: true; readonly value: unknown }
	/** `code` such as `SQLITE_FULL`. */
	| { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };
