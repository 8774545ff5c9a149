import type { DeskFact, EveryoneFact, PersonFact, TableFact } from '../facts.ts';
import { withAnnouncement } from '../event/evolve.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { DeskPart, EveryonePart, PersonPart, Plan, TablePart } from '../parts.ts';
import { withSeats } from './plan-diff.ts';
import { withPlan } from './plan-steps.ts';

export const CLOCK_FACTS = [
	'plan_published',
	'round_started',
	'round_extended',
	'round_paused',
	'round_resumed',
	'bell_rung',
	'bell_taken_back',
	'tables_switched',
	'move_taken_back',
	'cafe_ended'
] as const;
type ClockFact = Extract<EveryoneFact, { type: (typeof CLOCK_FACTS)[number] }>;

/** The one timeline of the bell (running → ending → moving → running). */
export function evolveClock(part: EveryonePart, fact: ClockFact): EveryonePart {
	const { clock } = part;
	switch (fact.type) {
		case 'plan_published':
			return { ...part, planVersion: fact.version };
		case 'round_started': {
			const { round, startedAt, endsAt, version } = fact;
			return { ...used(part, version), seatingVersion: version, clock: { phase: 'running', round, startedAt, endsAt } };
		}
		case 'round_extended':
			return clock.phase === 'running' ? { ...part, clock: { ...clock, endsAt: fact.endsAt } } : part;
		case 'round_paused': {
			// Minutes added to a paused round say anew what is left of it.
			if (clock.phase !== 'running' && clock.phase !== 'paused') return part;
			const { round, startedAt } = clock;
			return { ...part, clock: { phase: 'paused', round, startedAt, remainingMs: fact.remainingMs } };
		}
		case 'round_resumed': {
			if (clock.phase !== 'paused') return part;
			const { round, startedAt } = clock;
			return { ...part, clock: { phase: 'running', round, startedAt, endsAt: fact.endsAt } };
		}
		case 'bell_rung': {
			const { round, endsAt, switchAt, next, version, nextMs } = fact;
			const { startedAt, endsAt: wasToEndAt } = clock.phase === 'running' ? clock : { startedAt: endsAt, endsAt };
			return {
				...used(part, version),
				clock: { phase: 'ending', round, startedAt, endsAt, switchAt, next, version, nextMs, wasToEndAt }
			};
		}
		case 'bell_taken_back': {
			if (clock.phase !== 'ending') return part;
			// The time that was left when it rang is the round's again.
			const { round, startedAt, endsAt, wasToEndAt = endsAt } = clock;
			return { ...part, clock: { phase: 'running', round, startedAt, endsAt: wasToEndAt } };
		}
		case 'tables_switched': {
			const { from, next, version, at, startsBy, nextMs } = fact;
			return {
				...part,
				seatingVersion: version,
				clock: { phase: 'moving', from, next, switchedAt: at, startsBy, nextMs }
			};
		}
		case 'move_taken_back': {
			const { round, next, at, switchAt, version, nextMs } = fact;
			const wasToEndAt = clock.phase === 'running' ? clock.endsAt : clock.phase === 'moving' ? at + clock.nextMs : at;
			return {
				...used(part, version),
				clock: { phase: 'ending', round, startedAt: at, endsAt: at, switchAt, next, version, nextMs, wasToEndAt }
			};
		}
		case 'cafe_ended':
			return { ...part, clock: { phase: 'after' } };
	}
}

/** Version numbers name rooms, so none is ever used twice. */
const used = (part: EveryonePart, version: number): EveryonePart => ({
	...part,
	versionsUsed: Math.max(part.versionsUsed, version)
});

export const SEATING_DESK_FACTS = [
	'seat_pinned',
	'seat_unpinned',
	'plan_adopted',
	'plan_changed',
	'next_seating_set',
	'next_seating_dropped',
	'seating_switched',
	'seat_changed',
	'seating_ended'
] as const;
type SeatingDeskFact = Extract<DeskFact, { type: (typeof SEATING_DESK_FACTS)[number] }>;

export function evolveSeating(part: DeskPart, fact: SeatingDeskFact): DeskPart {
	switch (fact.type) {
		case 'seat_pinned':
			return { ...part, pins: [...withoutPin(part, fact.pin), fact.pin] };
		case 'seat_unpinned':
			return { ...part, pins: withoutPin(part, fact) };
		case 'plan_adopted':
			return withPlan(part, fact.plan);
		case 'plan_changed':
			return part.plan ? withPlan(part, planAfter(part.plan, fact)) : part;
		case 'next_seating_set': {
			const { version, round, seats } = fact;
			return { ...part, next: { version, round, seats } };
		}
		case 'next_seating_dropped':
			return { ...part, next: null };
		case 'seating_switched': {
			if (!part.next) return part;
			return { ...part, previous: part.seating, seating: part.next, next: null };
		}
		case 'seat_changed': {
			if (!part.seating) return part;
			const { [fact.person]: _left, ...others } = part.seating.seats as Record<PersonId, TableId>;
			const seats = fact.table === null ? others : { ...others, [fact.person]: fact.table };
			return { ...part, seating: { ...part.seating, seats } };
		}
		case 'seating_ended':
			return { ...part, seating: null, next: null, previous: null };
	}
}

/** A plan with some seats changed: what is not said stays, but for the step, which was another one. */
export function planAfter(plan: Plan, fact: Extract<DeskFact, { type: 'plan_changed' }>): Plan {
	const { version, seats, sheet, settings = plan.settings, step } = fact;
	return {
		version,
		rounds: withSeats(plan.rounds, seats),
		sheet,
		...(settings ? { settings } : {}),
		...(step ? { step } : {})
	};
}

const withoutPin = (part: DeskPart, pin: { person: PersonId; round: number }) =>
	part.pins.filter(({ person, round }) => person !== pin.person || round !== pin.round);

export const SEAT_TABLE_FACTS = [
	'table_seated',
	'seat_taken',
	'seat_freed',
	'person_placed',
	'host_changed',
	'table_merged',
	'table_hand_raised',
	'table_hand_lowered',
	'visit_begun',
	'visit_ended',
	'announced_at_table'
] as const;
type SeatTableFact = Extract<TableFact, { type: (typeof SEAT_TABLE_FACTS)[number] }>;

export function evolveTableSeats(part: TablePart, fact: SeatTableFact): TablePart {
	switch (fact.type) {
		case 'table_seated': {
			const { version, round, seated, host } = fact;
			return { ...part, version, round, seated, host, hands: [], visitors: [], mergedInto: null };
		}
		case 'seat_taken':
			return {
				...part,
				seated: [...part.seated.filter(({ person }) => person !== fact.seat.person), fact.seat]
			};
		case 'seat_freed':
			return {
				...part,
				seated: part.seated.filter(({ person }) => person !== fact.person),
				hands: part.hands.filter((person) => person !== fact.person),
				host: part.host === fact.person ? null : part.host,
				rekey: part.rekey + (fact.rekey ? 1 : 0)
			};
		case 'person_placed':
			return {
				...part,
				seated: part.seated.map((seat) => (seat.person === fact.person ? { ...seat, placed: true } : seat))
			};
		case 'host_changed':
			return { ...part, host: fact.host };
		case 'table_merged':
			return { ...part, mergedInto: fact.into, hands: [], visitors: [] };
		case 'visit_begun':
			return part.visitors.includes(fact.person) ? part : { ...part, visitors: [...part.visitors, fact.person] };
		case 'visit_ended':
			return { ...part, visitors: part.visitors.filter((person) => person !== fact.person) };
		case 'announced_at_table': {
			const { id, at, text } = fact;
			return { ...part, announcements: withAnnouncement(part.announcements, { id, at, text }) };
		}
		case 'table_hand_raised':
			return part.hands.includes(fact.person) ? part : { ...part, hands: [...part.hands, fact.person] };
		case 'table_hand_lowered':
			return { ...part, hands: part.hands.filter((person) => person !== fact.person) };
	}
}

export const SEAT_PERSON_FACTS = [
	'route_given',
	'next_seat_given',
	'next_seat_taken_back',
	'seated',
	'unseated',
	'visiting'
] as const;
type SeatPersonFact = Extract<PersonFact, { type: (typeof SEAT_PERSON_FACTS)[number] }>;

export function evolveOwnSeat(part: PersonPart, fact: SeatPersonFact): PersonPart {
	switch (fact.type) {
		case 'route_given':
			return { ...part, route: fact.tables };
		case 'next_seat_given': {
			const { table, round, version, switchAt } = fact;
			return { ...part, next: { table, round, version, switchAt } };
		}
		case 'next_seat_taken_back':
			return { ...part, next: null };
		case 'seated': {
			const { table, round, version } = fact;
			// A move that was taken back was no visit.
			const visited = [...part.visited.filter((visit) => visit.round < round), { round, table }];
			return { ...part, seat: { table, round, version }, next: null, visited };
		}
		case 'unseated':
			return { ...part, seat: null, next: null };
		case 'visiting': {
			const { table, version } = fact;
			return { ...part, visiting: table ? { table, version } : null };
		}
	}
}
