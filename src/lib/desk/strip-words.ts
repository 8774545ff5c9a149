import type { DeskPart, EveryonePart } from '../domain/parts.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

/** What the clock does, as a title and a sentence for the strip above the tables. */
export function stripWords(
	{ clock, card, planVersion }: EveryonePart,
	{ plan }: Pick<DeskPart, 'plan'>,
	committed: number
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
			return { title: m.console_paused({ round: clock.round }), text: m.console_paused_text() };
		case 'ending': {
			if (clock.next === null)
				return { title: m.console_ending(), text: m.console_ending_last({ clock: at(clock.switchAt) }) };
			if (clock.next <= clock.round)
				return { title: m.console_undoing(), text: m.console_undoing_text({ clock: at(clock.switchAt) }) };
			return { title: m.console_ending(), text: m.console_ending_text({ clock: at(clock.switchAt) }) };
		}
		case 'moving':
			return {
				title: m.console_moving({ round: clock.next }),
				text: m.console_moving_text({ clock: at(clock.startsBy) })
			};
		case 'after':
			return { title: m.console_after(), text: m.console_after_text() };
	}
}
