/** What the strip says when the bell is near: how long, and what will happen without anybody's hand. */
import { leftWords } from '../components/round-timer/left-words.ts';
import type { EveryonePart } from '../domain/parts.ts';
import { bellWarning } from '../live/bell-notice.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import type { EpochMs } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

/** The same moments as on the guests' pages and on the wall, and each second of the last minute; null otherwise. */
export function warningWords(
	{ clock, card }: Pick<EveryonePart, 'clock' | 'card'>,
	now: EpochMs
): { title: string; text: string } | null {
	if (!card || clock.phase !== 'running') return null;
	const seconds = Math.ceil((clock.endsAt - now) / 1_000);
	const counts = seconds <= 60 && seconds > 0;
	const warning = bellWarning({ clock, now, timeScale: card.timeScale, insightsPerRound: 0 });
	if (!warning && !counts) return null;
	const at = { clock: clockTimeOf(clock.endsAt, getLocale()) };
	const last = clock.round >= card.cafe.rounds.length;
	const title = counts || !warning ? m.console_last_seconds({ seconds }) : leftWords(warning.leftMs);
	return { title, text: last ? m.console_warn_bell_last(at) : m.console_warn_bell(at) };
}
