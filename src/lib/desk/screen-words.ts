/** What the room reads from far away: one title, one line. */
import { isUndo } from '../domain/cafe/clock.ts';
import type { EveryonePart } from '../domain/parts.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import type { Tally } from '../protocol/wire.ts';

export function screenWords(everyone: EveryonePart, tally: Tally | null): { title: string; text: string } {
	const { clock, card, vote, results, closed } = everyone;
	const rounds = card?.cafe.rounds.length ?? 0;
	const at = (ms: number) => clockTimeOf(ms, getLocale());
	if (closed) return { title: m.screen_closed(), text: m.screen_closed_text() };
	if (vote && vote.result === null)
		return { title: m.screen_vote(), text: m.screen_vote_text({ count: tally?.ballots ?? 0 }) };
	switch (clock.phase) {
		case 'before':
			return { title: m.screen_lobby(), text: m.screen_lobby_text({ here: tally?.here ?? 0 }) };
		case 'running':
			return {
				title: m.screen_running({ round: clock.round, rounds }),
				text: m.screen_running_text({ clock: at(clock.endsAt) })
			};
		case 'paused':
			return { title: m.screen_paused(), text: m.screen_paused_text() };
		case 'ending':
			if (clock.next === null) return { title: m.screen_ending(), text: m.screen_ending_last() };
			if (isUndo(clock)) return { title: m.screen_undo(), text: m.screen_undo_text() };
			return { title: m.screen_ending(), text: m.screen_ending_text() };
		case 'moving':
			return {
				title: m.screen_moving(),
				text: m.screen_moving_text({ round: clock.next, rounds, clock: at(clock.startsBy) })
			};
		case 'after':
			return { title: m.screen_after(), text: results ? m.screen_results() : m.screen_after_text() };
	}
}

/** Numbers in a row, shortened: `1-4, 9`. */
export function numberRanges(numbers: readonly number[]): string {
	const ranges: [number, number][] = [];
	for (const number of numbers.toSorted((a, b) => a - b)) {
		const last = ranges.at(-1);
		if (last && number === last[1] + 1) last[1] = number;
		else ranges.push([number, number]);
	}
	return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
