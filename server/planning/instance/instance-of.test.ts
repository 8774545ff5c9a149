import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { Pin, TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, seatOf, tableOf } from '#lib/domain/read.ts';
import { meetOnce, plan, verify, type Instance } from '#lib/planner/index.ts';
import { sheet } from '#lib/domain/cafe/cafe.test-kit.ts';
import { FREE_SEATS } from '../../app/event-maker.ts';
import { exampleEvent, idOf, say } from '../testing/examples.ts';
import { instanceOf } from './instance-of.ts';

const ITERATIONS = 2_000;
const withSeed = (seed: number): PlanSettings => ({ ...DEFAULT_SETTINGS, seed });
const walkIn: Omit<NewPerson, 'id'> = {
	role: 'participant',
	profile: {
		attendance: 'remote',
		device: 'own',
		languages: ['en'],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	},
	needs: [],
	hosts: null,
	participation: 'committed'
};

/** mulberry32, so that every draw can be repeated. */
function drawing(seed: number): () => number {
	let a = seed;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function someOf(state: EventState, share: number, seed: number): Set<PersonId> {
	const next = drawing(seed);
	const people = Object.values(deskOf(state).people).filter(takesPart);
	const order = people.map(({ id }) => ({ id, at: next() })).sort((a, b) => a.at - b.at);
	return new Set(order.slice(0, Math.round(people.length * share)).map(({ id }) => id));
}

function planned(instance: Instance) {
	const asked = { ...instance, iterations: ITERATIONS };
	const result = plan(asked);
	if (!result.ok) throw new Error(`no plan: ${JSON.stringify(result.error).slice(0, 600)}`);
	const verdict = verify(asked, result.value);
	expect(verdict.breaches).toEqual([]);
	return result.value.rounds;
}

const countAt = (seats: Record<string, string>): Map<string, number> => {
	const count = new Map<string, number>();
	for (const table of Object.values(seats)) count.set(table, (count.get(table) ?? 0) + 1);
	return count;
};

describe.each(['leipzig-world-cafe', 'mayors-assembly', 'invited-session'])('%s', (name) => {
	test.each([
		{ percent: 100, draws: 1 },
		{ percent: 90, draws: 3 },
		{ percent: 75, draws: 4 },
		{ percent: 30, draws: 3 }
	])(
		'is planned for $percent % of its people',
		({ percent, draws }) => {
			for (let seed = 1; seed <= draws; seed++) soundPlan(name, percent / 100, seed);
		},
		60_000
	);
});

function soundPlan(name: string, share: number, seed: number): void {
	const state = exampleEvent(name);
	const { people, pins } = deskOf(state);
	const cards = new Map<string, TableCard>(everyoneOf(state).card!.tables.map((card) => [card.id, card]));
	const present = someOf(state, share, seed);
	const { instance } = instanceOf(state, (id) => present.has(id), withSeed(seed));
	const claimed = new Set<string | null>([
		...[...present].map((id) => people[id]!.hosts),
		...pins.map((pin) => pin.table)
	]);
	for (const seats of planned(instance)) {
		expect(Object.keys(seats).sort()).toEqual([...present].sort());
		const sizes = countAt(seats);
		for (const [table, size] of sizes) {
			const { mode, remoteSeats, seats: most } = cards.get(table)!;
			expect(size, table).toBeGreaterThanOrEqual(3);
			expect(size, table).toBeLessThanOrEqual(most);
			const far = Object.keys(seats).filter(
				(id) => seats[id] === table && people[id as PersonId]!.attendance === 'remote'
			);
			if (mode === 'linked') expect(far.length, table).toBeLessThanOrEqual(remoteSeats!);
		}
		noTableWithoutNeed(
			[...sizes.keys()].map((table) => cards.get(table)!),
			claimed,
			present.size
		);
	}
}

/** Without a host or a pin, only as many tables as people fill: one more at most for each language, and each mode. */
function noTableWithoutNeed(used: readonly TableCard[], claimed: ReadonlySet<string | null>, people: number): void {
	if (used.every(({ id }) => claimed.has(id))) return;
	const kinds = new Set(used.map(({ mode, languages }) => `${mode} ${languages[0]}`.replace('linked', 'hall')));
	const own = used.filter(({ id }) => claimed.has(id)).length;
	expect(used.length).toBeLessThanOrEqual(Math.max(own + kinds.size, Math.ceil(people / 5) + kinds.size - 1));
}

test('where hosts are nearly all who came, their tables are as many as have company', () => {
	const state = exampleEvent('leipzig-world-cafe');
	const { people } = deskOf(state);
	const travellers = Object.values(people).filter(
		({ hosts, role, attendance }) => hosts === null && role === 'participant' && attendance === 'hall'
	);
	const here = new Set(travellers.slice(0, 10).map(({ id }) => id));
	const { instance } = instanceOf(state, (id) => people[id]!.hosts !== null || here.has(id), withSeed(1));
	// 32 + 10 people in the hall, 8 online.
	expect(instance.tables.filter(({ mode }) => mode === 'hall')).toHaveLength(14);
	expect(instance.tables.filter(({ mode }) => mode === 'online')).toHaveLength(2);
	expect(instance.people.filter(({ hosts }) => hosts !== null)).toHaveLength(16);
	for (const seats of planned(instance)) expect(Math.min(...countAt(seats).values())).toBeGreaterThanOrEqual(3);
});

test('more people than seats are spread over all tables', () => {
	const state = exampleEvent('invited-session');
	for (let n = 0; n < 20; n++) say(state, { type: 'add_people', people: [{ ...walkIn, id: idOf(`walk-in-${n}`) }] });
	const { instance } = instanceOf(state, () => true, withSeed(1));
	expect(instance.tables).toHaveLength(12);
	for (const seats of planned(instance))
		expect([...countAt(seats).values()].every((size) => size === 6 || size === 7)).toBe(true);
});

test('[I7] a printed card leads to a table in use, if its person is late as well; not if she comes another way', () => {
	const state = exampleEvent('leipzig-world-cafe');
	const { people, pins } = deskOf(state);
	const jonas = idOf('le-044');
	const few = new Set(
		Object.values(people)
			.filter(({ hosts, attendance }) => hosts === null && attendance === 'hall')
			.slice(0, 40)
			.map(({ id }) => id)
	);
	const late = instanceOf(state, (id) => few.has(id) && id !== jonas, withSeed(1)).instance;
	expect(late.tables.map(({ id }) => id)).toEqual(expect.arrayContaining(pins.map(({ table }) => table as string)));
	expect(instanceOf(state, (id) => few.has(id) || id === jonas, withSeed(1))).toMatchObject({
		pinsLeftOut: 0,
		instance: { locked: pins.map(({ person, round, table }) => ({ person, round, table })) }
	});
	const { device, languages, topics } = people[jonas]!;
	const remote = { attendance: 'remote' as const, device, languages: [...languages], topics: [...topics], needs: [] };
	say(state, { type: 'state_profile', ...remote }, 'participant', jonas);
	expect(instanceOf(state, (id) => few.has(id) || id === jonas, withSeed(1))).toMatchObject({ pinsLeftOut: 3 });
});

test('two people with an assistant sit with them in every round, and two who keep apart never meet', () => {
	const state = exampleEvent('mayors-assembly');
	const { instance } = instanceOf(state, () => true, withSeed(1));
	expect(instance.together).toEqual([
		[idOf('ma-031'), idOf('ma-032')],
		[idOf('ma-095'), idOf('ma-096')]
	]);
	expect(instance.apart).toEqual([[idOf('ma-041'), idOf('ma-054')]]);
	for (const seats of planned(instance)) {
		expect(seats[idOf('ma-031')]).toBe(seats[idOf('ma-032')]);
		expect(seats[idOf('ma-095')]).toBe(seats[idOf('ma-096')]);
		expect(seats[idOf('ma-041')]).not.toBe(seats[idOf('ma-054')]);
	}
});

test('a company of which one is not here is no company', () => {
	const state = exampleEvent('mayors-assembly');
	const gone = new Set([idOf('ma-032'), idOf('ma-054')]);
	const { instance } = instanceOf(state, (id) => !gone.has(id), withSeed(1));
	expect(instance.together).toEqual([[idOf('ma-095'), idOf('ma-096')]]);
	expect(instance.apart).toEqual([]);
});

test('[I3] the four free seats of the example: planned without them, each finds company, at her pin while there is room', () => {
	const guests = FREE_SEATS.map(idOf);
	const state = exampleEvent('leipzig-world-cafe', freeSeatPins());
	const { pins, people } = deskOf(state);
	const facilitator = Object.values(people).find(({ role }) => role === 'facilitator')!.id;
	for (const guest of guests) say(state, { type: 'leave' }, 'participant', guest);
	const { instance } = instanceOf(state, (id) => !guests.includes(id), withSeed(1));
	expect(instance.people).toHaveLength(196);
	say(
		state,
		{
			type: 'adopt_plan',
			rounds: planned(instance) as Record<PersonId, TableId>[],
			sheet,
			basis: 0
		},
		'facilitator',
		facilitator
	);
	say(state, { type: 'start_round', round: 1 }, 'facilitator', facilitator);
	const atPins = guests.filter((guest) => {
		const pin = pins.find(({ person, round }) => person === guest && round === 1)!.table;
		const room = tableOf(state, pin).seated.length < 6;
		say(state, { type: 'take_part' }, 'participant', guest);
		say(state, { type: 'seat_person', person: guest });
		const at = seatOf(state, guest)!;
		expect(tableOf(state, at).seated.length).toBeGreaterThanOrEqual(4);
		expect(tableOf(state, at).host).not.toBe(guest);
		expect(at === pin).toBe(room);
		return room;
	});
	// All four cards say table 33, which was filled without them.
	expect(atPins.length).toBeGreaterThanOrEqual(1);
});

/** As the event maker pins them. */
function freeSeatPins(): Pin[] {
	const online = everyoneOf(exampleEvent('leipzig-world-cafe')).card!.tables.filter(({ mode }) => mode === 'online');
	const seats = meetOnce(online.length, 3, [2, 3, 4, 5])!;
	return FREE_SEATS.flatMap((importId, guest) =>
		seats[guest]!.map((table, round) => ({
			person: idOf(importId),
			round: round + 1,
			table: online[table]!.id,
			source: 'facilitator' as const
		}))
	);
}
