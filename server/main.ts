/** Reads the configuration, starts, prints, stops. What lives in between is built in `build-services.ts`. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { ConfigError, publicUrlAt, readConfig } from './config.ts';
import { buildServices } from './build-services.ts';
import { underOneName } from './http/own-names.ts';
import { lockDataFolder, DataFolderInUse } from './supervise/lock.ts';
import { StoreRefused } from './supervise/store-choice.ts';
import { provideServices, type Services } from './services.ts';

const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const mediaLine = (state: ReturnType<Services['media']['state']>): string =>
	`Media: ${state.kind}${state.kind === 'off' ? ` (${state.reason})` : ''}\n`;

async function main(): Promise<void> {
	const config = readConfig(process.argv.slice(2), process.env);
	const handlerPath = join(root, 'build', 'handler.js');
	if (!existsSync(handlerPath)) throw new ConfigError(['build/handler.js is missing: run "npm run build" first']);
	mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
	const lock = lockDataFolder(config.dataDir);
	const http = createServer();
	const notYet = comeAgain(http);
	await new Promise<void>((listening, failed) => {
		http.once('error', failed);
		http.listen(config.port, config.host, listening);
	});
	const { port } = http.address() as AddressInfo;
	const origin = publicUrlAt(config, port);
	// adapter-node reads these when its handler is loaded.
	process.env.ORIGIN = origin;
	process.env.BODY_SIZE_LIMIT = '10M';

	const app = await buildServices({ config, origin, version, port });
	provideServices(app.services);
	const { handler } = (await import(pathToFileURL(handlerPath).href)) as {
		handler: import('node:http').RequestListener;
	};
	notYet.over();
	http.on('request', (request, answer) => {
		underOneName(request, app.services);
		handler(request, answer);
	});
	app.services.live.attach(http);
	await app.resume();

	const { services } = app;
	const { kind, durability } = services.store.health();
	const media = services.media.state();
	process.stdout.write(
		[
			`Rondo ${version} is up: ${origin}`,
			`Instance link (who holds it may create events): ${origin}/l/${services.secrets.instanceLinkToken}`,
			`Store: ${kind}, durability: ${durability}`,
			mediaLine(media)
		].join('\n')
	);
	app.pageIsUp();
	// Now, not at the end: the next start follows a crash as often as a clean end.
	flushCompileCache();
	let said = mediaLine(media);
	services.media.onChange((state) => {
		// It is looked for again and again; what is as before is not said again.
		const line = mediaLine(state);
		if (line !== said) process.stdout.write(line);
		said = line;
	});

	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		await services.live.close();
		http.close();
		http.closeAllConnections();
		await app.stop();
		lock.release();
		process.exit(0);
	};
	process.on('SIGTERM', () => void stop());
	process.on('SIGINT', () => void stop());
}

/**
 * The port is known before everything is there. Who comes meanwhile is sent away at once: left without an answer, a
 * page that lost us a moment ago would wait for its time limit, ten seconds, instead of coming again in one.
 */
function comeAgain(http: Server): { over: () => void } {
	const request = (_asked: unknown, answer: ServerResponse) => void answer.writeHead(503, { 'Retry-After': '1' }).end();
	const upgrade = (_asked: unknown, socket: Duplex) => void socket.destroy();
	http.on('request', request).on('upgrade', upgrade);
	return { over: () => void http.off('request', request).off('upgrade', upgrade) };
}

main().catch((fault: unknown) => {
	// What an operator can mend is a sentence; anything else is a bug and shows where.
	const known = fault instanceof ConfigError || fault instanceof DataFolderInUse || fault instanceof StoreRefused;
	if (fault instanceof ConfigError) for (const line of fault.faults) process.stderr.write(`${line}\n`);
	else process.stderr.write(`${known ? (fault as Error).message : ((fault as Error).stack ?? String(fault))}\n`);
	process.exit(1);
});
