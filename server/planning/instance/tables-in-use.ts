/** Which tables are used for the people who are here: a fitting seat for everybody and, wherever possible, company. */
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { canSitAt, remoteMostAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import type { TableId } from '#lib/domain/ids.ts';
import { careOf, deskOf, everyoneOf } from '#lib/domain/read.ts';
import { howManySit, unfilled, type Bench, type Sitter } from './seat-matching.ts';

/** Fewest people at a table, where there is another way (I3). */
export const COMPANY = 3;

export interface TablesInUse {
	/** By number. */
	readonly tables: readonly TableCard[];
	/** Seats that a table needs more than it is planned for, because more people came than there are seats. */
	readonly extraAt: (table: TableCard) => number;
}

/**
 * Starts from every table that somebody present can use and drops what is not needed: first tables that cannot get
 * three people, then tables without host or pin as long as everybody keeps a seat, so that topics keep their share.
 * Tables with a pin (of anybody: who is late with a printed card finds company there) or a present host stay.
 */
export function tablesInUse(
	state: EventState,
	present: readonly DeskPerson[],
	{ smallest, largest }: Pick<PlanSettings, 'smallest' | 'largest'>
): TablesInUse {
	const rank = rankOf(state, present);
	const cards = (everyoneOf(state).card?.tables ?? [])
		.map((card) => ({ ...card, seats: Math.min(card.seats, largest ?? card.seats) }))
		.sort((a, b) => rank(a.id) - rank(b.id) || a.number - b.number);
	const seats = seatsOf(state, present, cards);
	const kept = new Set(seats.usable);
	const seatedWith = (kept: ReadonlySet<number>, extraAt: TablesInUse['extraAt']) =>
		howManySit(seats.sitters(kept), benchesOf(cards, kept, extraAt));
	// A largest size that was asked for is kept, and the planner says for whom there is no seat.
	const extraAt = largest === null ? extraSeats(present.length, (extraAt) => seatedWith(kept, extraAt)) : () => 0;
	const seated = (kept: ReadonlySet<number>) => seatedWith(kept, extraAt);
	const everybody = seated(kept);
	// What cannot be dropped now cannot be dropped later either, when there are fewer tables.
	const needed = new Set<number>();
	const drop = (table: number): void => {
		kept.delete(table);
		if (seated(kept) === everybody) return;
		needed.add(table);
		kept.add(table);
	};
	const inOrder = () => [...kept].sort((a, b) => a - b);
	for (;;) {
		const lonely = unfilled(seats.sitters(kept), inOrder(), smallest ?? COMPANY).filter((table) => !needed.has(table));
		if (lonely.length === 0) break;
		// Nobody else has more or less company without a lonely table, unless its host travels from then on.
		const hosted = lonely.findLastIndex((table) => seats.hosted.has(table));
		for (const table of lonely.slice(Math.max(0, hosted)).reverse()) drop(table);
	}
	for (;;) {
		const shares = Map.groupBy(kept, (table) => cards[table]!.topic);
		const share = (table: number) => shares.get(cards[table]!.topic)!.length;
		const [next] = inOrder()
			.filter((table) => rank(cards[table]!.id) === UNCLAIMED && !needed.has(table))
			.sort((a, b) => share(b) - share(a) || cards[b]!.number - cards[a]!.number);
		if (next === undefined) break;
		drop(next);
	}
	const tables = [...kept].map((table) => cards[table]!).sort((a, b) => a.number - b.number);
	return { tables, extraAt };
}

/** Where people can sit, asked once for all of one kind: two thousand people are a few dozen kinds. */
function seatsOf(state: EventState, present: readonly DeskPerson[], cards: readonly TableCard[]) {
	const { needs } = careOf(state);
	const indexOf = new Map(cards.map(({ id }, table) => [id, table]));
	const known = new Map<string, number[]>();
	const fitting = (person: DeskPerson): number[] => {
		const own = needs[person.id] ?? [];
		const kind = JSON.stringify([person.attendance, person.device, person.languages, own]);
		const fits = known.get(kind) ?? cards.flatMap((card, table) => (canSitAt(person, card, own) ? [table] : []));
		known.set(kind, fits);
		return fits;
	};
	const people = present.map((person) => {
		const own = person.hosts === null ? undefined : indexOf.get(person.hosts);
		return { own: own === undefined ? [] : [own], remote: person.attendance === 'remote', fits: fitting(person) };
	});
	return {
		hosted: new Set(people.flatMap(({ own }) => own)),
		usable: new Set(people.flatMap(({ own }) => own).concat(...known.values())),
		/** A host sits at the own table; without it she travels. */
		sitters: (kept: ReadonlySet<number>): Sitter[] =>
			people.map(({ own, remote, fits }) => ({ remote, fits: own.some((table) => kept.has(table)) ? own : fits }))
	};
}

const UNCLAIMED = 3;

/** 0: a printed card leads here, 1: its host is here, 2: another pin, 3: nothing speaks for it. */
function rankOf(state: EventState, present: readonly DeskPerson[]): (table: TableId) => number {
	const { pins } = deskOf(state);
	const carded = new Set(pins.filter(({ source }) => source === 'card').map(({ table }) => table));
	const pinned = new Set(pins.map(({ table }) => table));
	const hosted = new Set(present.map(({ hosts }) => hosts));
	return (table) => (carded.has(table) ? 0 : hosted.has(table) ? 1 : pinned.has(table) ? 2 : UNCLAIMED);
}

/** Nobody sits at a table that is not kept. */
const benchesOf = (cards: readonly TableCard[], kept: ReadonlySet<number>, extraAt: TablesInUse['extraAt']): Bench[] =>
	cards.map((card, table) => {
		if (!kept.has(table)) return { seats: 0, remoteSeats: 0 };
		const seats = card.seats + extraAt(card);
		return { seats, remoteSeats: remoteMostAt(card) ?? seats };
	});

/**
 * The fewest more seats by table with which as many people sit as can sit at all. Where a facilitator has said how many
 * chairs there are, no more people sit as long as other tables can take them.
 */
function extraSeats(people: number, seated: (extraAt: TablesInUse['extraAt']) => number): TablesInUse['extraAt'] {
	const everywhere = (extra: number) => () => extra;
	const elsewhere =
		(extra: number): TablesInUse['extraAt'] =>
		({ seatsSet }) =>
			seatsSet ? 0 : extra;
	const most = seated(everywhere(people));
	const way = seated(elsewhere(people)) === most ? elsewhere : everywhere;
	let [low, high] = [0, people];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (seated(way(middle)) === most) high = middle;
		else low = middle + 1;
	}
	return way(low);
}
