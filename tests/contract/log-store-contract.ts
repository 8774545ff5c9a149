import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import type { Store } from '#server/store/ports.ts';

/** One place that holds data; each call of `node` is another node on it. */
export interface Bench {
	node(): Promise<Store>;
	/** Ends what was started for it. The nodes are closed before. */
	end(): Promise<void>;
}

const bodies = (commits: readonly { body: string }[]) => commits.map(({ body }) => body);

/** What every log store must do, unchanged for each adapter (LOG-1, LOG-2). `nodes`: how many may share the place. */
export function logStoreContract(name: string, open: () => Promise<Bench>, { nodes = 2 } = {}): void {
	describe(`LogStore contract: ${name}`, () => {
		let bench: Bench;
		let opened: Store[];
		let event: EventId;
		const node = async () => {
			const store = await bench.node();
			opened.push(store);
			return store;
		};

		beforeEach(async () => {
			bench = await open();
			opened = [];
			event = randomUUID() as EventId;
		});
		afterEach(async () => {
			await Promise.all(opened.map((store) => store.close()));
			await bench.end();
		});

		test('[LOG-1] commits are numbered 1, 2, 3 … in the order of the appends', async () => {
			const { log } = await node();
			for (let n = 0; n < 5; n++) {
				expect(await log.append(event, n, `c${n}`, `body ${n}`)).toEqual({ kind: 'appended', seq: n + 1 });
			}
			expect(await log.read(event, 0)).toEqual(
				[0, 1, 2, 3, 4].map((n) => ({ seq: n + 1, commandId: `c${n}`, body: `body ${n}` }))
			);
			expect(await log.lastSeq(event)).toBe(5);
		});

		test('an event that is not there is empty, and other events do not show', async () => {
			const { log } = await node();
			await log.append(event, 0, 'a', 'x');
			const other = randomUUID() as EventId;
			expect(await log.lastSeq(other)).toBe(0);
			expect(await log.read(other, 0)).toEqual([]);
			expect(await log.append(other, 0, 'a', 'y')).toEqual({ kind: 'appended', seq: 1 });
		});

		test('[LOG-2] a repeated command id is written once, whatever it expects', async () => {
			const { log } = await node();
			await log.append(event, 0, 'a', 'first');
			expect(await log.append(event, 1, 'a', 'second')).toEqual({ kind: 'already', seq: 1 });
			expect(await log.append(event, 0, 'a', 'third')).toEqual({ kind: 'already', seq: 1 });
			expect(bodies(await log.read(event, 0))).toEqual(['first']);
		});

		test('[LOG-2] the same command id in flight twice is written once', async () => {
			const { log } = await node();
			const [first, second] = await Promise.all([log.append(event, 0, 'a', 'x'), log.append(event, 0, 'a', 'x')]);
			expect([first, second]).toEqual([
				{ kind: 'appended', seq: 1 },
				{ kind: 'already', seq: 1 }
			]);
		});

		test('[LOG-2] a conflict carries the missing commits, and writes nothing', async () => {
			const { log } = await node();
			for (let n = 0; n < 3; n++) await log.append(event, n, `c${n}`, `body ${n}`);
			expect(await log.append(event, 1, 'late', 'x')).toEqual({
				kind: 'conflict',
				missing: [
					{ seq: 2, commandId: 'c1', body: 'body 1' },
					{ seq: 3, commandId: 'c2', body: 'body 2' }
				]
			});
			expect(await log.append(event, 7, 'early', 'x')).toEqual({ kind: 'conflict', missing: [] });
			expect(await log.lastSeq(event)).toBe(3);
		});

		test('[LOG-2] of 50 racing writers exactly one wins each seq', async () => {
			const stores = await Promise.all(Array.from({ length: nodes }, node));
			for (let seq = 0; seq < 5; seq++) {
				const answers = await Promise.all(
					Array.from({ length: 50 }, (_, i) => stores[i % nodes]!.log.append(event, seq, `${seq}:${i}`, `${i}`))
				);
				expect(answers.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
				const losers = answers.filter((answer) => answer.kind === 'conflict');
				expect(losers).toHaveLength(49);
				for (const { missing } of losers) expect(missing.map(({ seq }) => seq)).toEqual([seq + 1]);
			}
		});

		test('[LOG-2] appends N, N+1, N+2 … in flight together are all written, in order', async () => {
			const { log } = await node();
			const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => log.append(event, n, `c${n}`, `${n}`)));
			expect(answers).toEqual(answers.map((_, n) => ({ kind: 'appended', seq: n + 1 })));
			expect(bodies(await log.read(event, 0))).toEqual(answers.map((_, n) => `${n}`));
		});

		test('[LOG-2] what was decided on a commit that lost its race is refused, although the number fits', async () => {
			const { log } = await node();
			const answers = await Promise.all([
				log.append(event, 0, 'winner', 'w'),
				log.append(event, 0, 'mine', 'm'), // loses seq 1
				log.append(event, 1, 'on mine', 'o') // expects seq 1 to be "mine"
			]);
			expect(answers.map(({ kind }) => kind)).toEqual(['appended', 'conflict', 'conflict']);
			expect(bodies(await log.read(event, 0))).toEqual(['w']);
			// Decided again on what is there: taken.
			expect(await log.append(event, 1, 'on mine', 'o')).toEqual({ kind: 'appended', seq: 2 });
		});

		test('[LOG-2] an append decided before the lost race was heard of is refused as well', async () => {
			const { log } = await node();
			await log.append(event, 0, 'winner', 'w');
			let heard = false;
			const mine = log.append(event, 0, 'mine', 'm').then((answer) => {
				heard = true;
				return answer;
			});
			const tails: Promise<{ kind: string }>[] = [];
			// In every turn until the answer is heard: somebody types on the tentative state.
			for (let n = 0; !heard; n++) {
				tails.push(log.append(event, 1, `tail ${n}`, 't'));
				await new Promise(setImmediate);
			}
			expect((await mine).kind).toBe('conflict');
			expect(new Set((await Promise.all(tails)).map(({ kind }) => kind))).toEqual(new Set(['conflict']));
		});

		test('read pages by `limit` after a seq', async () => {
			const { log } = await node();
			await Promise.all(Array.from({ length: 25 }, (_, n) => log.append(event, n, `c${n}`, `${n}`)));
			const pages: number[][] = [];
			for (let after = 0; ;) {
				const page = await log.read(event, after, 10);
				if (page.length === 0) break;
				pages.push(page.map(({ seq }) => seq));
				after = page.at(-1)!.seq;
			}
			expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
			expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
		});

		test('any text comes back as it was, also a large one', async () => {
			const { log } = await node();
			const texts = ['', '"\\\n\u0000\u2028 ünïcödé 🜁', 'x'.repeat(300_000)];
			for (const [n, text] of texts.entries()) await log.append(event, n, `é ${n}`, text);
			expect(bodies(await log.read(event, 0))).toEqual(texts);
		});

		test('an erased log is empty and begins anew, other logs stay', async () => {
			const { log } = await node();
			const other = randomUUID() as EventId;
			await log.append(event, 0, 'a', 'x');
			await log.append(other, 0, 'a', 'y');
			await log.erase(event);
			expect(await log.read(event, 0)).toEqual([]);
			expect(await log.lastSeq(event)).toBe(0);
			expect(await log.append(event, 0, 'a', 'again')).toEqual({ kind: 'appended', seq: 1 });
			expect(bodies(await log.read(other, 0))).toEqual(['y']);
		});

		test('the clock runs near the wall clock and never back', async () => {
			const store = await node();
			let before = store.now();
			expect(Math.abs(before - Date.now())).toBeLessThan(1_000);
			for (let n = 0; n < 1_000; n++) {
				const now = store.now();
				expect(now).toBeGreaterThanOrEqual(before);
				before = now;
			}
		});

		test.runIf(nodes > 1)('[LOG-3] another node hears a hint, the writer itself does not', async () => {
			const [a, b] = [await node(), await node()];
			const heardByWriter: EventId[] = [];
			a.log.watch((hinted) => heardByWriter.push(hinted));
			const heard = new Promise<EventId>((resolve) => b.log.watch(resolve));
			await a.log.append(event, 0, 'a', 'x');
			expect(await heard).toBe(event);
			expect(bodies(await b.log.read(event, 0))).toEqual(['x']);
			expect(heardByWriter).toEqual([]);
		});

		test.runIf(nodes > 1)('[LOG-2] our N+1 is refused when another node won N', async () => {
			const [a, b] = [await node(), await node()];
			await b.log.append(event, 0, 'theirs', 't');
			const answers = await Promise.all([a.log.append(event, 0, 'n', 'n'), a.log.append(event, 1, 'n+1', 'n+1')]);
			expect(answers.map(({ kind }) => kind)).toEqual(['conflict', 'conflict']);
			expect(bodies(await a.log.read(event, 0))).toEqual(['t']);
		});

		test('after close every call rejects as unavailable', async () => {
			const store = await bench.node();
			await store.close();
			await expect(store.log.append(event, 0, 'a', 'x')).rejects.toMatchObject({ name: 'StoreUnavailableError' });
			expect(store.health()).toMatchObject({ up: false, reason: 'closed' });
			await store.close(); // a second time does nothing
		});
	});
}
