/** Simulated people: started, stopped and deleted with their event through the server, never by the page. */
export type RehearsalWish =
	{ action: 'start'; people: number; runByItself: boolean } | { action: 'stop' } | { action: 'delete' };

export type RehearsalAnswer =
	{ readonly ok: true } | { readonly ok: false; /** null = no answer at all. */ readonly code: string | null };

/** Never rejects. */
export async function askRehearsal(
	entry: string,
	wish: RehearsalWish,
	fetcher: typeof fetch = fetch
): Promise<RehearsalAnswer> {
	try {
		const answer = await fetcher(`/api/e/${entry}/rehearsal`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(wish)
		});
		if (answer.ok) return { ok: true };
		const said = (await answer.json().catch(() => null)) as { code?: unknown; message?: unknown } | null;
		const code = said?.code ?? said?.message;
		return { ok: false, code: typeof code === 'string' ? code : String(answer.status) };
	} catch {
		return { ok: false, code: null };
	}
}

/** Whether simulated people are in the event now; null when the server did not say. Never rejects. */
export async function rehearsalRuns(entry: string, fetcher: typeof fetch = fetch): Promise<boolean | null> {
	try {
		const answer = await fetcher(`/api/e/${entry}/rehearsal`);
		const { running } = (await answer.json()) as { running?: unknown };
		return typeof running === 'boolean' ? running : null;
	} catch {
		return null;
	}
}
