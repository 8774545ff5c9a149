/** A list of people is read by the server, in its own bytes: it names every fault, and adds nobody until it is told to. */
import type { Attendance } from '../domain/event/event-card.ts';

export interface ListWish {
	/** How the page calls the list. */
	readonly file: string;
	/** Where the list does not say how people take part. */
	readonly attendance: Attendance;
	/** Values offered for missing columns are accepted. */
	readonly offers: boolean;
	/** Rows that cannot be read are left out. */
	readonly rows: boolean;
	/** Of the command that adds them; absent: the list is only looked at. */
	readonly id?: string;
}

export interface ListAnswer {
	readonly status: number;
	/** What the body holds; null when that is no JSON. */
	readonly said: unknown;
}

/** Never rejects; null when no answer came. */
export async function askPeopleList(
	entry: string,
	list: Blob | string,
	{ file, attendance, offers, rows, id }: ListWish,
	fetcher: typeof fetch = fetch
): Promise<ListAnswer | null> {
	const asked = new URLSearchParams({
		file: file.slice(0, 200),
		attendance,
		...(offers ? { offers: 'yes' } : {}),
		...(rows ? { rows: 'yes' } : {}),
		...(id === undefined ? {} : { id })
	});
	try {
		const headers = { 'Content-Type': 'text/csv' };
		const answer = await fetcher(`/api/e/${entry}/people?${asked}`, { method: 'POST', headers, body: list });
		return { status: answer.status, said: await answer.json().catch(() => null) };
	} catch {
		return null;
	}
}
