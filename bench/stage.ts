/** Servers of one figure, started and ended together, with their files. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CafeWish, MadeCafe } from './cafe.ts';
import { ServerProcess } from './server-process.ts';

export type StoreKind = 'sqlite' | 'redis';
export const STORES: readonly StoreKind[] = ['sqlite', 'redis'];

export interface Running {
	server: ServerProcess;
	port: number;
}

export class Stage {
	readonly #servers = new Set<ServerProcess>();
	readonly #folders: string[] = [];

	/** Runs `measure` with servers that are gone afterwards, whatever happens. */
	static async with<Measured>(measure: (stage: Stage) => Promise<Measured>): Promise<Measured> {
		const stage = new Stage();
		try {
			return await measure(stage);
		} finally {
			await stage.#end();
		}
	}

	async folder(): Promise<string> {
		const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
		this.#folders.push(folder);
		return folder;
	}

	app(data: string, store: StoreKind): Promise<Running> {
		return this.#start('app-server.ts', [data, store]);
	}

	peer(name: 'socket-io' | 'hocuspocus'): Promise<Running> {
		return this.#start(`peers/${name}.ts`);
	}

	/** A fresh server on a fresh folder, with a café of that size. */
	async cafe(store: StoreKind, wish: CafeWish): Promise<Running & { cafe: MadeCafe; data: string }> {
		const data = await this.folder();
		const running = await this.app(data, store);
		return { ...running, data, cafe: await running.server.ask<MadeCafe>('make', wish) };
	}

	async stop({ server }: Running): Promise<void> {
		this.#servers.delete(server);
		await server.stop();
	}

	async #start(program: string, args: readonly string[] = []): Promise<Running> {
		const server = await ServerProcess.start(program, args);
		this.#servers.add(server);
		return { server, port: await server.ask<number>('port') };
	}

	async #end(): Promise<void> {
		await Promise.all([...this.#servers].map((server) => server.stop()));
		for (const folder of this.#folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
