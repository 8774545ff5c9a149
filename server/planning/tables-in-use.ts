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
const COMPANY = 3;

export interface TablesInUse {
	/** By number. */
	readonly tables: readonly TableCard[];
	/** Seats that each of them needs more than it is planned for, because more people came than there are seats. */
	readonly extra: number;
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
	const { needs } = careOf(state);
	const fitting = (person: DeskPerson, cards: readonly TableCard[]) =>
		cards.filter((card) => canSitAt(person, card, needs[person.id] ?? []));
	const cards = (everyoneOf(state).card?.tables ?? []).map((card) => ({
		...card,
		seats: Math.min(card.seats, largest ?? card.seats)
	}));
	const all = cards.filter((card) =>
		present.some((person) => person.hosts === card.id || fitting(person, [card]).length > 0)
	);
	const sitters = (cards: readonly TableCard[]): Sitter[] =>
		present.map((person) => {
			const own = cards.filter(({ id }) => id === person.hosts);
			return {
				remote: person.attendance === 'remote',
				fits: (own.length > 0 ? own : fitting(person, cards)).map((card) => cards.indexOf(card))
			};
		});
	const seated = (cards: readonly TableCard[], extra: number) => howManySit(sitters(cards), benchesOf(cards, extra));
	// A largest size that was asked for is kept, and the planner says for whom there is no seat.
	const extra = largest === null ? extraSeats(all, present.length, seated) : 0;
	const everybody = seated(all, extra);
	const rank = rankOf(state, present);
	let kept = [...all].sort((a, b) => rank(a.id) - rank(b.id) || a.number - b.number);
	// What cannot be dropped now cannot be dropped later either, when there are fewer tables.
	const needed = new Set<TableId>();
	const drop = (card: TableCard): void => {
		const fewer = kept.filter(({ id }) => id !== card.id);
		if (seated(fewer, extra) < everybody) needed.add(card.id);
		else kept = fewer;
	};
	for (;;) {
		const lonely = unfilled(sitters(kept), kept.length, smallest ?? COMPANY).map((index) => kept[index]!);
		const next = lonely.filter(({ id }) => !needed.has(id)).at(-1);
		if (!next) break;
		drop(next);
	}
	for (;;) {
		const share = (card: TableCard) => kept.filter(({ topic }) => topic === card.topic).length;
		const [next] = kept
			.filter(({ id }) => rank(id) === UNCLAIMED && !needed.has(id))
			.sort((a, b) => share(b) - share(a) || b.number - a.number);
		if (!next) break;
		drop(next);
	}
	return { tables: kept.sort((a, b) => a.number - b.number), extra };
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

const benchesOf = (cards: readonly TableCard[], extra: number): Bench[] =>
	cards.map((card) => ({ seats: card.seats + extra, remoteSeats: remoteMostAt(card) ?? card.seats + extra }));

/** The fewest more seats by table with which as many people sit as can sit at all. */
function extraSeats(
	cards: readonly TableCard[],
	people: number,
	seated: (cards: readonly TableCard[], extra: number) => number
): number {
	const most = seated(cards, people);
	let [low, high] = [0, people];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (seated(cards, middle) === most) high = middle;
		else low = middle + 1;
	}
	return low;
}
