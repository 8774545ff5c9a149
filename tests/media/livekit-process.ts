/** A real livekit-server of one's own, on free ports of the loopback. It can be killed, frozen and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { freePorts, liveKitYaml, type LiveKitPorts } from '../../server/supervise/livekit-config.ts';
import { LIVEKIT_SERVER as BINARY } from '../livekit-server.ts';

const KEY = 'APImediatest0001';
const SECRET = 'only-for-this-run-'.repeat(3);

/** Why nothing can be measured here, or null. */
export const missingLiveKit: string | null = existsSync(BINARY) ? null : `livekit-server is not at ${BINARY}`;

export class LiveKitProcess {
	readonly #ports: LiveKitPorts;
	#child: ChildProcess | null = null;
	#rooms: RoomServiceClient;

	private constructor(ports: LiveKitPorts) {
		this.#ports = ports;
		this.#rooms = new RoomServiceClient(`http://127.0.0.1:${ports.http}`, KEY, SECRET);
	}

	static async start(): Promise<LiveKitProcess> {
		const server = new LiveKitProcess(await freePorts(null));
		await server.run();
		return server;
	}

	get url(): string {
		return `ws://127.0.0.1:${this.#ports.http}`;
	}

	/** Starts the process (again) at the same address; resolves when it answers. */
	async run(): Promise<void> {
		const child = spawn(BINARY, [], {
			env: {
				...process.env,
				LIVEKIT_CONFIG: liveKitYaml(this.#ports, KEY, null),
				LIVEKIT_KEYS: `${KEY}: ${SECRET}`
			},
			stdio: 'ignore'
		});
		this.#child = child;
		for (;;) {
			if (child.exitCode !== null) throw new Error(`livekit-server ended with ${child.exitCode}`);
			if (await fetch(this.url.replace('ws', 'http')).then(isOk, () => false)) return;
			await delay(10);
		}
	}

	/** Stops answering in the middle of everything, without closing anything. */
	freeze(): void {
		this.#child?.kill('SIGSTOP');
	}

	thaw(): void {
		this.#child?.kill('SIGCONT');
	}

	async kill(): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		child.kill('SIGKILL');
		await once(child, 'exit');
	}

	async openRoom(name: string): Promise<void> {
		await this.#rooms.createRoom({ name, emptyTimeout: 600, departureTimeout: 300 });
	}

	async deleteRoom(name: string): Promise<void> {
		await this.#rooms.deleteRoom(name);
	}

	/** Identities that the server has in a room, and whether their microphones are muted there. */
	async micsIn(room: string): Promise<Record<string, 'none' | 'muted' | 'open'>> {
		const people = await this.#rooms.listParticipants(room);
		return Object.fromEntries(
			people.map(({ identity, tracks }) => [identity, tracks[0] ? (tracks[0].muted ? 'muted' : 'open') : 'none'])
		);
	}

	/** May speak, or may only listen. */
	async permit(room: string, identity: string, canPublish: boolean): Promise<void> {
		const permission = { canPublish, canSubscribe: true, canPublishData: false };
		await this.#rooms.updateParticipant(room, identity, { permission });
	}

	mint(room: string, identity: string, canPublish = true): Promise<string> {
		const token = new AccessToken(KEY, SECRET, { identity, ttl: '10m' });
		token.addGrant({ roomJoin: true, room, canPublish, canSubscribe: true, canPublishData: false });
		return token.toJwt();
	}
}

const isOk = ({ ok }: Response): boolean => ok;
