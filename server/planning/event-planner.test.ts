import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { Actor, Command } from '#lib/domain/commands.ts';
import { decide } from '#lib/domain/decide.ts';
import { fold } from '#lib/domain/evolve.ts';
import type { Commit } from '#lib/domain/facts.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { EventPlanner } from './event-planner.ts';
import { exampleEvent } from './testing/examples.ts';
import { gatheringOf } from './gathering.ts';
import { answerJob, type Job } from './worker/jobs.ts';
import { unpacked } from './packed-plan.ts';
import { planAll } from './worker/plan-job.ts';
import { PlannerFailedError, type Threads } from './threads.ts';

const LOOK_MS = 1_500;

/** The Leipzig café whose planner answers at once, in this thread. */
class Cafe {
	readonly state: EventState = exampleEvent('leipzig-world-cafe');
	readonly faults: string[] = [];
	readonly kept = new Map<Job['kind'], unknown>();
	readonly lead: Actor;
	#listeners = new Set<(commit: Commit) => void>();
	#commands = 0;
	#now = 1_800_000_000_000;

	constructor() {
		const person = Object.values(deskOf(this.state).people).find(({ role }) => role === 'facilitator')!.id;
		this.lead = { role: 'facilitator', person };
	}

	submit = async (commandId: string, command: Command, actor: Actor) => {
		const decision = decide(this.state, command, { actor, now: this.#now as EpochMs, commandId });
		if (!decision.ok) return decision;
		fold(this.state, decision.value);
		for (const listener of this.#listeners) listener({ facts: decision.value } as unknown as Commit);
		return { ok: true, value: { seq: 1, already: false } };
	};

	async say(command: Command, actor: Actor = this.lead): Promise<void> {
		const done = await this.submit(`c${this.#commands++}`, command, actor);
		if (!done.ok) throw new Error(JSON.stringify(done));
	}

	pass(ms: number): void {
		this.#now += ms;
	}

	/** A planner as a node has it after its start. */
	planner(): EventPlanner {
		const onCommit = (listener: (commit: Commit) => void) => {
			this.#listeners.add(listener);
			return () => this.#listeners.delete(listener);
		};
		const opened = {
			runtime: { state: this.state, submit: this.submit, onCommit },
			presence: { isHere: () => true },
			audience: { watchersOf: () => [] }
		} as unknown as OpenEvent;
		const threads = {
			do: (job: Job) => {
				if (this.kept.has(job.kind)) return { answer: Promise.resolve(this.kept.get(job.kind)), kill: () => undefined };
				if (job.kind !== 'plan')
					return { answer: Promise.resolve(answerJob(job, () => undefined)), kill: () => undefined };
				let kill = (): void => undefined;
				const answer = new Promise((_done, failed) => (kill = () => failed(new PlannerFailedError('killed'))));
				return { answer, kill };
			}
		} as unknown as Threads;
		return new EventPlanner({
			opened,
			threads,
			now: () => this.#now as EpochMs,
			onFault: (what) => this.faults.push(what)
		});
	}

	async adopt(own: Partial<PlanSettings> = {}): Promise<void> {
		const settings = { ...DEFAULT_SETTINGS, seconds: 1, ...own };
		const stop = new SharedArrayBuffer(4);
		Atomics.store(new Int32Array(stop), 0, 1);
		const gathering = JSON.stringify(gatheringOf(this.state, takesPart));
		const answer = planAll({ kind: 'plan', gathering, settings, stop }, () => undefined);
		if (answer.kind !== 'planned') throw new Error(answer.kind);
		const { plan, sheet } = answer.best;
		await this.say({ type: 'adopt_plan', rounds: unpacked(plan), sheet, basis: this.version, settings });
	}

	get version(): number {
		return deskOf(this.state).plan?.version ?? 0;
	}

	async leaves(nth: number): Promise<PersonId> {
		const person = Object.values(deskOf(this.state).people).filter(
			(one) => one.hosts === null && one.attendance === 'hall' && takesPart(one)
		)[nth]!.id;
		await this.say({ type: 'leave' }, { role: 'participant', person });
		return person;
	}
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('what was taken back', () => {
	test('is not repaired again: not after a restart, not on another node, not after the bell, until somebody goes', async () => {
		const cafe = new Cafe();
		await cafe.adopt();
		await cafe.say({ type: 'start_round', round: 1 });
		const one = cafe.planner();
		const other = cafe.planner();
		await cafe.leaves(3);
		await vi.advanceTimersByTimeAsync(LOOK_MS);
		expect(cafe.version).toBe(2);
		expect(await one.stepBackOrForth(cafe.lead, 2, 'undo')).toMatchObject({ ok: true, value: { version: 3 } });
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		const restarted = cafe.planner();
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		await cafe.say({ type: 'ring_bell', round: 1 });
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		expect(cafe.version).toBe(3);
		for (const planner of [one, other, restarted])
			expect(planner.look().waiting).toMatchObject({ left: 1, asks: true });
		await cafe.leaves(5);
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		expect([cafe.version, deskOf(cafe.state).plan!.step?.kind]).toEqual([4, 'repaired']);
		expect(one.look().waiting).toBeNull();
		expect(cafe.faults).toEqual([]);
	});

	test('a whole plan comes back with its own settings, and is judged by these', async () => {
		const cafe = new Cafe();
		await cafe.adopt({ policy: 'mixed' });
		const { rounds } = deskOf(cafe.state).plan!;
		await cafe.adopt({ policy: 'group', seed: 2 });
		const planner = cafe.planner();
		expect(await planner.stepBackOrForth(cafe.lead, 2, 'undo')).toMatchObject({ ok: true, value: { version: 3 } });
		expect(deskOf(cafe.state).plan).toMatchObject({ rounds, settings: { policy: 'mixed' } });
		expect(await planner.stepBackOrForth(cafe.lead, 3, 'redo')).toMatchObject({ ok: true, value: { version: 4 } });
		expect(deskOf(cafe.state).plan!.settings!.policy).toBe('group');
	});
});

describe('the seats of a table', () => {
	const T07 = 'T07' as TableId;
	const set = (seats: number, from: number) => ({ type: 'set_table_seats', table: T07, seats, from }) as const;
	const mostAt = (cafe: Cafe) => mostPlanned(deskOf(cafe.state).plan!.rounds.slice(1)).get(T07);

	test('before the first round it is only told; while rounds run those to come are repaired', async () => {
		const cafe = new Cafe();
		await cafe.adopt();
		const planner = cafe.planner();
		await cafe.say(set(4, 5));
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		expect([cafe.version, planner.look().waiting]).toMatchObject([1, { tablesTooFull: 1, asks: false }]);
		await cafe.say({ type: 'start_round', round: 1 });
		await vi.advanceTimersByTimeAsync(LOOK_MS);
		expect([cafe.version, mostAt(cafe), planner.look().waiting]).toEqual([2, 4, null]);
		expect(deskOf(cafe.state).plan!.step).toMatchObject({
			...{ kind: 'repaired', moved: 2, by: null },
			causes: [{ code: 'seats_changed', table: T07, seats: 4 }]
		});
		expect(cafe.faults).toEqual([]);
	});

	test('a new number is looked at anew, also where nothing could be done for the last one', async () => {
		const cafe = new Cafe();
		await cafe.adopt();
		await cafe.say({ type: 'start_round', round: 1 });
		const planner = cafe.planner();
		const refused = { rule: 'seats', persons: [], tables: [], change: null };
		cafe.kept.set('repair', { kind: 'refused', refused });
		await cafe.leaves(3);
		await vi.advanceTimersByTimeAsync(LOOK_MS);
		expect([cafe.version, planner.look().waiting]).toMatchObject([1, { left: 1, asks: true }]);
		cafe.kept.delete('repair');
		await cafe.say(set(6, 5));
		await vi.advanceTimersByTimeAsync(LOOK_MS);
		expect([cafe.version, planner.look().waiting]).toEqual([2, null]);
	});

	test('the repair is not taken back as long as the chairs are gone', async () => {
		const cafe = new Cafe();
		await cafe.adopt();
		await cafe.say({ type: 'start_round', round: 1 });
		const planner = cafe.planner();
		await cafe.say(set(3, 5));
		await vi.advanceTimersByTimeAsync(LOOK_MS);
		expect(await planner.stepBackOrForth(cafe.lead, 2, 'undo')).toMatchObject({
			error: { code: 'breaks_rule', params: { rule: 'seats', table: T07 } }
		});
		await cafe.say(set(5, 3));
		expect(await planner.stepBackOrForth(cafe.lead, 2, 'undo')).toMatchObject({ ok: true });
		await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
		expect([cafe.version, mostAt(cafe), planner.look().waiting]).toEqual([3, 5, null]);
	});
});

test('a repair that the verifier refuses is never published, is a fault, and waits for a word', async () => {
	const cafe = new Cafe();
	await cafe.adopt();
	await cafe.say({ type: 'start_round', round: 1 });
	const planner = cafe.planner();
	const breach = { rule: 'attendance', round: 2, persons: ['p'], tables: ['t'], message: '' };
	cafe.kept.set('repair', { kind: 'broken', breaches: [breach] });
	await cafe.leaves(3);
	await vi.advanceTimersByTimeAsync(LOOK_MS);
	expect([cafe.version, cafe.faults]).toEqual([1, ['repair']]);
	expect(planner.look().waiting).toMatchObject({ left: 1, asks: true });
	expect(await planner.repair(cafe.lead, { basis: 1, preview: false })).toMatchObject({
		error: { code: 'breaks_rule', params: { rule: 'attendance', person: 'p', table: 't' } }
	});
	expect(cafe.version).toBe(1);
});

test('a planner that is closed ends its run without a fault, looks no more and repairs no more', async () => {
	const cafe = new Cafe();
	await cafe.adopt();
	const planner = cafe.planner();
	planner.runs.start({ actor: cafe.lead } as View, DEFAULT_SETTINGS);
	expect(planner.runs.list()).toHaveLength(1);
	await cafe.say({ type: 'start_round', round: 1 });
	planner.close();
	await cafe.leaves(3);
	expect(vi.getTimerCount()).toBe(0);
	await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
	expect([cafe.version, cafe.faults, planner.runs.list()]).toEqual([1, [], []]);
});
