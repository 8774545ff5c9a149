import { isUndo } from '../domain/cafe/clock.ts';
import type { DeskPart, EveryonePart } from '../domain/parts.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import type { EpochMs } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { keptMs } from './round-controls.ts';

/** What the clock does, as a title and a sentence for the strip above the tables. */
export function stripWords(
	{ clock, card, planVersion }: Pick<EveryonePart, 'clock' | 'card' | 'planVersion'>,
	{ plan }: Pick<DeskPart, 'plan'>,
	committed: number,
	now: EpochMs
): { title: string; text: string } {
	const at = (ms: number) => clockTimeOf(ms, getLocale());
	switch (clock.phase) {
		case 'before':
			return {
				title: m.console_before(),
				text: plan
					? m.console_before_text({ committed, plan: planVersion, tables: plan.sheet.tables })
					: m.console_before_no_plan({ committed })
			};
		case 'running': {
			const { round } = clock;
			const rounds = card?.cafe.rounds.length ?? round;
			return {
				title: m.console_running({ round }),
				text: m.console_running_text({ clock: at(clock.endsAt), round, rounds })
			};
		}
		case 'paused':
			return {
				title: m.console_paused({ round: clock.round }),
				text: clock.remainingMs > 0 ? m.console_paused_text() : m.console_paused_none()
			};
		case 'ending': {
			const when = { clock: at(clock.switchAt), seconds: Math.max(0, Math.ceil((clock.switchAt - now) / 1_000)) };
			if (isUndo(clock)) return { title: m.console_undoing(), text: m.console_undoing_text(when) };
			const minutes = Math.ceil(keptMs({ clock }) / 60_000);
			return {
				title: m.console_ending(),
				text: [
					clock.next === null ? m.console_ending_last(when) : m.console_ending_text(when),
					minutes > 0 ? m.console_ending_back({ minutes }) : m.console_ending_back_none()
				].join(' ')
			};
		}
		case 'moving':
			if (clock.next < clock.from)
				return {
					title: m.console_moving_back({ round: clock.next }),
					text: m.console_moving_back_text({ round: clock.next, clock: at(clock.startsBy) })
				};
			return {
				title: m.console_moving({ round: clock.next }),
				text: m.console_moving_text({ clock: at(clock.startsBy) })
			};
		case 'after':
			return { title: m.console_after(), text: m.console_after_text() };
	}
}
