/** A real livekit-server of its own for a test file, on free ports of the loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

const PLACES = [process.env.LIVEKIT_SERVER, join(homedir(), '.cache', 'rondo', 'bin', 'livekit-server-v1.13.5')];
const BINARY = PLACES.find((place) => place && existsSync(place)) ?? null;

/** Why these tests cannot run, or null. With CI=true a missing livekit-server is a failure. */
export const missingLiveKit: string | null = BINARY
	? null
	: `livekit-server is not at ${PLACES.filter(Boolean).join(' or ')}`;
if (missingLiveKit) {
	if (process.env.CI === 'true') throw new Error(missingLiveKit);
	console.warn(`skipped: ${missingLiveKit}`);
}

export class LiveKitProcess {
	readonly key = 'APItestkey000001';
	readonly secret = 'a-secret-of-the-tests-that-is-long-enough';
	readonly #port: number;
	readonly #udp: number;
	readonly #hooks: string | null;
	#child: ChildProcess | null = null;

	private constructor(port: number, udp: number, hooks: string | null) {
		this.#port = port;
		this.#udp = udp;
		this.#hooks = hooks;
	}

	/** @param hooks address that receives its webhooks */
	static async start(hooks: string | null = null): Promise<LiveKitProcess> {
		const server = new LiveKitProcess(await freeTcpPort(), await freeUdpPort(), hooks);
		await server.run();
		return server;
	}

	get httpUrl(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	get wsUrl(): string {
		return `ws://127.0.0.1:${this.#port}`;
	}

	/** Starts the process (again) at the same address; resolves when it answers. */
	async run(): Promise<void> {
		this.#child = spawn(BINARY!, [], {
			env: { ...process.env, LIVEKIT_CONFIG: this.#config(), LIVEKIT_KEYS: `${this.key}: ${this.secret}` },
			stdio: 'ignore'
		});
		for (;;) {
			if (this.#child.exitCode !== null) throw new Error(`livekit-server ended with ${this.#child.exitCode}`);
			const answers = await fetch(this.httpUrl).then(
				({ ok }) => ok,
				() => false
			);
			if (answers) return;
			await delay(10);
		}
	}

	async kill(): Promise<void> {
		await this.#end('SIGKILL', 10_000);
	}

	/** One TERM may be ignored right after the start, and waits for every participant. */
	async stop(): Promise<void> {
		for (const [signal, ms] of [
			['SIGTERM', 1_000],
			['SIGTERM', 1_000],
			['SIGKILL', 10_000]
		] as const)
			if (await this.#end(signal, ms)) return;
	}

	/** What a browser's join would be answered: 200, 401 or 404. */
	async validate(token: string): Promise<number> {
		return (await fetch(`${this.httpUrl}/rtc/validate?access_token=${token}`)).status;
	}

	async #end(signal: NodeJS.Signals, ms: number): Promise<boolean> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return true;
		const gone = once(child, 'exit').then(() => true);
		child.kill(signal);
		return Promise.race([gone, delay(ms, false, { ref: false })]);
	}

	#config(): string {
		return JSON.stringify({
			port: this.#port,
			bind_addresses: ['127.0.0.1'],
			rtc: {
				node_ip: '127.0.0.1',
				udp_port: this.#udp,
				tcp_port: 0,
				use_external_ip: false,
				enable_loopback_candidate: true,
				interfaces: { includes: ['lo'] },
				ips: { includes: ['127.0.0.1/32'] }
			},
			turn: { enabled: false },
			room: { auto_create: false, empty_timeout: 900, departure_timeout: 120, enable_remote_unmute: false },
			...(this.#hooks ? { webhook: { api_key: this.key, urls: [this.#hooks] } } : {}),
			logging: { level: 'error', json: true, pion_level: 'error' }
		});
	}
}

async function freeTcpPort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as { port: number };
	probe.close();
	await once(probe, 'close');
	return port;
}

async function freeUdpPort(): Promise<number> {
	const probe = createSocket('udp4').bind(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address();
	await new Promise<void>((resolve) => probe.close(resolve));
	return port;
}
