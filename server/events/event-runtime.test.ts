import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { card, facilitator, somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { Command } from '#lib/domain/commands.ts';
import { fold } from '#lib/domain/evolve.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { deskOf } from '#lib/domain/read.ts';
import type { Draft, EventAppended, EventLog } from './event-log.ts';
import { EventRuntime, LogBusyError } from './event-runtime.ts';

const EVENT = 'event' as EventId;
const SYSTEM = { role: 'system', person: null } as const;
const add = (id: string): Command => ({ type: 'add_people', people: [somebody(id)] });

/** A log whose answers arrive when the test says so, may get lost, or never happen. */
class RoughLog implements EventLog {
	commits: Commit[] = [];
	/** What becomes of the next appends: default is `works`. */
	fates: ('works' | 'lost_answer' | 'not_written')[] = [];
	#turn: Promise<void> = Promise.resolve();
	down = false;

	async append(_event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended> {
		// In the order of the calls, each in a turn of its own, like both real stores.
		const before = this.#turn;
		let done = () => {};
		this.#turn = new Promise((resolve) => (done = resolve));
		await before;
		await new Promise((resolve) => setImmediate(resolve));
		try {
			if (this.down) throw new Error('down');
			const fate = this.fates.shift() ?? 'works';
			if (fate === 'not_written') throw new Error('not written');
			const known = this.commits.find(({ commandId }) => commandId === draft.commandId);
			if (known) return { kind: 'already', seq: known.seq };
			if (expectedSeq !== this.commits.length)
				return { kind: 'conflict', missing: structuredClone(this.commits.slice(expectedSeq)) };
			this.commits.push(structuredClone({ seq: expectedSeq + 1, ...draft }));
			if (fate === 'lost_answer') throw new Error('answer lost');
			return { kind: 'appended', seq: expectedSeq + 1 };
		} finally {
			done();
		}
	}

	async read(_event: EventId, afterSeq: number): Promise<Commit[]> {
		if (this.down) throw new Error('down');
		return structuredClone(this.commits.slice(afterSeq));
	}
}

const runtimeOn = (log: EventLog) => new EventRuntime({ event: EVENT, log, now: () => 1_800_000_000_000 });

async function created(log: EventLog): Promise<EventRuntime> {
	const runtime = runtimeOn(log);
	const create: Command = {
		type: 'create_event',
		card: card({ hall: 2, online: 0 }),
		people: [facilitator],
		pins: []
	};
	expect((await runtime.submit('create', create, SYSTEM)).ok).toBe(true);
	return runtime;
}

/** Repeats with the same id until the log answers, as a page does. */
async function insist(runtime: EventRuntime, id: string, command: Command) {
	for (let attempt = 0; attempt < 50; attempt++) {
		try {
			return await runtime.submit(id, command, SYSTEM);
		} catch (cause) {
			if (!(cause instanceof LogBusyError)) throw cause;
		}
	}
	throw new Error('never answered');
}

const peopleOf = (state: EventState) => Object.keys(deskOf(state).people).filter((id) => id !== 'petra');
const replay = (commits: readonly Commit[]): EventState =>
	commits.reduce((state, { facts }) => fold(state, facts), new Map() as EventState);

describe('EventRuntime', () => {
	test('[LOG-2] many commands in flight become one commit each, in order', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		const told: number[] = [];
		runtime.onCommit(({ seq }) => told.push(seq));
		await Promise.all(Array.from({ length: 100 }, (_, i) => runtime.submit(`c${i}`, add(`p${i}`), SYSTEM)));
		expect(log.commits).toHaveLength(101);
		expect(told).toEqual(Array.from({ length: 100 }, (_, i) => i + 2));
		expect(replay(log.commits)).toEqual(runtime.state);
	});

	test('[LOG-2] a repeated command id changes nothing and answers its first success', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		const [first, second] = await Promise.all([
			runtime.submit('same', add('p'), SYSTEM),
			runtime.submit('same', add('p'), SYSTEM)
		]);
		expect(first).toMatchObject({ ok: true, value: { seq: 2 } });
		expect(second).toMatchObject({ ok: true, value: { seq: 2, already: true } });
		expect(log.commits).toHaveLength(2);
	});

	test('[LOG-2] of two nodes one wins; the loser reads, decides again and tells both commits in order', async () => {
		const log = new RoughLog();
		const a = await created(log);
		const b = runtimeOn(log);
		await b.catchUp();
		const told: string[] = [];
		b.onCommit(({ commandId }) => told.push(commandId));
		await Promise.all([a.submit('a', add('p1'), SYSTEM), b.submit('b', add('p2'), SYSTEM)]);
		expect(told).toEqual(['a', 'b']);
		await a.catchUp();
		expect(a.state).toEqual(b.state);
	});

	test('[LOG-2] a race that makes the command pointless ends in a refusal, not in two effects', async () => {
		const log = new RoughLog();
		const a = await created(log);
		const b = runtimeOn(log);
		await b.catchUp();
		const [first, second] = await Promise.all([
			a.submit(
				'a',
				{ type: 'move_programme', item: 'cafe', from: null },
				{ role: 'facilitator', person: 'petra' as PersonId }
			),
			b.submit(
				'b',
				{ type: 'move_programme', item: 'cafe', from: null },
				{ role: 'facilitator', person: 'petra' as PersonId }
			)
		]);
		expect([first.ok, second.ok]).toEqual([true, false]);
		expect(log.commits).toHaveLength(2);
	});

	test('[REL-3] an answer that got lost is found again by the command id', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		log.fates = ['lost_answer'];
		await expect(runtime.submit('c', add('p'), SYSTEM)).rejects.toThrow(LogBusyError);
		expect(await runtime.submit('c', add('p'), SYSTEM)).toMatchObject({ ok: true, value: { seq: 2, already: true } });
		expect(peopleOf(runtime.state)).toEqual(['p']);
	});

	test('[REL-3] what was not written is not told, and not in the state', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		log.fates = ['not_written'];
		await expect(runtime.submit('c', add('p'), SYSTEM)).rejects.toThrow(LogBusyError);
		expect(peopleOf(runtime.state)).toEqual([]);
		await runtime.submit('c', add('p'), SYSTEM);
		expect(log.commits).toHaveLength(2);
	});

	test('a snapshot holds only what is durable', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		log.fates = ['not_written'];
		const lost = runtime.submit('c', add('p'), SYSTEM).catch(() => null);
		const seen = await runtime.snapshot(() => peopleOf(runtime.state));
		await lost;
		expect(seen).toEqual([]);
	});

	test('[FAULT-3] while the log is away nothing is acknowledged; afterwards it goes on by itself', async () => {
		const log = new RoughLog();
		const runtime = await created(log);
		log.down = true;
		await expect(runtime.submit('c', add('p'), SYSTEM)).rejects.toThrow(LogBusyError);
		await expect(runtime.submit('d', add('q'), SYSTEM)).rejects.toThrow(LogBusyError);
		log.down = false;
		expect((await runtime.submit('c', add('p'), SYSTEM)).ok).toBe(true);
		expect(log.commits).toHaveLength(2);
	});

	test('[REL-3] over random outages and two nodes: every acknowledged command once, states equal', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom('works', 'works', 'works', 'lost_answer', 'not_written'), { maxLength: 60 }),
				fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
				async (fates, nodes) => {
					const log = new RoughLog();
					const a = await created(log);
					const b = runtimeOn(log);
					await b.catchUp();
					log.fates = [...fates] as RoughLog['fates'];
					const answers = await Promise.all(nodes.map((onA, i) => insist(onA ? a : b, `c${i}`, add(`p${i}`))));
					expect(answers.every(({ ok }) => ok)).toBe(true);
					log.fates = [];
					await Promise.all([a.catchUp(), b.catchUp()]);
					await Promise.all([a.submit('end-a', add('za'), SYSTEM), b.submit('end-b', add('zb'), SYSTEM)]);
					await Promise.all([a.catchUp(), b.catchUp()]);
					expect(peopleOf(a.state).sort()).toEqual([...nodes.map((_, i) => `p${i}`), 'za', 'zb'].sort());
					expect(a.state).toEqual(b.state);
					expect(replay(log.commits)).toEqual(a.state);
					expect(log.commits.map(({ seq }) => seq)).toEqual(log.commits.map((_, i) => i + 1));
				}
			),
			{ numRuns: 60 }
		);
	});
});
