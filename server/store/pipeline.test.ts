import { expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { Pipeline } from './pipeline.ts';
import type { Appended } from './ports.ts';

const event = 'e' as EventId;
const LOST: Appended = { kind: 'conflict', missing: [] };

/** A caller that hears of the answer some promises later, as through the layers above a store. */
async function layers(depth: number, answer: Promise<Appended>): Promise<Appended> {
	return depth === 0 ? await answer : await layers(depth - 1, answer);
}

test.each(['a lost race', 'an outage'])(
	'[LOG-2] until %s is heard of, appends on top name the commit that is void',
	async (how) => {
		const pipeline = new Pipeline();
		const answer = Promise.withResolvers<Appended>();
		let heard = false;
		const mine = layers(
			5,
			pipeline.send(event, 4, 'mine', () => answer.promise)
		)
			.catch(() => null)
			.finally(() => (heard = true));
		if (how === 'an outage') answer.reject(new Error('no answer'));
		else answer.resolve(LOST);
		const named: (string | null)[] = [];
		for (let turn = 0; turn < 50; turn++) {
			await null;
			if (heard) continue;
			void pipeline.send(event, 5, `on top ${turn}`, async (after) => {
				named.push(after);
				return LOST;
			});
		}
		await mine;
		expect(named.length).toBeGreaterThan(10);
		expect(new Set(named)).toEqual(new Set(['mine']));
	}
);

test('[LOG-2] after the answer, the next append names nothing', async () => {
	const pipeline = new Pipeline();
	await pipeline.send(event, 0, 'a', async () => ({ kind: 'appended', seq: 1 }));
	await pipeline.send(event, 1, 'b', async () => LOST);
	const named: (string | null)[] = [];
	const tell = async (after: string | null): Promise<Appended> => {
		named.push(after);
		return { kind: 'appended', seq: 2 };
	};
	await pipeline.send(event, 1, 'b', tell);
	await pipeline.send(event, 2, 'c', tell);
	expect(named).toEqual([null, null]);
});

test('events do not mix', async () => {
	const pipeline = new Pipeline();
	const never = new Promise<Appended>(() => undefined);
	void pipeline.send(event, 0, 'a', () => never);
	await pipeline.send('other' as EventId, 1, 'b', async (after) => {
		expect(after).toBeNull();
		return LOST;
	});
	await pipeline.send(event, 1, 'b', async (after) => {
		expect(after).toBe('a');
		return LOST;
	});
});
