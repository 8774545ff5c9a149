import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { decide } from '#lib/domain/decide.ts';
import { fold } from '#lib/domain/evolve.ts';
import type { Actor, Command } from '#lib/domain/commands.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { exampleEvent } from './testing/examples.ts';
import { gatheringOf } from './gathering.ts';
import { unpacked } from './packed-plan.ts';
import { checkAgain, planAll, type BestSoFar, type PlanAnswer } from './worker/plan-job.ts';
import { Runs } from './runs.ts';
import { PlannerFailedError, Threads, type Working } from './threads.ts';
import { lookAhead } from './worker/outlook.ts';

const threads = new Threads();
const SETTINGS = { ...DEFAULT_SETTINGS, seconds: 1 };

/** An event whose people are all connected; commands are decided and folded at once. */
function opened() {
	const state = exampleEvent('invited-session');
	const lead = Object.values(deskOf(state).people).find(({ role }) => role === 'facilitator')!.id;
	const submit = async (commandId: string, command: Command, actor: Actor) => {
		const decision = decide(state, command, { actor, now: 1_800_000_000_000, commandId });
		if (!decision.ok) return decision;
		fold(state, decision.value);
		return { ok: true, value: { seq: 1, already: false } };
	};
	const event = { runtime: { state, submit }, presence: { isHere: () => true } } as unknown as OpenEvent;
	return { event, state, view: { actor: { role: 'facilitator', person: lead } } as View };
}

/** Runs whose planner answers when the test says so. */
function withPlanner() {
	const { event, state, view } = opened();
	const asked: { tell: (best: BestSoFar) => void; done: (answer: PlanAnswer) => void; fail: () => void }[] = [];
	let breaches: unknown[] = [];
	const stub = {
		do: (job: { kind: string }, tell: (best: BestSoFar) => void): Working<unknown> => {
			if (job.kind === 'check') return { answer: Promise.resolve({ breaches, since: [] }), kill: () => undefined };
			let fail = (): void => undefined;
			const answer = new Promise((done, failed) => {
				fail = () => failed(new PlannerFailedError('killed'));
				asked.push({ tell, done, fail });
			});
			return { answer, kill: () => fail() };
		}
	} as unknown as Threads;
	const clock = { now: 0 };
	const faults: string[] = [];
	const progress: string[] = [];
	const runs = new Runs({
		opened: event,
		threads: stub,
		now: () => clock.now,
		onFault: (what) => faults.push(what),
		changed: () => undefined,
		progress: ({ run }) => progress.push(run)
	});
	return { runs, view, state, asked, faults, progress, clock, plant: (found: unknown[]) => (breaches = found) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A real plan for that event. */
function answered(): Extract<PlanAnswer, { kind: 'planned' }> {
	const gathering = JSON.stringify(gatheringOf(opened().state, takesPart));
	const stop = new SharedArrayBuffer(4);
	Atomics.store(new Int32Array(stop), 0, 1);
	const answer = planAll({ kind: 'plan', gathering, settings: SETTINGS, stop }, () => undefined);
	if (answer.kind !== 'planned') throw new Error(answer.kind);
	return answer;
}

describe('runs', () => {
	test('a thread that dies is said so, changes nothing, and the next run works', async () => {
		const { runs, view, state, asked, faults } = withPlanner();
		const started = runs.start(view, SETTINGS);
		asked[0]!.fail();
		await settled();
		expect(runs.list()).toMatchObject([{ state: 'failed', sheet: null }]);
		expect(faults).toEqual(['planner']);
		expect(deskOf(state).plan).toBeNull();
		expect(started.ok && (await runs.take(view, started.value.run, 0))).toMatchObject({ error: { code: 'no_run' } });
		const next = runs.start(view, SETTINGS);
		asked[1]!.done(answered());
		await settled();
		expect(runs.list()).toMatchObject([{ state: 'done', letter: 'A' }]);
		expect(next.ok && (await runs.take(view, next.value.run, 0))).toEqual({ ok: true, value: { version: 1 } });
		expect(deskOf(state).plan).toMatchObject({ version: 1, step: { kind: 'planned', by: view.actor.person } });
	});

	test('the time of a run goes on between two plans that are better, and ends with the time it has', async () => {
		const { runs, view, asked, clock } = withPlanner();
		const answer = answered();
		runs.start(view, { ...SETTINGS, seconds: 10 });
		clock.now = 4_000;
		expect(runs.list()).toMatchObject([{ elapsedMs: 0 }]);
		asked[0]!.tell({ ...answer.best, elapsedMs: 500 });
		clock.now = 6_000;
		expect(runs.list()).toMatchObject([{ elapsedMs: 2_500 }]);
		clock.now = 60_000;
		expect(runs.list()).toMatchObject([{ elapsedMs: 10_000 }]);
		asked[0]!.done({ ...answer, best: { ...answer.best, elapsedMs: 9_876 } });
		await settled();
		expect(runs.list()).toMatchObject([{ state: 'done', elapsedMs: 9_876 }]);
	});

	test('a plan that the verifier refuses is never a candidate, and never published', async () => {
		const { runs, view, state, asked, plant } = withPlanner();
		runs.start(view, SETTINGS);
		asked[0]!.done({ kind: 'broken', breaches: [{ rule: 'apart', round: 1, persons: [], tables: [], message: '' }] });
		await settled();
		expect(runs.list()).toMatchObject([{ state: 'failed' }]);
		const started = runs.start(view, SETTINGS);
		asked[1]!.done(answered());
		await settled();
		plant([{ rule: 'apart', round: 1, persons: ['a', 'b'], tables: ['t'], message: '' }]);
		expect(started.ok && (await runs.take(view, started.value.run, 0))).toMatchObject({
			error: { code: 'breaks_rule', params: { rule: 'apart', person: 'a', table: 't', persons: 2 } }
		});
		expect(deskOf(state).plan).toBeNull();
	});

	test('who ended a run before its time is told until the next one begins', () => {
		const { runs, view } = withPlanner();
		const other = { actor: { role: 'facilitator', person: 'malik' } } as unknown as View;
		const begin = () => {
			const started = runs.start(view, SETTINGS);
			if (!started.ok) throw new Error(started.error.code);
			return started.value.run;
		};
		const first = begin();
		runs.cancel(other, first);
		expect(runs.endedBy).toEqual({ run: first, by: 'malik', kept: false });
		const second = begin();
		expect(runs.endedBy).toBeNull();
		runs.stop(other, second);
		expect(runs.endedBy).toEqual({ run: second, by: 'malik', kept: true });
	});

	test('chairs are taken away after a plan was found: it is not taken where it has more people than chairs', async () => {
		const { runs, view, state, asked } = withPlanner();
		const begin = async () => {
			const started = runs.start(view, SETTINGS);
			asked.at(-1)!.done(answered());
			await settled();
			return started.ok ? started.value.run : '';
		};
		const run = await begin();
		const most = mostPlanned(unpacked(answered().best.plan));
		const table = everyoneOf(state).card!.tables.find(({ id, seats }) => most.get(id) === seats && seats > 3)!;
		const set = (seats: number, from: number) => {
			const command = { type: 'set_table_seats', table: table.id, seats, from } as const;
			const set = decide(state, command, { ...view, now: 1, commandId: `seats${seats}` });
			if (set.ok) fold(state, set.value);
		};
		set(table.seats + 2, table.seats);
		expect(runs.list()[0]).not.toHaveProperty('tooFull');
		set(table.seats - 1, table.seats + 2);
		expect(runs.list()).toMatchObject([{ stale: false, tooFull: [table.id] }]);
		expect(await runs.take(view, run, 0)).toMatchObject({
			error: { code: 'breaks_rule', params: { rule: 'seats', table: table.id } }
		});
		expect(deskOf(state).plan).toBeNull();
		// The number is taken back: nothing speaks against it any more.
		set(table.seats, table.seats - 1);
		expect(runs.list()[0]).not.toHaveProperty('tooFull');
		expect(await runs.take(view, run, 0)).toMatchObject({ ok: true });
	});

	test('chairs are taken away while the candidate is looked at once more', async () => {
		const { runs, view, state, asked } = withPlanner();
		const started = runs.start(view, SETTINGS);
		asked[0]!.done(answered());
		await settled();
		const taking = runs.take(view, started.ok ? started.value.run : '', 0);
		const { id, seats } = everyoneOf(state).card!.tables.find(({ seats }) => seats > 3)!;
		const command = { type: 'set_table_seats', table: id, seats: 3, from: seats } as const;
		const set = decide(state, command, { ...view, now: 1, commandId: 'seats' });
		if (set.ok) fold(state, set.value);
		expect(await taking).toMatchObject({ error: { code: 'stale_plan' } });
		expect(deskOf(state).plan).toBeNull();
	});

	test('what comes from a run that was cancelled is not told any more', async () => {
		const { runs, view, asked, progress, faults } = withPlanner();
		const { best } = answered();
		const started = runs.start(view, SETTINGS);
		asked[0]!.tell(best);
		expect(progress).toHaveLength(1);
		expect(runs.list()).toMatchObject([{ state: 'running', sheet: { people: best.sheet.people } }]);
		if (started.ok) runs.cancel(view, started.value.run);
		asked[0]!.tell(best);
		await settled();
		expect([progress.length, runs.list(), faults]).toEqual([1, [], []]);
	});

	test('a candidate whose seats were altered is found out by the verifier', () => {
		const gathering = JSON.stringify(gatheringOf(opened().state, takesPart));
		const { best } = answered();
		const check = { kind: 'check', gathering, now: gathering, settings: SETTINGS } as const;
		expect(checkAgain({ ...check, plan: best.plan })).toEqual({ breaches: [], since: [] });
		const seats = best.plan.seats.slice();
		const traveller = best.plan.people.findIndex((id) => deskOf(opened().state).people[id as PersonId]!.hosts === null);
		seats[traveller] = -1;
		const plan = { ...best.plan, seats };
		expect(checkAgain({ ...check, plan }).breaches).toMatchObject([
			{ rule: 'seat', round: 1, persons: [best.plan.people[traveller]] }
		]);
	});

	test('[I5] who takes part another way since is found at once; who left is no reason', () => {
		const { state } = opened();
		const gathering = JSON.stringify(gatheringOf(state, takesPart));
		const { plan } = answered().best;
		const { people } = deskOf(state);
		const { tables } = everyoneOf(state).card!;
		const mode = (table: string | undefined) => tables.find(({ id }) => id === table)?.mode;
		const [first] = unpacked(plan);
		const who = Object.values(people).find(
			({ id, hosts }) => hosts === null && ['hall', 'online'].includes(mode(first![id]) ?? '')
		)!;
		const changed = { ...who, attendance: who.attendance === 'hall' ? 'remote' : 'hall' } as typeof who;
		const now = (here: (typeof who)[]) => JSON.stringify({ ...JSON.parse(gathering), people: here });
		const check = { kind: 'check', gathering, settings: SETTINGS, plan } as const;
		const others = Object.values(people).filter((person) => takesPart(person) && person.id !== who.id);
		expect(checkAgain({ ...check, now: now([...others, changed]) })).toMatchObject({
			breaches: [],
			since: expect.arrayContaining([expect.objectContaining({ rule: 'attendance', persons: [who.id] })])
		});
		expect(checkAgain({ ...check, now: now(others) })).toEqual({ breaches: [], since: [] });
	});
});

describe('threads', () => {
	test('a job that is killed fails; the next one gets a thread of its own', async () => {
		const gathering = JSON.stringify(gatheringOf(opened().state, takesPart));
		const stop = new SharedArrayBuffer(4);
		let told = (): void => undefined;
		const begun = new Promise<void>((resolve) => (told = resolve));
		const long = { kind: 'plan', gathering, settings: { ...SETTINGS, seconds: 60 }, stop } as const;
		const working = threads.do(long, () => told());
		await begun;
		working.kill();
		await expect(working.answer).rejects.toThrow('ended with code');
		const outlook = threads.do({ kind: 'outlook', gathering, settings: SETTINGS });
		expect(await outlook.answer).toMatchObject({ refused: null });
		const again = threads.do({ ...long, stop: new SharedArrayBuffer(4), settings: SETTINGS });
		expect(await again.answer).toMatchObject({ kind: 'planned' });
		await threads.stop();
		await expect(threads.do(long).answer).rejects.toThrow(PlannerFailedError);
	}, 30_000);
});

describe('many at once', () => {
	test('long runs of other events leave a thread for a short question; a run that was ended before it began is', async () => {
		const gathering = JSON.stringify(gatheringOf(opened().state, takesPart));
		const many = new Threads();
		const run = () =>
			many.do({
				kind: 'plan',
				gathering,
				settings: { ...SETTINGS, seconds: 60 },
				stop: new SharedArrayBuffer(4)
			});
		const runs = Array.from({ length: 8 }, run);
		const ends = Promise.allSettled(runs.map(({ answer }) => answer));
		const { answer } = many.do({ kind: 'outlook', gathering, settings: SETTINGS });
		expect(await answer).toMatchObject({ refused: null });
		runs[7]!.kill();
		await many.stop();
		const states = (await ends).map(({ status }) => status);
		expect(states).toEqual(Array(8).fill('rejected'));
	}, 60_000);
});

describe('before choosing', () => {
	const outlookOf = (own: Partial<typeof SETTINGS>) =>
		lookAhead({
			kind: 'outlook',
			gathering: JSON.stringify(gatheringOf(opened().state, takesPart)),
			settings: { ...SETTINGS, ...own }
		});

	test('how many pairs must meet twice, and how many tables more would spare them', () => {
		const { bounds, notes, people, tables } = outlookOf({});
		const note = notes.find(({ code }) => code === 'pairs_must_meet');
		expect(Boolean(note)).toBe(bounds.pairsMeetingAgain > 0);
		expect([people, tables].every((count) => count > 0)).toBe(true);
	});

	test('a size that cannot hold everybody is refused with the smallest one that does', () => {
		const { largest } = outlookOf({});
		const { refused } = outlookOf({ largest: largest - 1 });
		expect(refused).toMatchObject({ rule: 'seats', change: { code: 'raise_largest', to: largest } });
	});
});
