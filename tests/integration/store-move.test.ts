import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { deskOf } from '#lib/domain/read.ts';
import { buildServices } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { findProgram } from '#server/supervise/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'rondo-move-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function peopleNamed(event?: string): Promise<{ event: string; names: string[] }> {
	const config = readConfig(['--data', folder, '--media', 'off'], { LOG_LEVEL: 'silent' });
	const app = await buildServices({ config, origin: 'http://localhost:1', version: 'test', port: 1 });
	try {
		const { eventMaker, openEvents, directory } = app.services;
		const id = (event ?? (await eventMaker.makeExample()).event) as never;
		const host = await openEvents.open(id);
		const people = Object.keys(deskOf(host.runtime.state).people) as never[];
		return { event: id, names: people.map((person) => directory.people.nameOf(id, person) ?? '').sort() };
	} finally {
		await app.stop();
	}
}

test('a store is moved to Redis and back, with every name and commit', async ({ skip }) => {
	skip(!findProgram('redis-server', process.env.PATH), 'redis-server is not on PATH');
	const move = (kind: string) =>
		spawnSync(process.execPath, [resolve('tools/store.ts'), 'move', kind, '--data', folder], { encoding: 'utf8' });
	const first = await peopleNamed().catch(() => null);
	expect(first?.names).toHaveLength(210);
	const away = first ? move('sqlite') : null;
	expect(away?.stdout).toMatch(/^Moved \d+ records and \d+ commits to sqlite\.$/m);
	expect((await peopleNamed(first!.event)).names).toEqual(first!.names);
	expect(move('sqlite')).toMatchObject({ status: 1 });
	expect(move('redis').status).toBe(0);
	expect((await peopleNamed(first!.event)).names).toEqual(first!.names);
	expect(move('tape')).toMatchObject({ status: 2 });
});
