import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DataFolderInUse, lockDataFolder } from './lock.ts';
import { identityOf } from './process-identity.ts';
import { folderForTest, idleProcess } from './testing.ts';

const lockText = (identity: object) => JSON.stringify({ ...identity, token: 'theirs' });

describe('[LOCK-1] one app per data folder', () => {
	test('a second start is refused and names the first', () => {
		const folder = folderForTest();
		const lock = lockDataFolder(folder);
		expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
		expect(() => lockDataFolder(folder)).toThrow(String(process.pid));
		lock.release();
		lockDataFolder(folder).release();
		expect(readdirSync(folder)).toEqual([]);
	});

	test('a lock whose process is gone, or whose pid is another’s by now, is taken over', () => {
		const pid = idleProcess();
		const gone = { ...identityOf(pid)!, startedAt: 'before the reboot:17' };
		for (const stale of [lockText(gone), lockText({ pid: 2 ** 30, startedAt: 'x' }), '', '{"pid":', 'null']) {
			const folder = folderForTest();
			writeFileSync(join(folder, 'lock'), stale);
			lockDataFolder(folder).release();
			expect(readdirSync(folder)).toEqual([]);
		}
	});

	test('a lock whose process runs is respected', () => {
		const folder = folderForTest();
		const held = lockText(identityOf(idleProcess())!);
		writeFileSync(join(folder, 'lock'), held);
		expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
		expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(held);
	});

	test('releasing twice, or after another took over, harms nobody', () => {
		const folder = folderForTest();
		const lock = lockDataFolder(folder);
		writeFileSync(join(folder, 'lock'), lockText(identityOf(process.pid)!));
		lock.release();
		lock.release();
		expect(readdirSync(folder)).toEqual(['lock']);
	});

	test(
		'of six starters who find the same stale lock exactly one goes on, forty times',
		{ timeout: 60_000 },
		async () => {
			const folders = Array.from({ length: 40 }, () => folderForTest());
			for (const folder of folders) writeFileSync(join(folder, 'lock'), lockText({ pid: 2 ** 30, startedAt: 'x' }));
			const module = new URL('./lock.ts', import.meta.url).href;
			const script = `
			const { lockDataFolder } = await import(${JSON.stringify(module)});
			process.stdin.on('data', (folder) => {
				try { lockDataFolder(String(folder)); console.log('held'); }
				catch (error) { console.log(error.name); }
			});
			console.log('ready');`;
			const starters = Array.from({ length: 6 }, () =>
				spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
			);
			onTestFinished(() => starters.forEach((starter) => void starter.kill('SIGKILL')));
			const said = () => Promise.all(starters.map(async ({ stdout }) => String(await once(stdout, 'data')).trim()));
			await said();
			for (const folder of folders) {
				const outcome = said();
				for (const { stdin } of starters) stdin.write(folder);
				const refused = Array.from({ length: 5 }, () => 'DataFolderInUse');
				expect((await outcome).sort()).toEqual([...refused, 'held']);
			}
		}
	);
});
