import { describe, expect, test, vi } from 'vitest';
import { card, facilitator, sheet, somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import { tableChannel } from '#lib/domain/channel.ts';
import type { Command } from '#lib/domain/commands.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { TablePart } from '#lib/domain/parts.ts';
import type { Draft, EventAppended, EventLog } from '../events/event-log.ts';
import { EventRuntime } from '../events/event-runtime.ts';
import { Audience } from './audience.ts';
import { pageOf } from './page.test-kit.ts';

const EVENT = 'event' as EventId;
const SYSTEM = { role: 'system', person: null } as const;
const DESK = { role: 'facilitator', person: facilitator.id } as const;
const [T1, T2] = ['t1', 't2'] as [TableId, TableId];
const ANN = 'ann' as PersonId;

/** A log whose appends wait for the test while it is held. */
class HeldLog implements EventLog {
	readonly commits: Commit[] = [];
	held: { write: () => void; fail: () => void }[] | null = null;

	append(_event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended> {
		const { promise, resolve, reject } = Promise.withResolvers<EventAppended>();
		const write = () => {
			this.commits.push({ seq: expectedSeq + 1, ...draft });
			resolve({ kind: 'appended', seq: expectedSeq + 1 });
		};
		if (this.held) this.held.push({ write, fail: () => reject(new Error('no answer')) });
		else write();
		return promise;
	}

	async read(_event: EventId, afterSeq: number): Promise<Commit[]> {
		return this.commits.slice(afterSeq);
	}
}

/** Two tables in a round; Ann sits at the first one, or has not come yet. */
async function cafe({ ann }: { ann: 'seated' | 'late' }) {
	const log = new HeldLog();
	const runtime = new EventRuntime({ event: EVENT, log, now: () => 1_800_000_000_000 });
	const audience = new Audience(runtime, { nameOf: () => null }, (_what, cause) => {
		throw cause;
	});
	let id = 0;
	const submit = (command: Command, actor: typeof SYSTEM | typeof DESK = SYSTEM) =>
		runtime.submit(`c${++id}`, command, actor);
	const people = [
		facilitator,
		somebody('host1', { hosts: T1 }),
		somebody('host2', { hosts: T2 }),
		somebody('bob'),
		somebody('ann', ann === 'late' ? { participation: 'arrived' } : {})
	];
	await submit({ type: 'create_event', card: card({ hall: 2, online: 0 }), people, pins: [] });
	const seats = { host1: T1, host2: T2, bob: T2, ...(ann === 'seated' ? { [ANN]: T1 } : {}) };
	await submit({ type: 'adopt_plan', rounds: [seats, seats, seats], sheet, basis: 0 }, DESK);
	expect(await submit({ type: 'start_round', round: 1 }, DESK)).toMatchObject({ ok: true });
	return { log, runtime, audience, submit };
}

const turns = async (count = 20) => {
	for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('Audience', () => {
	test('[REL-5] a right that was given by a commit which never came to be is taken back, and nothing of it is sent', async () => {
		const { log, audience, submit } = await cafe({ ann: 'seated' });
		const page = pageOf(ANN);
		await audience.join(page.view, {});
		expect(page.seat).toBe(T1);

		log.held = [];
		const moving = submit({ type: 'move_person', person: ANN, table: T2 }, DESK);
		// The page asks again while the move is not durable: its rights follow the tentative seat.
		const again = audience.bring(page.view, page.copy.have());
		await turns();
		log.held.splice(0).forEach(({ fail }) => fail());
		log.held = null;
		await expect(moving).rejects.toThrow('was not acknowledged');
		await again;
		await turns();

		expect(page.strange).toEqual([]);
		expect([...page.view.told.keys()].filter((channel) => channel.startsWith('table:'))).toEqual(['table:t1']);
		expect(page.copy.part(tableChannel(T1))).toBeDefined();
		expect(page.copy.part(tableChannel(T2))).toBeUndefined();
		await submit({ type: 'place_person', person: 'host1' as PersonId }, DESK);
		await turns();
		const { seated } = page.copy.part(tableChannel(T1)) as TablePart;
		expect(seated.find(({ person }) => person === 'host1')?.placed).toBe(true);
	});

	test('[REL-5] who is seated while her page is being made hears of her seat before, or with, its table', async () => {
		const { log, audience, submit } = await cafe({ ann: 'late' });
		const page = pageOf(ANN);
		log.held = [];
		const committed = submit({ type: 'check_in_person', person: ANN }, DESK);
		const joined = audience.join(page.view, {});
		await turns();
		const seated = submit({ type: 'seat_person', person: ANN });
		await turns();
		// One after the other: the first snapshot is made while the seat is still on its way.
		for (let write = log.held.shift(); write; write = log.held.shift()) {
			write.write();
			await turns();
		}
		log.held = null;
		await Promise.all([committed, seated, joined]);
		await turns();

		expect(page.strange).toEqual([]);
		expect(page.seat).not.toBeNull();
		expect(page.copy.part(tableChannel(page.seat!))).toBeDefined();
	});

	test('what all tables say at once goes out in turns, in order, and only to those who still see it', async () => {
		const { audience, submit } = await cafe({ ann: 'seated' });
		const pages = Array.from({ length: 150 }, () => pageOf(ANN));
		await Promise.all(pages.map(({ view }) => audience.join(view, {})));
		const heard: [page: number, what: string][] = [];
		const say = (what: string) =>
			audience.toChannel(tableChannel(T1), (view) => heard.push([pages.findIndex((page) => page.view === view), what]));
		say('first');
		say('second');
		expect(heard.length).toBe(50);
		// One page goes away and everybody's seat changes before the rest is said.
		audience.leave(pages[149]!.view);
		await turns(1);
		expect(heard.length).toBeLessThan(300);
		await submit({ type: 'move_person', person: ANN, table: T2 }, DESK);
		const before = heard.length;
		await turns();
		expect(heard.length).toBe(before);
		expect(heard.filter(([page]) => page === 149)).toEqual([]);

		heard.length = 0;
		for (const what of ['third', 'fourth', 'fifth']) audience.toChannel(tableChannel(T2), () => heard.push([0, what]));
		await turns();
		expect(heard.map(([, what]) => what)).toEqual(
			['third', 'fourth', 'fifth'].flatMap((what) => Array(149).fill(what) as string[])
		);
	});

	test('[REL-5] many pages, two commits one after the other: nobody gets a table before the seat at it', async () => {
		const log = new HeldLog();
		const runtime = new EventRuntime({ event: EVENT, log, now: () => 1_800_000_000_000 });
		const audience = new Audience(runtime, { nameOf: () => null }, (_what, cause) => {
			throw cause;
		});
		const guests = Array.from({ length: 160 }, (_, index) => `guest${index}` as PersonId);
		const hosts = [somebody('host1', { hosts: T1 }), somebody('host2', { hosts: T2 })];
		const people = [facilitator, ...hosts, ...guests.map((id) => somebody(id))];
		await runtime.submit(
			'create',
			{ type: 'create_event', card: card({ hall: 2, online: 0 }), people, pins: [] },
			SYSTEM
		);
		const pages = guests.map((id) => pageOf(id));
		for (const { view } of pages) await audience.join(view, {});

		const seats = { host1: T1, host2: T2, ...Object.fromEntries(guests.map((id, index) => [id, index % 2 ? T1 : T2])) };
		// The plan is still being told, page by page, when the round starts: a turn ends after a few of them.
		let clock = 0;
		const slow = vi.spyOn(performance, 'now').mockImplementation(() => clock++);
		const planned = runtime.submit(
			'plan',
			{ type: 'adopt_plan', rounds: [seats, seats, seats], sheet, basis: 0 },
			DESK
		);
		const started = runtime.submit('start', { type: 'start_round', round: 1 }, DESK);
		expect(await planned).toMatchObject({ ok: true });
		expect(await started).toMatchObject({ ok: true });
		await turns(240);
		slow.mockRestore();

		expect(pages.flatMap(({ strange }) => strange)).toEqual([]);
		for (const { seat, copy } of pages) expect(copy.part(tableChannel(seat!))).toBeDefined();
	});
});
