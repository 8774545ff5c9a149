import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStore } from '#server/store/memory-store.ts';
import { SqliteStore } from '#server/store/sqlite/sqlite-store.ts';
import type { Bench } from './log-store-contract.ts';

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'rondo-contract-'));

export async function memoryBench(): Promise<Bench> {
	const first = new MemoryStore();
	return { node: async () => first.connect(), end: async () => undefined };
}

export async function sqliteBench(): Promise<Bench> {
	const folder = await temporaryFolder();
	return { node: () => SqliteStore.open(folder), end: () => rm(folder, { recursive: true }) };
}
