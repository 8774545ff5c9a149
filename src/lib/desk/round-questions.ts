/** What is asked before everybody sits down, moves or goes back: the question says what happens, and to how many. */
import { UNDO_MIN_MS, type CafeClock } from '../domain/cafe/clock.ts';
import { tooFull } from '../domain/cafe/table-seats.ts';
import type { PageCommand } from '../domain/commands.ts';
import type { EpochMs, PersonId, TableId } from '../domain/ids.ts';
import type { DeskPart, EveryonePart } from '../domain/parts.ts';
import { takesPart } from '../domain/people/person.ts';
import { clockTimeOf } from '../live/cafe-words.ts';
import { roundTime } from '../live/round-time.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { undoOf } from './round-controls.ts';

export type Asked = 'start' | 'bell' | 'undo';

export interface RoundQuestion {
	readonly title: string;
	readonly text: string;
	readonly yes: string;
	readonly no: string;
	readonly command: PageCommand;
}

type Everyone = Pick<EveryonePart, 'clock' | 'card' | 'seatingVersion'>;
type Desk = Pick<DeskPart, 'people' | 'plan' | 'seating' | 'previous'>;
type Seats = Readonly<Record<PersonId, TableId>>;

const minutesOf = (ms: number): number => Math.max(1, Math.ceil(ms / 60_000));

/** How many who take part have no seat in the plan's first round; none while there is no plan. */
export const unplanned = ({ people, plan }: Pick<Desk, 'people' | 'plan'>): number =>
	plan ? seatless(people, plan.rounds[0] ?? {}) : 0;

const seatless = (people: Desk['people'], seats: Seats): number =>
	Object.values(people).filter((person) => takesPart(person) && !Object.hasOwn(seats, person.id)).length;

/** The question for what was pressed; null when the clock does not allow it (any more). */
export function roundQuestion(asked: Asked, everyone: Everyone, desk: Desk, now: EpochMs): RoundQuestion | null {
	switch (asked) {
		case 'start':
			return startQuestion(everyone, desk);
		case 'bell':
			return bellQuestion(everyone, now);
		case 'undo':
			return undoQuestion(everyone, desk, now);
	}
}

function startQuestion(everyone: Everyone, { people, plan, seating }: Desk): RoundQuestion | null {
	const { clock } = everyone;
	if (clock.phase !== 'before' && clock.phase !== 'moving') return null;
	const first = clock.phase === 'before';
	const round = first ? 1 : clock.next;
	const seats: Seats = (first ? plan?.rounds[0] : seating?.seats) ?? {};
	const sits = (id: PersonId) => people[id] !== undefined && takesPart(people[id]);
	const count = (Object.keys(seats) as PersonId[]).filter(sits).length;
	const said = { count, minutes: minutesOf(roundTime(everyone).lengthMs) };
	const without = seatless(people, seats);
	const left = first ? m.console_start_ask_unplanned : m.console_start_ask_unseated;
	const full = first ? tooFull(everyone.card?.tables ?? [], [seats], sits).length : 0;
	return {
		title: m.console_start_ask({ round }),
		text: [
			first ? m.console_start_ask_first(said) : m.console_start_ask_next(said),
			...(without > 0 ? [left({ count: without })] : []),
			...(full > 0 ? [m.console_start_ask_too_full({ count: full })] : []),
			...(first ? [m.console_start_ask_final()] : [])
		].join(' '),
		yes: m.console_start_yes(),
		no: m.console_start_no(),
		command: first ? { type: 'start_round', round } : { type: 'start_next_round', round }
	};
}

function bellQuestion({ clock, card }: Everyone, now: EpochMs): RoundQuestion | null {
	if (clock.phase !== 'running') return null;
	const { round } = clock;
	const minutes = minutesOf(clock.endsAt - now);
	const last = round >= (card?.cafe.rounds.length ?? 0);
	return {
		title: m.console_bell_ask(),
		text: last ? m.console_bell_ask_last({ minutes }) : m.console_bell_ask_text({ minutes }),
		yes: m.console_bell_yes(),
		no: m.console_bell_no(),
		command: { type: 'ring_bell', round }
	};
}

function undoQuestion(everyone: Everyone, desk: Desk, now: EpochMs): RoundQuestion | null {
	const undo = undoOf(everyone, desk, now);
	if (!undo.open || !desk.previous) return null;
	const { round, seats } = desk.previous;
	const moved = (Object.entries(seats) as [PersonId, TableId][]).filter(
		([id, table]) => desk.people[id] && takesPart(desk.people[id]) && desk.seating?.seats[id] !== table
	);
	const minutes = minutesOf(UNDO_MIN_MS / (everyone.card?.timeScale ?? 1));
	return {
		title: m.console_undo_ask(),
		text: m.console_undo_ask_text({ count: moved.length, round, minutes }),
		yes: m.console_undo_yes(),
		no: m.console_undo_no(),
		command: { type: 'undo_move', version: undo.version }
	};
}

/** What became of the minutes that were added; null where no time runs. */
export function moreTimeWords(clock: CafeClock, minutes: number): string | null {
	if (clock.phase === 'running')
		return m.console_more_running({ minutes, clock: clockTimeOf(clock.endsAt, getLocale()) });
	if (clock.phase === 'paused') return m.console_more_paused({ minutes, left: minutesOf(clock.remainingMs) });
	return null;
}
