/** What the strip says when the bell is near: how long, and what will happen without anybody's hand. */
import { leftWords } from '../components/round-timer/left-words.ts';
import type { EveryonePart } from '../domain/parts.ts';
import { bellWarning } from '../live/bell-notice.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import type { EpochMs } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

/** null between the warnings, and while no round runs. The same three moments as on the guests' pages and on the wall. */
export function warningWords(
	{ clock, card }: Pick<EveryonePart, 'clock' | 'card'>,
	now: EpochMs
): { title: string; text: string } | null {
	if (!card || clock.phase !== 'running') return null;
	const warning = bellWarning({ clock, now, timeScale: card.timeScale, insightsPerRound: 0 });
	if (!warning) return null;
	const at = { clock: clockTimeOf(clock.endsAt, getLocale()) };
	const last = clock.round >= card.cafe.rounds.length;
	return { title: leftWords(warning.leftMs), text: last ? m.console_warn_bell_last(at) : m.console_warn_bell(at) };
}
