import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PageCommand } from '../domain/commands.ts';
import type { IdeaId, TableId } from '../domain/ids.ts';
import type { Ack } from '../protocol/wire.ts';
import { Outbox, OUTBOX_LIMIT, type OutboxOptions } from './outbox.ts';

const idea = (text: string): PageCommand => ({
	type: 'add_idea',
	table: 't1' as TableId,
	idea: `i-${text}` as IdeaId,
	text,
	language: 'en',
	onBehalfOf: null
});
const hand: PageCommand = { type: 'raise_hand' };

function memory(first: Record<string, string> = {}) {
	const held = new Map(Object.entries(first));
	return {
		held,
		getItem: (key: string) => held.get(key) ?? null,
		setItem: (key: string, value: string) => void held.set(key, value),
		removeItem: (key: string) => void held.delete(key)
	};
}

/** A server that answers what the test says, and remembers what reached it. */
function server() {
	const reached: { id: string; command: PageCommand }[] = [];
	const answers: ((ack: Ack | null) => void)[] = [];
	const transmit = (id: string, command: PageCommand) => {
		reached.push({ id, command });
		return new Promise<Ack | null>((answer) => answers.push(answer));
	};
	const answer = async (ack: Ack | null) => {
		answers.shift()!(ack);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { reached, transmit, answer };
}

function outbox(options: Partial<OutboxOptions> = {}) {
	const far = server();
	const box = new Outbox({ transmit: far.transmit, keep: null, entry: 'e', ...options });
	return { far, box };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('outbox', () => {
	test('waits for the connection, then sends in order, one after another', async () => {
		const { far, box } = outbox();
		void box.send(idea('a'));
		void box.send(idea('b'));
		expect(far.reached).toHaveLength(0);
		box.resume();
		expect(far.reached.map(({ command }) => command)).toEqual([idea('a')]);
		await far.answer({ ok: true });
		expect(far.reached.map(({ command }) => command)).toEqual([idea('a'), idea('b')]);
	});

	test('[REL-3] no answer: sent again with the same id, nothing overtakes it', async () => {
		const { far, box } = outbox();
		const done = box.send(idea('a'));
		void box.send(hand);
		box.resume();
		await far.answer(null);
		await vi.advanceTimersByTimeAsync(600);
		expect(far.reached).toHaveLength(2);
		expect(far.reached[1]!.id).toBe(far.reached[0]!.id);
		await far.answer({ ok: true });
		expect(await done).toEqual({ ok: true });
		expect(far.reached[2]!.command).toEqual(hand);
	});

	test('a lost connection waits for the next one', async () => {
		const { far, box } = outbox();
		void box.send(idea('a'));
		box.resume();
		box.pause();
		await far.answer(null);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(far.reached).toHaveLength(1);
		box.resume();
		expect(far.reached.map(({ id }) => id)).toEqual([far.reached[0]!.id, far.reached[0]!.id]);
	});

	test('reconnecting while an answer is still awaited does not send twice at once', async () => {
		const { far, box } = outbox();
		void box.send(idea('a'));
		box.resume();
		box.pause();
		box.resume();
		expect(far.reached).toHaveLength(1);
		await far.answer(null);
		await vi.advanceTimersByTimeAsync(600);
		expect(far.reached).toHaveLength(2);
	});

	test('`retryable` is tried again and again, a refusal is an answer', async () => {
		const { far, box } = outbox();
		const done = box.send(hand);
		box.resume();
		for (let i = 1; i <= 4; i++) {
			expect(far.reached).toHaveLength(i);
			await far.answer({ ok: false, code: 'unavailable', retryable: true });
			await vi.advanceTimersByTimeAsync(5_000);
		}
		await far.answer({ ok: false, code: 'not_allowed' });
		expect(await done).toEqual({ ok: false, code: 'not_allowed' });
		expect(new Set(far.reached.map(({ id }) => id)).size).toBe(1);
	});

	test('is bounded, and says so', async () => {
		const { box } = outbox();
		for (let i = 0; i < OUTBOX_LIMIT; i++) void box.send(hand);
		expect(await box.send(hand)).toEqual({ ok: false, code: 'outbox_full' });
		expect(box.waiting).toHaveLength(OUTBOX_LIMIT);
	});

	test('tells how many wait', async () => {
		const counts: number[] = [];
		const { far, box } = outbox({ onchange: (waiting) => counts.push(waiting.length) });
		void box.send(idea('a'));
		void box.send(idea('b'));
		box.resume();
		await far.answer({ ok: true });
		await far.answer({ ok: true });
		expect(counts).toEqual([1, 2, 1, 0]);
	});

	test('closing answers everybody who waits', async () => {
		const { box } = outbox();
		const done = box.send(hand);
		box.close();
		expect(await done).toEqual({ ok: false, code: 'closed' });
		expect(await box.send(hand)).toEqual({ ok: false, code: 'closed' });
	});
});

describe('ideas survive a reload', () => {
	test('with the same id, and only ideas', async () => {
		const keep = memory();
		const before = outbox({ keep });
		void before.box.send(idea('a'));
		void before.box.send(hand);
		before.box.resume();
		before.box.close();

		const after = outbox({ keep });
		expect(after.box.waiting).toEqual([idea('a')]);
		after.box.resume();
		expect(after.far.reached[0]!.id).toBe(before.far.reached[0]!.id);
		await after.far.answer({ ok: true });
		expect(keep.held.size).toBe(0);
	});

	test('each entry has its own', () => {
		const keep = memory();
		void outbox({ keep, entry: 'one' }).box.send(idea('a'));
		expect(outbox({ keep, entry: 'two' }).box.waiting).toEqual([]);
	});

	test('one that is refused after the reload is shown to its author', async () => {
		const keep = memory();
		void outbox({ keep }).box.send(idea('a'));
		const refused: unknown[] = [];
		const after = outbox({ keep, onrefused: (command, { code }) => refused.push([command, code]) });
		after.box.resume();
		await after.far.answer({ ok: false, code: 'not_your_table' });
		expect(refused).toEqual([[idea('a'), 'not_your_table']]);
		expect(keep.held.size).toBe(0);
	});

	test.each(['{', '7', 'null', '[null,{"id":1},{"id":"x"},{"id":"x","command":{"type":"close_event"}}]'])(
		'somebody else’s bytes are left alone: %s',
		(bytes) => {
			expect(outbox({ keep: memory({ 'rondo:outbox:e': bytes }) }).box.waiting).toEqual([]);
		}
	);

	test('a full store does not stop the idea', async () => {
		const keep = { ...memory(), setItem: () => expect.unreachable() };
		keep.setItem = () => {
			throw new DOMException('full', 'QuotaExceededError');
		};
		const { far, box } = outbox({ keep });
		const done = box.send(idea('a'));
		box.resume();
		await far.answer({ ok: true });
		expect(await done).toEqual({ ok: true });
	});
});
