/** Whom the costs of a plan fall on: names, tables and rounds behind the verifier's counts, and what cannot be less. */
import { canSitAt } from '../domain/cafe/seating.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { textIn } from '../domain/text-in.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import type { PlanView } from './plan-moves.ts';
import { listOf, nameOf } from './plan-words.ts';

/** A sentence about somebody whose walk can be looked at. */
export interface Borne {
	readonly person: PersonId;
	readonly text: string;
}

/** First those of the first round, then by name. */
export interface Bearers {
	/** Pairs that meet in more than one round. */
	readonly again: readonly Borne[];
	readonly table: readonly Borne[];
	readonly topic: readonly Borne[];
	readonly country: readonly Borne[];
	readonly organisation: readonly Borne[];
	/** The smallest tables, where sizes differ. */
	readonly small: readonly Borne[];
	/** Tables in use at which no appointed host has a seat, where other tables have one. */
	readonly hostless: readonly number[];
	/** Fewest returns that these tables and rounds allow. */
	readonly least: { readonly table: number; readonly topic: number };
}

interface Seat {
	readonly round: number;
	readonly table: TableId;
}
interface Words {
	readonly view: PlanView;
	readonly names: Readonly<Names>;
	readonly locale: string;
}

export function bearersOf(view: PlanView, names: Readonly<Names>, locale: string): Bearers {
	const words: Words = { view, names, locale };
	const travellers = Object.values(view.people).filter(
		({ id, hosts }) => hosts === null && view.rounds.some((seats) => Object.hasOwn(seats, id))
	);
	const topicOf = new Map(view.card.tables.map(({ id, topic }) => [id, topic]));
	const titleOf = (topic: string): string => {
		const title = view.card.topics.find(({ id }) => id === topic)?.title;
		return title ? textIn(title, [locale]).text : topic;
	};
	return {
		again: meetingAgain(words),
		table: returns(words, travellers, (table) => table).map(({ person, key, rounds }) =>
			said(person, () =>
				m.plan_who_table({ ...named(words, person), table: numberOf(view, key as TableId), rounds: rounds() })
			)
		),
		topic: returns(words, travellers, (table) => topicOf.get(table) ?? null).map(({ person, key, rounds }) =>
			said(person, () => m.plan_who_topic({ ...named(words, person), topic: titleOf(key), rounds: rounds() }))
		),
		country: alike(words, ({ country }) => country),
		organisation: alike(words, ({ organisation }) => organisation),
		small: smallest(words),
		hostless: hostless(view),
		least: leastReturns(view, travellers, topicOf)
	};
}

/** Of thousands of sentences a few are read: each is made when it is. */
const said = (person: PersonId, words: () => string): Borne => ({
	person,
	get text() {
		return words();
	}
});
const named = ({ names }: Words, person: PersonId) => ({ name: nameOf(names, person) });
const numberOf = ({ card }: PlanView, id: TableId): number | string =>
	card.tables.find((table) => table.id === id)?.number ?? '–';
const tablesIn = (seats: PlanView['rounds'][number]): [TableId, PersonId[]][] => {
	const there = new Map<TableId, PersonId[]>();
	for (const [person, table] of Object.entries(seats) as [PersonId, TableId][]) {
		const people = there.get(table);
		if (people) people.push(person);
		else there.set(table, [person]);
	}
	return [...there];
};

/** One table, in one round or several. */
const atWords = ({ view, locale }: Words, seats: readonly Seat[]): string =>
	m.plan_who_at({
		table: numberOf(view, seats[0]!.table),
		rounds: listOf(
			seats.map(({ round }) => String(round)),
			locale
		),
		count: seats.length
	});

function pairWords(words: Words, a: PersonId, b: PersonId, seats: readonly Seat[]): Borne {
	return said(a, () => {
		const [one, other] = [a, b]
			.map((id) => nameOf(words.names, id))
			.sort((first, second) => first.localeCompare(second, words.locale)) as [string, string];
		const at = listOf(
			[...Map.groupBy(seats, ({ table }) => table).values()].map((same) => atWords(words, same)),
			words.locale
		);
		// Who meets three times has met again twice.
		const counts = seats.length - 1;
		return counts > 1 ? m.plan_who_pair_counts({ one, other, at, counts }) : m.plan_who_pair({ one, other, at });
	});
}

function meetingAgain(words: Words): Borne[] {
	const number = new Map<PersonId, number>();
	const numberAt = (id: PersonId): number => {
		const known = number.get(id);
		if (known !== undefined) return known;
		number.set(id, number.size);
		return number.size - 1;
	};
	const met = new Map<number, { a: PersonId; b: PersonId; seats: Seat[] }>();
	for (const [index, seats] of words.view.rounds.entries())
		for (const [table, people] of tablesIn(seats))
			for (const [at, a] of people.entries())
				for (const b of people.slice(at + 1)) {
					const [one, other] = [numberAt(a), numberAt(b)];
					const key = Math.min(one, other) * 65_536 + Math.max(one, other);
					const before = met.get(key);
					if (before) before.seats.push({ round: index + 1, table });
					else met.set(key, { a, b, seats: [{ round: index + 1, table }] });
				}
	return [...met.values()]
		.filter(({ seats }) => seats.length > 1)
		.map(({ a, b, seats }) => pairWords(words, a, b, seats));
}

/** Pairs at one table in one round that have this in common. */
function alike(words: Words, valueOf: (person: DeskPerson) => string | null): Borne[] {
	return words.view.rounds.flatMap((seats, index) =>
		tablesIn(seats).flatMap(([table, people]) => {
			const same = Map.groupBy(people, (id) => {
				const person = words.view.people[id];
				return person ? valueOf(person) : null;
			});
			return [...same].flatMap(([value, who]) =>
				value === null
					? []
					: who.flatMap((a, at) => who.slice(at + 1).map((b) => pairWords(words, a, b, [{ round: index + 1, table }])))
			);
		})
	);
}

function returns({ view, locale }: Words, travellers: readonly DeskPerson[], keyOf: (table: TableId) => string | null) {
	return travellers.flatMap(({ id }) => {
		const visits = view.rounds.flatMap((seats, index) => {
			const key = Object.hasOwn(seats, id) ? keyOf(seats[id]!) : null;
			return key === null ? [] : [{ key, round: index + 1 }];
		});
		return [...Map.groupBy(visits, ({ key }) => key)]
			.filter(([, rounds]) => rounds.length > 1)
			.map(([key, rounds]) => ({
				person: id,
				key,
				rounds: () =>
					listOf(
						rounds.map(({ round }) => String(round)),
						locale
					)
			}));
	});
}

function smallest(words: Words): Borne[] {
	const sizes = words.view.rounds.flatMap((seats, index) =>
		tablesIn(seats).map(([table, people]) => ({ table, people, round: index + 1 }))
	);
	const least = Math.min(...sizes.map(({ people }) => people.length));
	return sizes
		.filter(({ people }) => people.length === least)
		.map(({ table, people, round }) =>
			said(people[0]!, () => m.plan_who_small({ at: atWords(words, [{ table, round }]), size: least }))
		);
}

function hostless({ card, people, rounds }: PlanView): number[] {
	const seated = Object.values(people).filter(({ id }) => rounds.some((seats) => Object.hasOwn(seats, id)));
	const hosted = new Set(seated.map(({ hosts }) => hosts));
	if (hosted.size < 2) return [];
	const inUse = new Set(rounds.flatMap((seats) => Object.values(seats)));
	return card.tables.filter(({ id }) => inUse.has(id) && !hosted.has(id)).map(({ number }) => number);
}

/** Who can sit at fewer tables, or topics, than there are rounds has to return. */
function leastReturns(
	{ card, rounds, needs }: PlanView,
	travellers: readonly DeskPerson[],
	topicOf: ReadonlyMap<TableId, string | null>
): Bearers['least'] {
	const inUse = new Set(rounds.flatMap((seats) => Object.values(seats)));
	const cards = card.tables.filter(({ id }) => inUse.has(id));
	const least = { table: 0, topic: 0 };
	/** Thousands of people are a few kinds of them. */
	const kinds = new Map<string, { tables: number; topics: number }>();
	const openTo = (person: DeskPerson) => {
		const own = needs[person.id] ?? [];
		const kind = JSON.stringify([person.attendance, own]);
		const known = kinds.get(kind);
		if (known) return known;
		// Without her languages: not every plan looks at them, and fewer tables would only be a higher limit.
		const open = cards.filter((table) => canSitAt({ ...person, languages: [] }, table, own));
		const topics = new Set(open.map(({ id }) => topicOf.get(id) ?? null));
		const found = { tables: open.length, topics: topics.has(null) ? Infinity : topics.size };
		kinds.set(kind, found);
		return found;
	};
	for (const person of travellers) {
		const seats = rounds.filter((round) => Object.hasOwn(round, person.id)).length;
		const { tables, topics } = openTo(person);
		least.table += Math.max(0, seats - tables);
		least.topic += Math.max(0, seats - topics);
	}
	return least;
}
