import { rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { SqliteStore } from '#server/store/sqlite/sqlite-store.ts';
import { temporaryFolder } from './benches.ts';
import { faultsContract } from './faults-contract.ts';

faultsContract('SQLite', async () => {
	const folder = await temporaryFolder();
	return { choice: { kind: 'sqlite', folder }, folder, end: () => rm(folder, { recursive: true }) };
});

async function expectUnavailable(writes: readonly Promise<unknown>[]): Promise<void> {
	for (const outcome of await Promise.allSettled(writes)) {
		expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailableError' } });
	}
}

describe('SQLite alone', () => {
	const event = 'e' as EventId;
	let folder: string;
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => rm(folder, { recursive: true }));

	test('a write that fails rejects as unavailable, is told by health, and may be repeated', async () => {
		const store = await SqliteStore.open(folder);
		const told: (string | null)[] = [];
		store.onHealth(({ up, reason }) => told.push(up ? 'up' : reason));
		const intruder = new Database(join(folder, 'log.sqlite'));
		intruder.exec('BEGIN EXCLUSIVE');
		const appends = [store.log.append(event, 0, 'a', 'x'), store.log.append(event, 1, 'b', 'y')];
		await expectUnavailable(appends);
		expect(store.health()).toMatchObject({ up: false, reason: 'write_failed' });
		intruder.exec('ROLLBACK');
		intruder.close();
		expect(await store.log.append(event, 0, 'a', 'x')).toEqual({ kind: 'appended', seq: 1 });
		expect(told).toEqual(['write_failed', 'up']);
		await store.close();
	});

	test('what fails together is rolled back together: nothing rejected is written later', async () => {
		const store = await SqliteStore.open(folder);
		const intruder = new Database(join(folder, 'directory.sqlite'));
		intruder.exec('BEGIN EXCLUSIVE');
		const together = [store.log.append(event, 0, 'a', 'x'), store.records.put('k', 'v')];
		await expectUnavailable(together);
		intruder.exec('ROLLBACK');
		intruder.close();
		await store.records.put('other', 'v');
		expect(await store.log.append(event, 0, 'a', 'x')).toEqual({ kind: 'appended', seq: 1 });
		expect(await store.records.get('k')).toBeNull();
		await store.close();
	});

	test('only the owner may read the files', async () => {
		const store = await SqliteStore.open(join(folder, 'new', 'place'));
		await store.records.put('k', 'v');
		expect(statSync(join(folder, 'new', 'place')).mode & 0o077).toBe(0);
		for (const file of ['log.sqlite', 'directory.sqlite', 'log.sqlite-wal', 'directory.sqlite-wal']) {
			expect(statSync(join(folder, 'new', 'place', file)).mode & 0o077, file).toBe(0);
		}
		await store.close();
	});

	test.each([
		['a file in the place of the folder', async () => writeFile(join(folder, 'f'), '')],
		[
			'a log that is no database',
			async () => writeFile(join(folder, 'log.sqlite'), 'not a database at all '.repeat(100))
		]
	])('%s: open says so', async (_, spoil) => {
		await spoil();
		const opened = SqliteStore.open(_.startsWith('a file') ? join(folder, 'f') : folder);
		await expect(opened).rejects.toMatchObject({ name: 'StoreUnavailableError' });
	});
});
