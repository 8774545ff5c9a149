/** Who can sit where, and the seats of the next round: planned ones kept, latecomers fitted in, nobody alone. */
import type { TableCard } from '../event/event-card.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { EventState, Plan, Seated } from '../parts.ts';
import { takesPart, type DeskPerson } from '../people/person.ts';
import { spoken } from '../people/spoken.ts';
import { careOf, deskOf, everyoneOf, personOf, tableCardOf, tableOf } from '../read.ts';

export type Seats = Record<PersonId, TableId>;

/** I5, I6 and step-free: where a person can sit at all, apart from room. */
export function canSitAt(person: DeskPerson, card: TableCard, needs: readonly string[]): boolean {
	if (person.attendance === 'remote' ? card.mode === 'hall' : card.mode === 'online') return false;
	if (person.attendance === 'hall' && needs.includes('step-free') && !card.stepFree) return false;
	if (card.languages.length === 0 || person.languages.length === 0) return true;
	const heard = new Set([...card.languages, ...(card.channels ?? [])].map(spoken));
	return person.languages.some((language) => heard.has(spoken(language)));
}

/**
 * Whether a planned seat is still one for her: she may take part another way since, or have told another need. What
 * she speaks counts where the plan looks at it as a rule (a plan without settings does); a host's own table always does.
 */
export function keepsSeat(
	person: DeskPerson,
	card: TableCard,
	needs: readonly string[],
	settings: Plan['settings']
): boolean {
	if (person.hosts === card.id) return true;
	const asked = (settings?.weights.language ?? 'strong') === 'strong';
	return canSitAt(asked ? person : { ...person, languages: [] }, card, needs);
}

/** Late people and repairs may use one seat more than a table is planned for. */
export const mostAt = (card: TableCard): number => card.seats + 1;

/** Most remote people at a linked table, which its equipment limits; null where there is no limit of its own. */
export const remoteMostAt = (card: TableCard): number | null =>
	card.mode === 'linked' ? (card.remoteSeats ?? null) : null;

/** Whether a table has room for these people beside those who sit there, with the one seat for late people. */
export function hasRoomFor(
	people: Readonly<Record<PersonId, DeskPerson>>,
	card: TableCard,
	there: readonly PersonId[],
	coming: readonly PersonId[]
): boolean {
	if (there.length + coming.length > mostAt(card)) return false;
	const remote = (ids: readonly PersonId[]) => ids.filter((id) => people[id]?.attendance === 'remote').length;
	const limit = remoteMostAt(card);
	return limit === null || remote(coming) === 0 || remote(there) + remote(coming) <= limit;
}

export function peopleAt(seats: Seats): Map<TableId, PersonId[]> {
	const tables = new Map<TableId, PersonId[]>();
	for (const [person, table] of Object.entries(seats) as [PersonId, TableId][]) {
		const there = tables.get(table);
		if (there) there.push(person);
		else tables.set(table, [person]);
	}
	return tables;
}

/**
 * The smallest fitting table: room, attendance, needs, language; then fewest people, a topic not yet visited, fewest
 * people already met. Only tables where somebody sits, so that nobody is put alone (I3).
 */
export function fittingTable(
	state: EventState,
	person: PersonId,
	seats: Seats,
	avoid: TableId | null = null
): TableId | null {
	const desk = deskOf(state);
	const who = desk.people[person];
	const cards = everyoneOf(state).card?.tables ?? [];
	if (!who) return null;
	const needs = careOf(state).needs[person] ?? [];
	const taken = peopleAt(seats);
	const past = personOf(state, person);
	const visitedTopics = new Set(past.visited.map(({ table }) => cards.find(({ id }) => id === table)?.topic));
	const met = metBefore(state, person);
	const scored = cards
		.filter((card) => card.id !== avoid && tableOf(state, card.id).mergedInto === null && canSitAt(who, card, needs))
		.map((card) => ({ card, there: taken.get(card.id) ?? [] }))
		.filter(({ card, there }) => there.length > 0 && hasRoomFor(desk.people, card, there, [person]))
		.map(({ card, there }) => ({
			table: card.id,
			number: card.number,
			cost: [
				there.length,
				visitedTopics.has(card.topic) ? 1 : 0,
				past.visited.some(({ table }) => table === card.id) ? 1 : 0,
				there.filter((other) => met.has(other)).length
			]
		}));
	scored.sort((a, b) => compare(a.cost, b.cost) || a.number - b.number);
	return scored[0]?.table ?? null;
}

function compare(a: readonly number[], b: readonly number[]): number {
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
	return 0;
}

/** People who have shared a table with this one in a round that was started. */
function metBefore(state: EventState, person: PersonId): Set<PersonId> {
	const met = new Set<PersonId>();
	const mine = personOf(state, person).visited;
	if (mine.length === 0) return met;
	for (const other of Object.keys(deskOf(state).people) as PersonId[]) {
		if (other === person) continue;
		const theirs = personOf(state, other).visited;
		if (mine.some((visit) => theirs.some(({ round, table }) => round === visit.round && table === visit.table)))
			met.add(other);
	}
	return met;
}

/**
 * Seats of a round: the plan (or `base`) for those who still take part and can still sit there, then latecomers at
 * the smallest fitting tables, then whoever would sit alone joins others. Who fits nowhere is left out and waits in the plenary.
 */
export function seatsFor(state: EventState, round: number, base?: Seats): Seats {
	const desk = deskOf(state);
	const planned = base ?? desk.plan?.rounds[round - 1] ?? {};
	const seats: Seats = {};
	const late: PersonId[] = [];
	const cards = new Map(everyoneOf(state).card?.tables.map((card) => [card.id, card]));
	const { needs } = careOf(state);
	const keeps = (person: DeskPerson, table: TableId): boolean => {
		const card = cards.get(table);
		return !card || keepsSeat(person, card, needs[person.id] ?? [], desk.plan?.settings);
	};
	for (const person of Object.values(desk.people)) {
		if (!takesPart(person)) continue;
		const told = Object.hasOwn(planned, person.id) ? planned[person.id] : undefined;
		const table = told && keeps(person, told) ? told : person.hosts;
		if (table) seats[person.id] = table;
		else late.push(person.id);
	}
	for (const person of late) {
		const pin = desk.pins.find((pin) => pin.person === person && pin.round === round)?.table;
		const table = pin && hasCompany(state, person, pin, seats) ? pin : fittingTable(state, person, seats);
		if (table) seats[person] = table;
	}
	let there = peopleAt(seats);
	for (const table of [...there.keys()]) {
		const people = there.get(table) ?? [];
		if (people.length !== 1) continue;
		const company = fittingTable(state, people[0]!, seats, table);
		if (!company) continue;
		seats[people[0]!] = company;
		// Counted anew: somebody alone has company here now.
		there = peopleAt(seats);
	}
	return seats;
}

/** Whether a person's own table (pinned, planned, hosted) can take her: somebody sits there, and there is room (I3). */
export function hasCompany(state: EventState, person: PersonId, table: TableId, seats: Seats): boolean {
	const there = peopleAt(seats).get(table) ?? [];
	return there.length > 0 && canJoin(state, person, table, there);
}

/** Whether a person can sit down at this table, which may be empty. */
export function canJoin(state: EventState, person: PersonId, table: TableId, there: readonly PersonId[]): boolean {
	const { people } = deskOf(state);
	const who = people[person];
	const card = tableCardOf(state, table);
	if (!who || !card || tableOf(state, table).mergedInto !== null) return false;
	// An appointed host sits at her table whatever she speaks or needs.
	const fits = who.hosts === table || canSitAt(who, card, careOf(state).needs[person] ?? []);
	return fits && hasRoomFor(people, card, there, [person]);
}

/** Remote people need not walk, and a host is where she was. */
export const walksTo = (person: DeskPerson, table: TableId): boolean =>
	person.attendance === 'hall' && person.hosts !== table;

export const seatedAs = (person: DeskPerson, placed: boolean): Seated => ({
	person: person.id,
	attendance: person.attendance,
	device: person.device,
	placed
});

/** The appointed host if she sits here, else the first who can type for others. */
export function hostAmong(state: EventState, table: TableId, people: readonly PersonId[]): PersonId | null {
	const desk = deskOf(state).people;
	return (
		people.find((person) => desk[person]?.hosts === table) ??
		people.find((person) => desk[person]?.device !== 'none') ??
		null
	);
}
