import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asIdentity, endProcess, identityOf, isRunning } from './process-identity.ts';
import { idleProcess } from './testing.ts';

describe('[CHILD-1] a pid alone is no identity', () => {
	test('this process is itself, and the same pid with another start is somebody else', () => {
		const self = identityOf(process.pid)!;
		expect(isRunning(self)).toBe(true);
		expect(isRunning({ ...self, startedAt: `${self.startedAt}0` })).toBe(false);
	});

	test('nobody has pid 0, -1, 1.5 or one beyond the kernel’s range', () => {
		for (const pid of [0, -1, 1.5, NaN, 2 ** 31]) expect(identityOf(pid)).toBeNull();
	});

	test('a file that holds something else is no identity', () => {
		for (const value of [null, 1, 'x', {}, { pid: '1', startedAt: 'x' }, { pid: 1 }])
			expect(asIdentity(value)).toBeNull();
	});
});

describe('[CHILD-2] ending a process', () => {
	test('TERM is enough for one that listens to it', async () => {
		const identity = identityOf(idleProcess())!;
		expect(await endProcess(identity, [['SIGTERM', 5_000]])).toBe(true);
		expect(isRunning(identity)).toBe(false);
	});

	test('one that ignores TERM gets it twice and is killed then', async () => {
		const child = spawn(
			process.execPath,
			['-e', 'process.on("SIGTERM", () => console.log("T")); console.log("ready"); setInterval(() => {}, 1000)'],
			{ stdio: ['ignore', 'pipe', 'ignore'] }
		);
		onTestFinished(() => void child.kill('SIGKILL'));
		let heard = '';
		await once(child.stdout, 'data');
		child.stdout.on('data', (text) => (heard += text));
		const steps = [
			['SIGTERM', 100],
			['SIGTERM', 100],
			['SIGKILL', 5_000]
		] as const;
		expect(await endProcess(identityOf(child.pid!)!, steps)).toBe(true);
		expect(heard.match(/T/g)).toHaveLength(2);
	});

	test('a stranger who got the pid since is left alone', async () => {
		const pid = idleProcess();
		const identity = identityOf(pid)!;
		expect(await endProcess({ pid, startedAt: 'another boot:1' }, [['SIGKILL', 1_000]])).toBe(true);
		expect(isRunning(identity)).toBe(true);
	});
});
