/** `npm run dev`: the same program inside Vite's server, loaded anew when its sources change. */
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';
import type { Plugin, ViteDevServer } from 'vite';
import type { App } from './build-services.ts';

type Loaded = { app: App; detach: () => Promise<void> };

export function liveInDevelopment(): Plugin {
	let loaded: Promise<Loaded | null> = Promise.resolve(null);
	let closing = false;
	let listenNoMore = () => {};
	return {
		name: 'rondo-live',
		apply: 'serve',
		configureServer(vite) {
			const { httpServer } = vite;
			if (!httpServer || process.env.VITEST) return;
			listenNoMore = onSignals(vite);
			const load = () => {
				if (closing) return;
				loaded = loaded
					.then((before) => before?.detach())
					.then(() => start(vite, httpServer as HttpServer))
					.catch((fault: unknown) => {
						// A half-written file: say so, keep Vite, try again at the next change.
						vite.config.logger.error(`live: ${fault instanceof Error ? fault.stack : String(fault)}`);
						return null;
					});
			};
			httpServer.once('listening', load);
			vite.watcher.on('change', (file) => {
				if (/\/(server|src\/lib\/(domain|protocol|planner))\/.*\.ts$/.test(file) && !file.endsWith('.test.ts')) load();
			});
		},
		/** Awaited by Vite before the process ends: Redis and LiveKit, which outlive a crash, end here. */
		async closeServer({ reason }) {
			closing = true;
			await loaded.then((last) => last?.detach());
			if (reason === 'restart') listenNoMore();
		}
	};
}

/**
 * Vite knows SIGTERM alone, and a second one kills it in the middle of its closing: a terminal's Ctrl-C, its closing, and
 * npm, which hands a signal on and then goes away, all come to the same orderly end. @returns stops listening
 */
function onSignals(vite: ViteDevServer): () => void {
	let ending = false;
	const end = (signal: NodeJS.Signals) => {
		if (ending) return;
		ending = true;
		void vite.close().finally(() => process.exit(128 + constants.signals[signal]));
	};
	const signals = ['SIGINT', 'SIGHUP', 'SIGTERM'] as const;
	for (const signal of signals) process.on(signal, end);
	return () => {
		for (const signal of signals) process.off(signal, end);
	};
}

async function start(vite: ViteDevServer, http: HttpServer): Promise<Loaded> {
	const { buildServices } = (await vite.ssrLoadModule(
		'/server/build-services.ts'
	)) as typeof import('./build-services.ts');
	const { readConfig } = (await vite.ssrLoadModule('/server/config.ts')) as typeof import('./config.ts');
	const { provideServices } = (await vite.ssrLoadModule('/server/services.ts')) as typeof import('./services.ts');
	const { port } = http.address() as AddressInfo;
	const data = process.env.RONDO_DATA || './data/dev';
	const config = readConfig(['--data', data, '--port', String(port)], process.env);
	mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
	const app = await buildServices({ config, origin: `http://localhost:${port}`, version: 'dev', port });
	provideServices(app.services);
	const upgrades = http.listeners('upgrade');
	app.services.live.attach(http, { shared: true });
	const own = http.listeners('upgrade').filter((listener) => !upgrades.includes(listener));
	await app.resume();
	app.pageIsUp();
	vite.config.logger.info(`  live: http://localhost:${port}/l/${app.services.secrets.instanceLinkToken}`);
	return {
		app,
		async detach() {
			await app.services.live.close(200);
			// Never io.close(): it would take Vite's own server with it.
			for (const listener of own) http.off('upgrade', listener as (...args: unknown[]) => void);
			await app.stop();
		}
	};
}
