/** How safely this server keeps what is written: from `/health`, which tells it to everybody. */
export interface StoreHealth {
	readonly up: boolean;
	readonly durability: string;
}

/** null when the server did not say. Never throws. */
export async function storeHealth(fetcher: typeof fetch = fetch): Promise<StoreHealth | null> {
	try {
		const answer = await fetcher('/health');
		const { store } = (await answer.json()) as { store?: { up?: unknown; durability?: unknown } };
		if (typeof store?.up !== 'boolean' || typeof store.durability !== 'string') return null;
		return { up: store.up, durability: store.durability };
	} catch {
		return null;
	}
}

/** The only promise under which no acknowledged word is lost. */
export const isSafe = ({ durability }: StoreHealth): boolean => durability === 'every_write';
