/**
 * Readings of a state that every person's seat and every room needs. Parts are replaced whole, never changed, so each
 * is computed once per object: with 2,000 people at 400 tables they would otherwise cost seconds per rotation.
 */
import type { EventCard, TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { DeskPart, EventState, Seating } from '#lib/domain/parts.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { visitOf } from '#lib/domain/cafe/visits.ts';
import { deskOf, deskPersonOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';

type SeatedAt = ReadonlyMap<TableId, readonly PersonId[]>;

const tableCards = new WeakMap<EventCard, ReadonlyMap<TableId, TableCard>>();
const mayVisitOf = new WeakMap<DeskPart['people'], number>();
const withSound = new WeakMap<Seating, { readonly card: EventCard; readonly tables: SeatedAt }>();

/** Takes part no more, or is not admitted yet. */
export const isOut = ({ participation }: DeskPerson): boolean =>
	participation === 'removed' || participation === 'left' || participation === 'waiting';

/** May visit tables, visibly. */
export const mayVisit = (person: DeskPerson): boolean => RUNNING.includes(person.role) && !isOut(person);

/** For how many a room keeps a place beside those who sit there. */
export function howManyMayVisit(state: EventState): number {
	const { people } = deskOf(state);
	const known = mayVisitOf.get(people) ?? Object.values(people).filter(mayVisit).length;
	mayVisitOf.set(people, known);
	return known;
}

/** Who visits this table now: as the people who sit there are told. */
export const visitorsAt = (state: EventState, table: TableId): PersonId[] =>
	tableOf(state, table).visitors.filter((person) => {
		const who = deskPersonOf(state, person);
		return who !== undefined && mayVisit(who) && visitOf(state, person) === table;
	});

/** The seating that is armed, from the bell to the switch. */
export function nextSeating(state: EventState): Seating | null {
	const { clock } = everyoneOf(state);
	const { next } = deskOf(state);
	if (clock.phase !== 'ending' || clock.next === null) return null;
	return next?.version === clock.version ? next : null;
}

export const tableCardsOf = (state: EventState): ReadonlyMap<TableId, TableCard> => {
	const { card } = everyoneOf(state);
	if (!card) return new Map();
	let cards = tableCards.get(card);
	if (!cards) tableCards.set(card, (cards = new Map(card.tables.map((table) => [table.id, table]))));
	return cards;
};

/** Online and linked tables of a seating where somebody sits, each with its people. */
export function tablesWithSound(state: EventState, seating: Seating): SeatedAt {
	const { card } = everyoneOf(state);
	if (!card) return new Map();
	const known = withSound.get(seating);
	if (known?.card === card) return known.tables;
	const cards = tableCardsOf(state);
	const tables = new Map<TableId, PersonId[]>();
	for (const [person, table] of Object.entries(seating.seats) as [PersonId, TableId][]) {
		if ((cards.get(table)?.mode ?? 'hall') === 'hall') continue;
		const there = tables.get(table);
		if (there) there.push(person);
		else tables.set(table, [person]);
	}
	withSound.set(seating, { card, tables });
	return tables;
}
