import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Records, Store } from '#server/store/ports.ts';
import type { Bench } from './log-store-contract.ts';

/** What every store of records must do, unchanged for each adapter. `nodes`: how many may share the place. */
export function recordsContract(name: string, open: () => Promise<Bench>, { nodes = 2 } = {}): void {
	describe(`Records contract: ${name}`, () => {
		let bench: Bench;
		let store: Store;
		let records: Records;

		beforeEach(async () => {
			bench = await open();
			store = await bench.node();
			records = store.records;
		});
		afterEach(async () => {
			await store.close();
			await bench.end();
		});

		test('put, get, overwrite, delete', async () => {
			expect(await records.get('a')).toBeNull();
			await records.put('a', '1');
			await records.put('a', '2 ü🜁');
			expect(await records.get('a')).toBe('2 ü🜁');
			await records.delete(['a', 'never there']);
			expect(await records.get('a')).toBeNull();
			expect(await records.list('')).toEqual([]);
		});

		test('many at once keep their places', async () => {
			await records.putMany(Array.from({ length: 3_000 }, (_, n) => [`k${n}`, `${n}`]));
			expect(await records.getMany(['k7', 'missing', 'k2999'])).toEqual(['7', null, '2999']);
			expect(await records.list('k')).toHaveLength(3_000);
			await records.delete(Array.from({ length: 2_999 }, (_, n) => `k${n}`));
			expect(await records.list('k')).toEqual([{ key: 'k2999', value: '2999' }]);
		});

		test('nothing asked is nothing done', async () => {
			await records.putMany([]);
			await records.delete([]);
			expect(await records.getMany([])).toEqual([]);
		});

		test('list gives just the prefix, in the order of the keys', async () => {
			await records.putMany(['b/2', 'b/10', 'a/1', 'b', 'b/', 'bb/1', 'c', 'b[x', 'b*'].map((key) => [key, key]));
			expect((await records.list('b/')).map(({ key }) => key)).toEqual(['b/', 'b/10', 'b/2']);
			expect((await records.list('b*')).map(({ key }) => key)).toEqual(['b*']);
			expect(await records.list('none')).toEqual([]);
		});

		test('putIfAbsent: of 50 at once exactly one gets the key', async () => {
			const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => records.putIfAbsent('code', `${n}`)));
			expect(answers.filter(Boolean)).toHaveLength(1);
			expect(await records.get('code')).toBe(`${answers.indexOf(true)}`);
			expect(await records.list('code')).toHaveLength(1);
		});

		test('a deleted key is free again', async () => {
			await records.putIfAbsent('code', 'a');
			await records.delete(['code']);
			expect(await records.putIfAbsent('code', 'b')).toBe(true);
			expect(await records.list('')).toEqual([{ key: 'code', value: 'b' }]);
		});

		describe('turns', () => {
			const NOW = 1_800_000_000_000.25;
			const MINUTE = 60_000;
			let n = 0;
			const take = (key: string, most: number, now = NOW, at = records) =>
				at.takeTurn(`turn ${n++}`, [{ key, most }], now, MINUTE);

			test('of 200 at once, over all nodes, as many as may be are taken and no more', async () => {
				const others = await Promise.all(Array.from({ length: nodes - 1 }, () => bench.node()));
				const all = [store, ...others];
				const answers = await Promise.all(
					Array.from({ length: 200 }, (_, n) => take('door', 50, NOW, all[n % nodes]!.records))
				);
				expect(answers.filter(Boolean)).toHaveLength(50);
				await Promise.all(others.map((other) => other.close()));
			});

			test('each ends after its time, and not before', async () => {
				expect([await take('a', 2), await take('a', 2, NOW + 10), await take('a', 2, NOW + 10)]).toEqual([
					true,
					true,
					false
				]);
				expect(await take('a', 2, NOW + MINUTE - 1)).toBe(false);
				expect(await take('a', 2, NOW + MINUTE)).toBe(true);
				expect(await take('a', 2, NOW + MINUTE + 9)).toBe(false);
			});

			test('one counter that is used up takes nothing of the others', async () => {
				await take('full', 1);
				const both = [
					{ key: 'free', most: 1 },
					{ key: 'full', most: 1 }
				];
				expect(await records.takeTurn('t', both, NOW, MINUTE)).toBe(false);
				expect(await take('free', 1)).toBe(true);
			});

			test('one that is given back can be taken again; another’s cannot be given back', async () => {
				await records.takeTurn('mine', [{ key: 'k', most: 1 }], NOW, MINUTE);
				await records.giveTurnBack('another', ['k', 'never there']);
				expect(await take('k', 1)).toBe(false);
				await records.giveTurnBack('mine', ['k']);
				expect(await take('k', 1)).toBe(true);
			});

			test('they are no records', async () => {
				await take('k', 1);
				expect(await records.list('')).toEqual([]);
				expect(await records.get('k')).toBeNull();
			});
		});
	});
}
