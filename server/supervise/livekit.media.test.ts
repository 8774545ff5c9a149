import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { RoomServiceClient } from 'livekit-server-sdk';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { superviseLiveKit } from './livekit-child.ts';
import { watchLiveKit } from './livekit-watch.ts';
import type { MediaState, MediaSupervisor } from './media-state.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import type { EndingSteps } from './supervised-child.ts';
import { folderForTest, liveKitTools, stateOf } from './testing.ts';

const KEY = 'APItestkey000001';
const SECRET = 's'.repeat(48);
const FAST = { firstMs: 5, longestMs: 40, wellAfterMs: 60_000 };

/** The product's own order, with less patience. */
const ENDING = [
	['SIGTERM', 100],
	['SIGTERM', 1_000],
	['SIGKILL', 5_000]
] as const;

type On = Extract<MediaState, { kind: 'on' }>;
type Off = Extract<MediaState, { kind: 'off' }>;
const isOn = (state: MediaState): state is On => state.kind === 'on';
const isOff = (state: MediaState): state is Off => state.kind === 'off';

function startIn(
	dataDir: string,
	webhookUrl: string | null = null,
	endingSteps: EndingSteps = ENDING
): MediaSupervisor {
	const options = {
		dataDir,
		toolsDir: liveKitTools.path,
		key: KEY,
		secret: SECRET,
		webhookUrl,
		backOff: FAST,
		endingSteps
	};
	const media = superviseLiveKit(options);
	onTestFinished(() => media.stop());
	return media;
}

const roomsOf = ({ httpUrl, key, secret }: On) => new RoomServiceClient(httpUrl, key, secret);

function childOf(dataDir: string): ProcessIdentity {
	return JSON.parse(readFileSync(join(dataDir, 'livekit', 'child.json'), 'utf8')).identity;
}

/** Local addresses on which the process listens or has bound UDP, as in /proc/net. */
function socketsOf(pid: number): { address: string; port: number }[] {
	const inodes = new Set(
		readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
			} catch {
				return undefined;
			}
		})
	);
	return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
		readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.trim().split(/\s+/))
			.filter((fields) => inodes.has(fields[9]) && (kind.startsWith('udp') || fields[3] === '0A'))
			.map((fields) => {
				const [address = '', port = ''] = (fields[1] ?? '').split(':');
				return { address, port: parseInt(port, 16) };
			})
	);
}

/** An app that is killed the moment its LiveKit answers, as in a crash. */
async function leaveBehind(dataDir: string): Promise<number> {
	const module = new URL('./livekit-child.ts', import.meta.url).href;
	const options = { dataDir, toolsDir: liveKitTools.path, key: KEY, secret: SECRET, webhookUrl: null };
	const script = `
		const { superviseLiveKit } = await import(${JSON.stringify(module)});
		superviseLiveKit(${JSON.stringify(options)}).onChange(({ kind }) => console.log(kind));
		setInterval(() => {}, 1000);`;
	const app = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	expect(String(await once(app.stdout, 'data')).trim()).toBe('on');
	app.kill('SIGKILL');
	await once(app, 'exit');
	const { pid } = childOf(dataDir);
	onTestFinished(() => {
		if (identityOf(pid)) process.kill(pid, 'SIGKILL');
	});
	return pid;
}

describe('a livekit-server of its own', { timeout: 40_000 }, () => {
	beforeEach(({ skip }) => skip(liveKitTools.missing !== null, liveKitTools.missing ?? ''));

	test('[MEDIA-20] it answers with the key, and makes no room by itself', async () => {
		const on = await stateOf(startIn(folderForTest()), isOn);
		expect(on.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
		await roomsOf(on).createRoom({ name: 'table-1' });
		expect((await roomsOf(on).listRooms()).map(({ name }) => name)).toEqual(['table-1']);
		await expect(new RoomServiceClient(on.httpUrl, KEY, 'x'.repeat(48)).listRooms()).rejects.toThrow();
		expect((await fetch(`${on.httpUrl}/rtc/validate?room=other`)).status).toBe(401);
	});

	test('[MEDIA-21] it listens on loopback only, and its secret is in no argument and no file', async () => {
		const folder = folderForTest();
		await stateOf(startIn(folder), isOn);
		const { pid } = childOf(folder);
		const sockets = socketsOf(pid);
		expect(sockets.length).toBeGreaterThanOrEqual(3);
		// 127.0.0.1 in the kernel's byte order; on IPv6 as a mapped address.
		for (const { address } of sockets) expect(address).toMatch(/^(0000000000000000FFFF0000)?0100007F$/);
		expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(SECRET);
		for (const file of readdirSync(join(folder, 'livekit')))
			expect(readFileSync(join(folder, 'livekit', file), 'utf8')).not.toContain(SECRET);
	});

	test('[MEDIA-22] killed, it is back at the same address', async () => {
		const folder = folderForTest();
		const media = startIn(folder);
		const before = await stateOf(media, isOn);
		process.kill(childOf(folder).pid, 'SIGKILL');
		const off = await stateOf(media, isOff);
		expect(off.reason).toMatchObject({ code: 'livekit_crashed', params: { retryInMs: 5 } });
		const after = await stateOf(media, isOn);
		expect(after).toEqual(before);
		expect(await roomsOf(after).listRooms()).toEqual([]);
	});

	test('[MEDIA-23] stopped right after it answers, when one TERM hangs, and before it answers', async () => {
		const folder = folderForTest();
		const media = startIn(folder);
		await stateOf(media, isOn);
		const child = childOf(folder);
		await media.stop();
		expect(isRunning(child)).toBe(false);
		expect(media.state).toEqual({ kind: 'off', reason: { code: 'media_stopped', params: {} } });
		const hasty = startIn(folder);
		await hasty.stop();
		expect(childOf(folder)).toBeNull();
	});

	test('[MEDIA-24] one that a crash left behind goes on with its rooms', async () => {
		const folder = folderForTest();
		const pid = await leaveBehind(folder);
		const media = startIn(folder);
		const on = await stateOf(media, isOn);
		await roomsOf(on).createRoom({ name: 'table-1' });
		expect(childOf(folder).pid).toBe(pid);
		await media.stop();
		expect(identityOf(pid)).toBeNull();
	});

	test('[MEDIA-25] one that was left behind and hangs, or reports elsewhere, is replaced', async () => {
		for (const [signal, webhookUrl] of [
			['SIGSTOP', null],
			['SIGCONT', 'http://127.0.0.1:9/hooks/livekit']
		] as const) {
			const folder = folderForTest();
			const pid = await leaveBehind(folder);
			process.kill(pid, signal);
			const media = startIn(folder, webhookUrl);
			const on = await stateOf(media, isOn);
			expect(identityOf(pid)).toBeNull();
			expect(await roomsOf(on).listRooms()).toEqual([]);
			await media.stop();
		}
	});

	test('[MEDIA-26] it tells its webhook, signed with the key', async () => {
		const heard = Promise.withResolvers<string>();
		const hook = createServer((request, response) => {
			heard.resolve(`${request.method} ${request.url} ${request.headers.authorization ? 'signed' : 'bare'}`);
			response.end();
		});
		hook.listen(0, '127.0.0.1');
		onTestFinished(() => void hook.close());
		await once(hook, 'listening');
		const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/livekit`;
		const on = await stateOf(startIn(folderForTest(), url), isOn);
		await roomsOf(on).createRoom({ name: 'table-1' });
		expect(await heard.promise).toBe('POST /hooks/livekit signed');
	});

	test('[MEDIA-27] the operator’s LiveKit: on, key refused, unreachable, and on again without a restart', async () => {
		const folder = folderForTest();
		const theirs = startIn(folder);
		const { httpUrl, url } = await stateOf(theirs, isOn);
		const watch = (secret: string) => {
			const media = watchLiveKit({ httpUrl, url, key: KEY, secret }, 20);
			onTestFinished(() => media.stop());
			return media;
		};
		const refused = watch('x'.repeat(48));
		const reason = { code: 'livekit_key_refused', params: { httpUrl } };
		await stateOf(refused, (state): state is Off => isOff(state) && state.reason.code === 'livekit_key_refused');
		expect(refused.state).toEqual({ kind: 'off', reason });
		const media = watch(SECRET);
		expect(await stateOf(media, isOn)).toEqual({ kind: 'on', httpUrl, url, key: KEY, secret: SECRET });
		await theirs.stop();
		expect((await stateOf(media, isOff)).reason).toEqual({ code: 'livekit_unreachable', params: { httpUrl } });
		startIn(folder);
		await stateOf(media, isOn);
	});
});
