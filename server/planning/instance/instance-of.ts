/** What the planner is asked: the people who are present and committed, at the tables of the event. */
import { canSitAt, remoteMostAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { careOf, deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { Instance, Lock, Person, Rules, Table } from '#lib/planner/index.ts';
import { companies } from './companies.ts';
import { tablesInUse } from './tables-in-use.ts';

export interface PlanQuestion {
	readonly instance: Instance;
	/** Pins that cannot be kept, because the table has no host here today or the person is not present. */
	readonly pinsLeftOut: number;
}

/** Builds the planner's instance of the people who are here and the tables that they need. */
export function instanceOf(
	state: EventState,
	isPresent: (person: PersonId) => boolean,
	settings: PlanSettings
): PlanQuestion {
	const { card } = everyoneOf(state);
	const desk = deskOf(state);
	const { needs } = careOf(state);
	const present = Object.values(desk.people).filter((person) => takesPart(person) && isPresent(person.id));
	const { tables, extraAt } = tablesInUse(state, present, settings);
	const kept = new Map(tables.map((table) => [table.id, table]));
	const people = present.map((person) =>
		askedPerson(person, kept.has(person.hosts!), needs[person.id] ?? [], settings)
	);
	const free = new Set(people.filter(({ hosts }) => hosts === null).map(({ id }) => id));
	const locked = desk.pins.filter(({ person, table, round }) => {
		const at = kept.get(table);
		// Who comes another way than her card was printed for cannot sit there; the page names her.
		const fits = at && free.has(person) && canSitAt(desk.people[person]!, at, needs[person] ?? []);
		return fits && round <= (card?.cafe.rounds.length ?? 0);
	});
	const { together, apart } = companies(needs, present, tables);
	return {
		instance: {
			rounds: card?.cafe.rounds.length ?? 1,
			seed: settings.seed,
			budgetMs: settings.seconds * 1_000,
			iterations: null,
			tables: tables.map((table) => askedTable(table, table.seats + extraAt(table), settings)),
			people,
			together,
			apart,
			locked: locked.map(({ person, round, table }): Lock => ({ person, round, table })),
			rules: rulesOf(settings)
		},
		pinsLeftOut: desk.pins.length - locked.length
	};
}

/** @param hosts whether the table that she hosts is in use */
export const askedPerson = (
	person: DeskPerson,
	hosts: boolean,
	needs: readonly string[],
	{ weights, atEveryTable = [] }: PlanSettings
): Person => ({
	id: person.id,
	hosts: hosts ? person.hosts : null,
	attendance: person.attendance,
	device: person.attendance === 'remote' ? 'own' : person.device,
	languages: [...person.languages],
	country: person.country,
	organisation: person.organisation,
	tags: person.tags.filter((tag) => atEveryTable.includes(tag)),
	topics: weights.wishes === 'off' ? [] : [...person.topics],
	stepFree: needs.includes('step-free')
});

export const askedTable = (table: TableCard, seats: number, { smallest, largest }: PlanSettings): Table => ({
	id: table.id,
	topic: table.topic,
	seats: Math.min(seats, largest ?? seats),
	minSeats: smallest === null ? null : Math.min(smallest, seats),
	mode: table.mode,
	remoteSeats: remoteMostAt(table),
	languages: [...table.languages],
	channels: [...(table.channels ?? [])],
	stepFree: table.stepFree,
	optional: false
});

export function rulesOf({ policy, lastRound, weights, atEveryTable = [], order }: PlanSettings): Rules {
	const mixed = (['country', 'organisation'] as const).filter((trait) => weights[trait] !== 'off');
	return {
		policy,
		lastRound: lastRound === 'return_home' ? 'return_home' : 'new_table',
		personTwice: 'avoid',
		tableTwice: 'avoid',
		topicTwice: 'avoid',
		language: ({ strong: 'everyone', normal: 'avoid', off: 'off' } as const)[weights.language],
		hallAtOnlineTables: false,
		// Hall and remote people can only be mixed where both can sit.
		mix: [...mixed, 'mode'],
		atEveryTable: [...new Set(atEveryTable)],
		...(order && { order: [...order] })
	};
}
