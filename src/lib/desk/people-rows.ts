/** The list of people: who they are, how they stand, where they sit. */
import type { PersonId, TableId } from '../domain/ids.ts';
import type { DeskPart } from '../domain/parts.ts';
import type { DeskPerson, Participation } from '../domain/people/person.ts';
import { takesPartAs } from '../live/table-people.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import { folded } from './plan-routes.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';

export interface PersonRow {
	readonly id: PersonId;
	readonly person: DeskPerson;
	readonly name: string;
	/** Where she sits now; null when she does not. */
	readonly table: TableId | null;
}

export const PEOPLE_FILTERS = [
	'all',
	'waiting',
	'invited',
	'arrived',
	'committed',
	'paper',
	'hosts',
	'crew',
	'gone'
] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

const sitsAtTables = ({ role }: DeskPerson): boolean => SITTING.includes(role);
const isGone = ({ participation, forgotten }: DeskPerson): boolean =>
	forgotten === true || participation === 'left' || participation === 'removed';

const TESTS: { readonly [F in PeopleFilter]: (person: DeskPerson) => boolean } = {
	all: (person) => !isGone(person),
	waiting: ({ participation }) => participation === 'waiting',
	invited: (person) => person.participation === 'invited' && sitsAtTables(person),
	arrived: (person) => person.participation === 'arrived' && sitsAtTables(person),
	committed: (person) => person.participation === 'committed' || person.participation === 'away',
	paper: (person) => takesPartAs(person) === 'paper' && !isGone(person),
	hosts: (person) => person.hosts !== null && !isGone(person),
	crew: (person) => !sitsAtTables(person) && !isGone(person),
	gone: isGone
};

export function peopleRows(
	{ people, seating }: Pick<DeskPart, 'people' | 'seating'>,
	names: Readonly<Names>,
	locale: string
): PersonRow[] {
	const inOrder = new Intl.Collator(locale);
	return Object.values(people)
		.map((person) => ({
			id: person.id,
			person,
			name: names[person.id] ?? '',
			table: seating?.seats[person.id] ?? null
		}))
		.toSorted((a, b) => inOrder.compare(a.name, b.name));
}

export const countOf = (rows: readonly PersonRow[], filter: PeopleFilter): number =>
	rows.filter(({ person }) => TESTS[filter](person)).length;

export function foundRows(rows: readonly PersonRow[], filter: PeopleFilter, query: string): PersonRow[] {
	const wanted = folded(query);
	return rows.filter(({ person, name }) => TESTS[filter](person) && folded(name).includes(wanted));
}

const STATES: { readonly [P in Participation]: () => string } = {
	invited: m.people_state_invited,
	waiting: m.people_state_waiting,
	arrived: m.people_state_arrived,
	committed: m.people_state_committed,
	away: m.people_state_away,
	left: m.people_state_left,
	removed: m.people_state_removed
};
/** How somebody stands, in words; the code itself for a state of a newer server. */
export const stateWord = (state: string): string =>
	Object.hasOwn(STATES, state) ? STATES[state as Participation]() : state;
