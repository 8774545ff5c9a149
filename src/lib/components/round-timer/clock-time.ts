import { getLocale } from '#lib/paraglide/runtime.js';

/** A moment as a clock in the room shows it ("11:25"): 24 hours, in the reader's language; `timeZone` is an IANA name. */
export function clockTime(atMs: number, timeZone?: string): string {
	const shown = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	return new Intl.DateTimeFormat(getLocale(), timeZone ? { ...shown, timeZone } : shown).format(atMs);
}
