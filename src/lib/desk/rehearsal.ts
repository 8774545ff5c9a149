/** Simulated people: started, stopped and deleted with their event through the server, never by the page. */
import { m } from '../paraglide/messages.js';

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

/** What the page shows of `GET /api/e/<entry>/rehearsal`. */
export interface RehearsalNow {
	readonly running: boolean;
	/** They came back by themselves after a restart of the app. */
	readonly resumed?: boolean;
	readonly progress: { readonly people: number; readonly connected: number } | null;
	/** Of the last run: 0 ended well, null not at all. */
	readonly exitCode: number | null;
}

/** How simulated people stand now; null when the server did not say. Never rejects. */
export async function rehearsalNow(entry: string, fetcher: typeof fetch = fetch): Promise<RehearsalNow | null> {
	try {
		const answer = await fetcher(`/api/e/${entry}/rehearsal`);
		const said = (await answer.json()) as RehearsalNow;
		return answer.ok && typeof said.running === 'boolean' ? said : null;
	} catch {
		return null;
	}
}

/** One sentence about it; null when nothing was started. */
export function rehearsalWords({ running, resumed, progress, exitCode }: RehearsalNow): string | null {
	// 1: a rule was broken, which whoever runs tests reads in the log; the café went well for those who watch it.
	if (!running) return exitCode !== null && exitCode > 1 ? m.console_rehearsal_broken() : null;
	if (!progress) return resumed ? m.console_rehearsal_coming_back() : m.console_rehearsal_running();
	return resumed ? m.console_rehearsal_resumed(progress) : m.console_rehearsal_connected(progress);
}
