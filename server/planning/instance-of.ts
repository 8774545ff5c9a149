/** What the planner is asked: the people who are present and committed, at the tables of the event. */
import { canSitAt, remoteMostAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { careOf, deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { Instance, Lock, Person, Table } from '#lib/planner/index.ts';
import { companies } from './companies.ts';
import { tablesInUse } from './tables-in-use.ts';

export interface PlanQuestion {
	readonly instance: Instance;
	/** Pins that cannot be kept, because the table has no host here today or the person is not present. */
	readonly pinsLeftOut: number;
}

/** How long the planner may look for better than its first plan. */
const BUDGET_MS = 2_000;

/** Builds the planner's instance of the people who are here and the tables that they need. */
export function instanceOf(state: EventState, isPresent: (person: PersonId) => boolean, seed: number): PlanQuestion {
	const { card } = everyoneOf(state);
	const desk = deskOf(state);
	const { needs } = careOf(state);
	const present = Object.values(desk.people).filter((person) => takesPart(person) && isPresent(person.id));
	const { tables, extra } = tablesInUse(state, present);
	const kept = new Map(tables.map((table) => [table.id, table]));
	const people = present.map((person): Person => ({
		id: person.id,
		hosts: person.hosts !== null && kept.has(person.hosts) ? person.hosts : null,
		attendance: person.attendance,
		device: person.attendance === 'remote' ? 'own' : person.device,
		languages: [...person.languages],
		country: person.country,
		organisation: person.organisation,
		tags: [],
		topics: [...person.topics],
		stepFree: (needs[person.id] ?? []).includes('step-free')
	}));
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
			seed,
			budgetMs: BUDGET_MS,
			iterations: null,
			tables: tables.map((table) => asked(table, extra)),
			people,
			together,
			apart,
			locked: locked.map(({ person, round, table }): Lock => ({ person, round, table })),
			rules: {
				policy: 'mixed',
				lastRound: 'new_table',
				personTwice: 'avoid',
				tableTwice: 'avoid',
				topicTwice: 'avoid',
				language: 'everyone',
				hallAtOnlineTables: false,
				mix: ['country', 'organisation'],
				atEveryTable: []
			}
		},
		pinsLeftOut: desk.pins.length - locked.length
	};
}

const asked = (table: TableCard, extra: number): Table => ({
	id: table.id,
	topic: table.topic,
	seats: table.seats + extra,
	minSeats: null,
	mode: table.mode,
	remoteSeats: remoteMostAt(table),
	languages: [...table.languages],
	channels: [],
	stepFree: table.stepFree,
	optional: false
});
