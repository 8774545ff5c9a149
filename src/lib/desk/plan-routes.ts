/** Everybody's walk through the rounds, to be looked up, printed and saved. */
import type { TakesPart } from '../components/person/types.ts';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { DeskPart } from '../domain/parts.ts';
import { takesPartAs } from '../live/table-people.ts';
import type { Names } from '../protocol/wire.ts';

export interface RouteStop {
	readonly table: TableCard | null;
	readonly pinned: boolean;
}

export interface PersonRoute {
	readonly person: PersonId;
	readonly name: string;
	readonly takesPart: TakesPart;
	readonly host: boolean;
	/** Organisation, country and their like, folded, to be found by. */
	readonly about: string;
	/** One per round, first round first. */
	readonly stops: readonly RouteStop[];
}

type Desk = Pick<DeskPart, 'people' | 'pins' | 'plan'>;

/** By name; people without a seat in any round are left out. */
export function routesOf(
	{ people, pins, plan }: Desk,
	card: EventCard,
	names: Readonly<Names>,
	locale: string
): PersonRoute[] {
	const tables = new Map(card.tables.map((table) => [table.id, table]));
	const pinned = new Set(pins.map(({ person, round }) => `${person} ${round}`));
	const rounds = plan?.rounds ?? [];
	const inOrder = new Intl.Collator(locale);
	return Object.values(people)
		.filter(({ id }) => rounds.some((seats) => Object.hasOwn(seats, id)))
		.map((person) => ({
			person: person.id,
			name: names[person.id] ?? '',
			takesPart: takesPartAs(person),
			host: person.hosts !== null,
			about: folded([person.organisation, person.country, ...(person.tags ?? [])].filter((word) => !!word).join(' · ')),
			stops: rounds.map((seats, index) => ({
				table: tables.get(seats[person.id] as TableId) ?? null,
				pinned: pinned.has(`${person.id} ${index + 1}`)
			}))
		}))
		.toSorted((a, b) => inOrder.compare(a.name, b.name));
}

/** Letters that are no letter with a mark, as people type them who have them on no key. */
const PLAIN: Readonly<Record<string, string>> = {
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	æ: 'ae',
	œ: 'oe',
	ß: 'ss',
	ı: 'i'
};

/** Letters without case and accents, as people type names. */
export const folded = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(/[\p{M}'’`´]/gu, '')
		.toLocaleLowerCase('en')
		.replace(/[øłđðæœßı]/g, (letter) => PLAIN[letter]!)
		.trim();

/** By a part of the name, of the organisation (often a city), country or a tag; or by the number of a table that is visited. */
export function foundRoutes(routes: readonly PersonRoute[], query: string): readonly PersonRoute[] {
	const wanted = folded(query);
	if (wanted === '') return routes;
	if (/^\d+$/.test(wanted))
		return routes.filter(({ stops }) => stops.some(({ table }) => table?.number === Number(wanted)));
	return routes.filter(({ name, about }) => folded(name).includes(wanted) || about.includes(wanted));
}

export type Seated = ReadonlyMap<TableId, readonly PersonRoute[]>;

/** Who sits at which table in a round, hosts first; a table that nobody visits is not there. */
export const seatedIn = (routes: readonly PersonRoute[], round: number): Seated => {
	const there = new Map<TableId, PersonRoute[]>();
	for (const route of routes) {
		const table = route.stops[round - 1]?.table?.id;
		if (table === undefined) continue;
		const people = there.get(table);
		if (people) people.push(route);
		else there.set(table, [route]);
	}
	for (const people of there.values()) people.sort((a, b) => Number(b.host) - Number(a.host));
	return there;
};
