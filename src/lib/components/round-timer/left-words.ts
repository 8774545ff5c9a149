import { m } from '#lib/paraglide/messages.js';

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** "5 minutes left.", or seconds where it is not whole minutes (in a fast rehearsal five minutes pass in 75 seconds). */
export function leftWords(leftMs: number): string {
	const seconds = Math.max(1, Math.round(leftMs / SECOND_MS));
	return seconds % MINUTE_S === 0
		? m.bell_left_minutes({ count: seconds / MINUTE_S })
		: m.bell_left_seconds({ count: seconds });
}
