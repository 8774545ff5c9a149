import fc from 'fast-check';
import { expect, test } from 'vitest';
import { card, facilitator, sheet, somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { Channel } from '#lib/domain/channel.ts';
import type { Actor, Command } from '#lib/domain/commands.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EventId, IdeaId, PersonId, TableId } from '#lib/domain/ids.ts';
import { initialPart } from '#lib/domain/initial.ts';
import { everyoneOf, seatOf } from '#lib/domain/read.ts';
import type { EventLog } from '../events/event-log.ts';
import { EventRuntime } from '../events/event-runtime.ts';
import { Audience } from './audience.ts';
import { peopleInPart } from './names.ts';
import { Page, pageOf } from './page.test-kit.ts';

const SYSTEM: Actor = { role: 'system', person: null };
const DESK: Actor = { role: 'facilitator', person: facilitator.id };
const TABLES = ['t1', 't2', 't3', 't4'] as TableId[];
const [HALL_TABLES, ROUNDS] = [2, 3];
const MINUTE = 60_000;

/** Writes at once, in memory. */
function memoryLog(): EventLog {
	const commits: Commit[] = [];
	return {
		append: async (_event, _expected, draft) => {
			commits.push({ seq: commits.length + 1, ...draft });
			return { kind: 'appended', seq: commits.length };
		},
		read: async (_event, afterSeq) => commits.slice(afterSeq)
	};
}

const settled = async () => {
	for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
};

interface Guest {
	remote: boolean;
	device: 'own' | 'table' | 'none';
	late: boolean;
	/** Where the plan puts her, by round. */
	route: number[];
}

const guests = fc.array(
	fc.record({
		remote: fc.boolean(),
		device: fc.constantFrom('own', 'table', 'none'),
		late: fc.boolean(),
		route: fc.array(fc.nat(3), { minLength: ROUNDS, maxLength: ROUNDS })
	}),
	{ minLength: 4, maxLength: 12 }
) as fc.Arbitrary<Guest[]>;

const STEPS = ['bell', 'on', 'undo', 'extend', 'place', 'idea', 'star', 'late', 'leave'] as const;
type Step = (typeof STEPS)[number];
const steps = fc.array(fc.record({ step: fc.constantFrom(...STEPS, 'on', 'reload'), who: fc.nat(11) }), {
	maxLength: 12
});
const ROTATION = (['bell', 'on', 'on'] as const).map((step) => ({ step, who: 0 }));

async function openCafe(
	made: readonly Guest[],
	{
		idOf = (index: number) => `guest${index}`,
		nameOf = (person: PersonId) => `Name of ${person}`,
		hall = HALL_TABLES
	} = {}
) {
	let now = 1_800_000_000_000;
	const runtime = new EventRuntime({ event: 'event' as EventId, log: memoryLog(), now: () => now });
	const onFault = (_what: string, cause: unknown) => {
		throw cause;
	};
	const audience = new Audience(runtime, { nameOf }, onFault);
	let id = 0;
	const submit = (command: Command, actor: Actor = SYSTEM) => runtime.submit(`c${++id}`, command, actor);
	const names = made.map((_, index) => idOf(index) as PersonId);
	const people = made.map(({ remote, device, late }, index) => {
		const person = somebody(names[index]!, { remote, participation: late ? 'arrived' : 'committed' });
		return { ...person, profile: { ...person.profile, device } };
	});
	const hosts = TABLES.map((hosts, index) => somebody(`host${index}`, { hosts, remote: index >= hall }));
	const shape = { hall, online: TABLES.length - hall, rounds: ROUNDS, seats: 12 };
	await submit({ type: 'create_event', card: card(shape), people: [facilitator, ...hosts, ...people], pins: [] });
	const rounds = Array.from({ length: ROUNDS }, (_, round) => {
		const planned = made.flatMap(({ late, route }, index) => (late ? [] : [[names[index]!, TABLES[route[round]!]!]]));
		return Object.fromEntries([...planned, ...hosts.map(({ id, hosts }) => [id, hosts!])]) as Record<PersonId, TableId>;
	});
	await submit({ type: 'adopt_plan', rounds, sheet, basis: 0 }, DESK);
	return { runtime, audience, submit, names, wait: (ms: number) => void (now += ms) };
}

/** What the page holds is what the server holds, for exactly the channels that it may see. */
function sameAsServer({ view, copy, strange, gaps }: Page, runtime: EventRuntime): void {
	expect(strange).toEqual([]);
	expect(gaps).toBe(0);
	expect([...copy.parts().keys()].sort()).toEqual([...view.allowed(runtime.state)].sort());
	for (const [channel, part] of copy.parts()) {
		expect(part).toStrictEqual(runtime.state.get(channel) ?? initialPart(channel));
		for (const person of peopleInPart(channel, part)) expect(copy.names[person]).toBe(`Name of ${person}`);
	}
	const counts = [...view.told.keys()].map((channel: Channel) => [channel, runtime.countOf(channel)]);
	expect(copy.have()).toEqual(Object.fromEntries(counts));
}

type Cafe = Awaited<ReturnType<typeof openCafe>>;

/** What happens next in the café; what the rules refuse changes nothing. */
async function happens({ runtime, submit, wait }: Cafe, step: Step, person: PersonId, index: number): Promise<void> {
	const everyone = everyoneOf(runtime.state);
	const { clock } = everyone;
	const round = 'round' in clock ? clock.round : 1;
	const table = seatOf(runtime.state, person) ?? TABLES[0]!;
	const herself: Actor = { role: 'participant', person };
	const idea = (back: number) => `idea${index - back}` as IdeaId;
	const acts: Record<Step, () => Promise<unknown>> = {
		bell: () => submit({ type: 'ring_bell', round }, DESK),
		extend: () => submit({ type: 'extend_round', round, minutes: 1 }, DESK),
		undo: () => submit({ type: 'undo_move', version: everyone.seatingVersion }, DESK),
		place: () => submit({ type: 'place_person', person }, DESK),
		leave: () => submit({ type: 'leave' }, herself),
		star: () => submit({ type: 'star_idea', table, idea: idea(1), starred: true }, herself),
		idea: () =>
			submit({ type: 'add_idea', table, idea: idea(0), text: `${index}`, language: 'en', onBehalfOf: null }, herself),
		late: async () => {
			await submit({ type: 'check_in_person', person }, DESK);
			await submit({ type: 'seat_person', person });
		},
		on: async () => {
			wait(MINUTE);
			if (clock.phase === 'ending') await submit({ type: 'switch_tables', round, version: clock.version });
			else if (clock.phase === 'moving') await submit({ type: 'start_next_round', round: clock.next }, DESK);
		}
	};
	await acts[step]();
	await settled();
}

test('[REL-5] bells, switches, undos, late people, ideas: every page holds what the server holds for its view', async () => {
	await fc.assert(
		fc.asyncProperty(guests, steps, async (made, more) => {
			const cafe = await openCafe(made);
			const { runtime, audience, submit, names } = cafe;
			const pages = new Map([...names, 'host0', 'host3'].map((person) => [person as string, pageOf(person)]));
			pages.set('desk', new Page(DESK));
			await Promise.all([...pages.values()].map(({ view }) => audience.join(view, {})));
			await submit({ type: 'start_round', round: 1 }, DESK);
			for (const [index, { step, who }] of [...ROTATION, ...more].entries()) {
				const person = names[who % names.length]!;
				if (step === 'reload') {
					audience.leave(pages.get(person)!.view);
					pages.set(person, pageOf(person));
					await audience.join(pages.get(person)!.view, {});
				} else await happens(cafe, step, person, index);
				for (const page of pages.values()) sameAsServer(page, runtime);
			}
		}),
		{ numRuns: 50 }
	);
});

test('a rotation of hall tables of six, with ids and names of everyday length, is at most 1 kB to one person', async () => {
	const idOf = (index: number) => `N_YR5pjtVfknQzJ${index.toString(36)}`;
	const inTheHall: Guest[] = Array.from({ length: 20 }, (_, index) => ({
		remote: false,
		device: 'own',
		late: false,
		route: [index % 4, (index + Math.floor(index / 4)) % 4, 0]
	}));
	const nameOf = (person: PersonId) => `Marguerite Lefebvre ${person.slice(-1)}`;
	const cafe = await openCafe(inTheHall, { idOf, nameOf, hall: TABLES.length });
	const { audience, submit, names } = cafe;
	await submit({ type: 'start_round', round: 1 }, DESK);
	const pages = names.map((person) => pageOf(person));
	for (const { view } of pages) await audience.join(view, {});
	const before = pages.map(({ bytes }) => bytes);
	for (const [index, { step }] of ROTATION.entries()) await happens(cafe, step, names[0]!, index);
	const most = Math.max(...pages.map(({ bytes }, index) => bytes - before[index]!));
	expect(pages.some(({ seat }) => seat !== TABLES[0])).toBe(true);
	expect(most).toBeGreaterThan(500);
	expect(most).toBeLessThanOrEqual(1_000);
});
