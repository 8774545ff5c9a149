/** A whole event is deleted through the server, never by the page. */

export type Deletion =
	{ readonly ok: true } | { readonly ok: false; /** null = no answer at all. */ readonly code: string | null };

/** Never rejects. @param title of the event, as it was typed */
export async function deleteEvent(entry: string, title: string, fetcher: typeof fetch = fetch): Promise<Deletion> {
	try {
		const answer = await fetcher(`/api/e/${entry}`, {
			method: 'DELETE',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ title })
		});
		if (answer.ok) return { ok: true };
		const said = (await answer.json().catch(() => null)) as { code?: unknown } | null;
		return { ok: false, code: typeof said?.code === 'string' ? said.code : String(answer.status) };
	} catch {
		return { ok: false, code: null };
	}
}
