import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findGo, findLiveKit, installLiveKit, installedLiveKit, isAtLeast } from './livekit-binary.ts';
import { superviseLiveKit } from './livekit-child.ts';
import { freePorts, liveKitYaml } from './livekit-config.ts';
import type { MediaState } from './media-state.ts';
import { identityOf } from './process-identity.ts';
import { folderForTest, stateOf } from './testing.ts';

type Off = Extract<MediaState, { kind: 'off' }>;
const isOff =
	(code: Off['reason']['code']) =>
	(state: MediaState): state is Off =>
		state.kind === 'off' && state.reason.code === code;

/** A program on a PATH of its own, written as a shell script. */
function program(name: string, script: string, folder = folderForTest()): string {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
	chmodSync(join(folder, name), 0o755);
	return folder;
}

function supervise(path: string, toolsDir = join(folderForTest(), 'tools')) {
	const dataDir = folderForTest();
	const media = superviseLiveKit({
		dataDir,
		toolsDir,
		key: 'APItestkey000001',
		secret: 's'.repeat(48),
		webhookUrl: null,
		path,
		lookAgainMs: 10
	});
	onTestFinished(() => media.stop());
	return { media, toolsDir };
}

describe('[MEDIA-30] which livekit-server runs', () => {
	test('the installed one, else a new enough one on PATH, else none', async () => {
		const tools = folderForTest();
		const old = program('livekit-server', 'echo livekit-server version 1.9.11');
		const current = program('livekit-server', 'echo livekit-server version 1.13.5');
		expect(await findLiveKit(tools, old)).toBeNull();
		expect(await findLiveKit(tools, `${current}:${old}`)).toBe(join(current, 'livekit-server'));
		program('livekit-server-v1.13.5', '', tools);
		expect(await findLiveKit(tools, current)).toBe(installedLiveKit(tools));
	});

	test('Go from 1.21 on; Debian 12’s 1.19 is too old', async () => {
		const go = (version: string) => findGo(program('go', `echo go version ${version} linux/amd64`));
		expect(await go('go1.19.8')).toEqual({ kind: 'too_old', version: '1.19.8' });
		expect((await go('go1.21.0')).kind).toBe('usable');
		expect((await go('go1.26')).kind).toBe('usable');
		expect(await findGo('')).toEqual({ kind: 'missing' });
		expect(isAtLeast('2.0', '1.21')).toBe(true);
	});
});

describe('[MEDIA-31] no LiveKit: why, and from when on', () => {
	test('without Go it is off with a code, and comes on by itself when a binary appears', async () => {
		const { media, toolsDir } = supervise('');
		expect(media.state).toEqual({ kind: 'off', reason: { code: 'livekit_starting', params: {} } });
		expect((await stateOf(media, isOff('livekit_not_found'))).reason.params).toEqual({ goNeeded: '1.21' });
		// It is found and started; that it cannot run is another story.
		program('livekit-server-v1.13.5', 'echo no such machine >&2; exit 7', toolsDir);
		const { reason } = await stateOf(media, isOff('livekit_crashed'));
		expect(reason.params).toMatchObject({ detail: expect.stringContaining('exit code 7: no such machine') });
	});

	test('an old Go is named with its version', async () => {
		const { media } = supervise(program('go', 'echo go version go1.19.8 linux/amd64'));
		const { reason } = await stateOf(media, isOff('go_too_old'));
		expect(reason.params).toEqual({ goFound: '1.19.8', goNeeded: '1.21' });
	});
});

describe('[MEDIA-32] installation with Go', () => {
	const VERSION = '[ "$1" = version ] && echo go version go1.26.0 linux/amd64 && exit 0';

	test('waits for the page, then runs at the lowest priority and leaves one file', async () => {
		const seen = join(folderForTest(), 'seen');
		const binary = 'printf "#!/bin/sh\\nexit 7\\n" > "$GOBIN/server"; chmod 755 "$GOBIN/server"';
		const { media, toolsDir } = supervise(program('go', `${VERSION}\necho "$* nice=$(nice)" > ${seen}; ${binary}`));
		expect(await stateOf(media, (state): state is MediaState => state.kind === 'installing')).toEqual({
			kind: 'installing',
			since: null
		});
		expect(() => readFileSync(seen)).toThrow('ENOENT');
		media.pageIsUp();
		await stateOf(media, isOff('livekit_crashed'));
		expect(readFileSync(seen, 'utf8')).toBe('install github.com/livekit/livekit-server/cmd/server@v1.13.5 nice=19\n');
		expect(readdirSync(toolsDir)).toEqual(['livekit-server-v1.13.5']);
	});

	test('a failure says what Go said, and leaves nothing half made', async () => {
		const { media, toolsDir } = supervise(program('go', `${VERSION}\necho no route to host >&2; exit 1`));
		media.pageIsUp();
		const { reason } = await stateOf(media, isOff('livekit_install_failed'));
		expect(reason.params).toEqual({ detail: 'go install ended with exit code 1: no route to host' });
		expect(readdirSync(toolsDir)).toEqual([]);
	});

	test('stopped in the middle, it ends Go and all that Go has started', async () => {
		const pidFile = join(folderForTest(), 'pid');
		const go = program('go', `sleep 60 & echo $! > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; wait`);
		const stopping = new AbortController();
		const tools = folderForTest();
		const installing = installLiveKit(tools, join(go, 'go'), stopping.signal);
		const compiler = await untilWritten(pidFile);
		stopping.abort();
		await expect(installing).rejects.toThrow('stopped');
		// Killed, and gone as soon as the kernel has put it away.
		await vi.waitFor(() => expect(identityOf(compiler)).toBeNull(), 10_000);
		expect(readdirSync(tools)).toEqual([]);
	});

	test('clears what a killed app had begun, and nothing of a living one', async () => {
		const tools = folderForTest();
		mkdirSync(join(tools, `.installing-${2 ** 30}`));
		mkdirSync(join(tools, `.installing-${process.ppid}`));
		const go = program('go', 'exit 1');
		await expect(installLiveKit(tools, join(go, 'go'))).rejects.toThrow('exit code 1');
		expect(readdirSync(tools)).toEqual([`.installing-${process.ppid}`]);
	});
});

describe('[MEDIA-33] ports and configuration', () => {
	test('free ports, and those of the last run when nobody took them', async () => {
		const ports = await freePorts(null);
		expect(await freePorts(ports)).toEqual(ports);
		const taken = createServer().listen(ports.http, '127.0.0.1');
		onTestFinished(() => void taken.close());
		await once(taken, 'listening');
		const others = await freePorts(ports);
		expect(others.http).not.toBe((taken.address() as AddressInfo).port);
		expect(others.udp).toBe(ports.udp);
	});

	test('the webhook is named only where somebody listens', () => {
		const ports = { http: 1, udp: 2, prometheus: 3 };
		expect(liveKitYaml(ports, 'APIkey', null)).not.toContain('webhook');
		expect(liveKitYaml(ports, 'APIkey', 'http://127.0.0.1:3000/hooks/livekit')).toContain(
			'webhook: { api_key: APIkey, urls: ["http://127.0.0.1:3000/hooks/livekit"] }\n'
		);
	});
});

async function untilWritten(file: string): Promise<number> {
	for (;;) {
		try {
			return Number(readFileSync(file, 'utf8'));
		} catch {
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
}
