/** The part of `Storage` that is used. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The tab's own store; null on the server and where the browser forbids it. */
export function sessionKeep(): Keep | null {
	try {
		return globalThis.sessionStorage ?? null;
	} catch {
		// Cookies blocked for this site: everything works, only nothing survives a reload.
		return null;
	}
}

/** The browser's store for this site; null like {@link sessionKeep}. */
export function localKeep(): Keep | null {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}
