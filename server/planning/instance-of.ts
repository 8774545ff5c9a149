/** What the planner is asked: the people who are present and committed, at the tables of the event. */
import { takesPart } from '#lib/domain/people/person.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { careOf, deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { Instance, Lock, Person, Table } from '#lib/planner/index.ts';

export interface PlanQuestion {
	readonly instance: Instance;
	/** Pins that cannot be kept, because the table has no host here today or the person is not present. */
	readonly pinsLeftOut: number;
}

/** How long the planner may look for better than its first plan. */
const BUDGET_MS = 2_000;

/**
 * Builds the planner's instance. Where fewer people came, tables are dropped: those without a present host first,
 * topics evenly, so that no table is smaller than it need be.
 */
export function instanceOf(state: EventState, isPresent: (person: PersonId) => boolean, seed: number): PlanQuestion {
	const { card } = everyoneOf(state);
	const desk = deskOf(state);
	const { needs } = careOf(state);
	const present = Object.values(desk.people).filter((person) => takesPart(person) && isPresent(person.id));
	const tables = tablesInUse(
		state,
		present.map(({ id }) => id)
	);
	const kept = new Set(tables.map(({ id }) => id));
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
	const here = new Map(people.map((person) => [person.id, person]));
	const locked = desk.pins.filter(({ person, table, round }) => {
		const who = here.get(person);
		return who && kept.has(table) && who.hosts === null && round <= (card?.cafe.rounds.length ?? 0);
	});
	return {
		instance: {
			rounds: card?.cafe.rounds.length ?? 1,
			seed,
			budgetMs: BUDGET_MS,
			iterations: null,
			tables,
			people,
			together: [],
			apart: [],
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

/** One pool per mode: as many tables as its people fill at the target size, hosts present first. */
function tablesInUse(state: EventState, present: readonly PersonId[]): Table[] {
	const cards = everyoneOf(state).card?.tables ?? [];
	const desk = deskOf(state);
	const hosted = new Set(present.map((id) => desk.people[id]!.hosts).filter((table) => table !== null));
	const chosen: Table[] = [];
	for (const attendance of ['hall', 'remote'] as const) {
		const people = present.filter((id) => desk.people[id]!.attendance === attendance);
		const modes = attendance === 'hall' ? ['hall', 'linked'] : ['online'];
		const pool = cards.filter(({ mode }) => modes.includes(mode));
		if (people.length === 0 || pool.length === 0) continue;
		const wanted = Math.max(1, Math.min(pool.length, Math.round(people.length / (pool[0]!.seats || 5))));
		// By topic in turn, so that every topic keeps a table as long as there are tables at all.
		const byTopic = new Map<string, typeof pool>();
		for (const card of pool) {
			const list = byTopic.get(card.topic ?? '') ?? [];
			byTopic.set(card.topic ?? '', list);
			list.push(card);
		}
		for (const list of byTopic.values())
			list.sort((a, b) => Number(hosted.has(b.id)) - Number(hosted.has(a.id)) || a.number - b.number);
		const order: typeof pool = [];
		for (let rank = 0; order.length < pool.length; rank++)
			for (const list of byTopic.values()) if (list[rank]) order.push(list[rank]!);
		// A host who came keeps her table, as far as there are people for it.
		const taken = [...order].sort((a, b) => Number(hosted.has(b.id)) - Number(hosted.has(a.id))).slice(0, wanted);
		for (const card of taken)
			chosen.push({
				id: card.id,
				topic: card.topic,
				seats: Math.max(card.seats, Math.ceil(people.length / taken.length)),
				minSeats: null,
				mode: card.mode,
				remoteSeats: null,
				languages: [...card.languages],
				channels: [],
				stepFree: card.stepFree,
				optional: false
			});
	}
	return chosen.sort((a, b) => numberOf(a.id) - numberOf(b.id));

	function numberOf(id: string): number {
		return cards.find((card) => card.id === id)?.number ?? 0;
	}
}
