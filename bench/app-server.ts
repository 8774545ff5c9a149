/** Rondo's server in a process of its own, without the pages: store, log, live connections as `server/main.ts` has them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Commit } from '#lib/domain/facts.ts';
import { fold } from '#lib/domain/evolve.ts';
import type { EventId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { buildServices } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { makeCafe, type CafeWish, type MadeCafe } from './cafe.ts';
import { machineNow } from './clock.ts';
import { fillHarvest, type HarvestWish } from './harvest.ts';
import { answerQuestions, loopHeld, memoryAfterGc } from './server-process.ts';

const [data, store] = process.argv.slice(2) as [string, string];
const config = readConfig(
	['--data', data, '--store', store, '--media', 'off', '--port', '0', '--log-level', 'warn', '--host', '127.0.0.1'],
	{}
);
const http = createServer((_, response) => response.end());
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const { port } = http.address() as AddressInfo;
const app = await buildServices({ config, origin: `http://127.0.0.1:${port}`, version: 'bench', port });
app.services.live.attach(http);
await app.resume();

const { services } = app;
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();

/** Bells and switches: when the store said that they are durable, and what is in them. */
const noted = new Map<string, { durableAt: number; commit: Commit }>();

/** Notes the moment at which the store answers, before the server hears of it. */
function noteCommits(event: EventId): void {
	const { log } = services.store;
	const append = log.append.bind(log);
	const durable = new Map<string, number>();
	log.append = (id, expectedSeq, commandId, body) =>
		append(id, expectedSeq, commandId, body).then((appended) => {
			durable.set(commandId, machineNow());
			return appended;
		});
	services.openEvents.get(event)!.runtime.onCommit((commit) => {
		const { type } = commit.facts[0]!.fact;
		const durableAt = durable.get(commit.commandId);
		durable.delete(commit.commandId);
		if (durableAt !== undefined && (type === 'bell_rung' || type === 'tables_switched'))
			noted.set(type, { durableAt, commit });
	});
}

/** Milliseconds that the fold of the last commit of that kind takes, on a copy of the state of now. */
function foldMs(type: string): number {
	const [opened] = services.openEvents.live();
	const { commit } = noted.get(type)!;
	const state: EventState = new Map(opened!.runtime.state);
	const from = performance.now();
	fold(state, commit.facts);
	return performance.now() - from;
}

answerQuestions(
	{
		ready: () => ({ port, durability: services.store.health() }),
		port: () => port,
		make: async (wish: CafeWish) => {
			const made = await makeCafe(services, wish);
			noteCommits(made.event);
			return made;
		},
		harvest: ({ cafe, wish }: { cafe: MadeCafe; wish: HarvestWish }) => fillHarvest(services, cafe, wish),
		/** Token of a link that stands open for everybody. */
		openLink: async (event: EventId) => {
			const link = { kind: 'open', role: 'participant', person: null, label: null } as const;
			return (await services.directory.links.create(event, link, services.now())).token;
		},
		durableAt: (type: string) => noted.get(type)?.durableAt ?? null,
		foldMs,
		/** The longest piece in which the loop was held since the last question, in ms; the timer's own 1 ms is in it. */
		loopHeld: () => loopHeld(loop),
		cpuMs: () => {
			const { user, system } = process.cpuUsage();
			return (user + system) / 1_000;
		},
		memory: memoryAfterGc,
		connections: () => services.live.connections
	},
	async () => {
		await services.live.close(0);
		http.closeAllConnections();
		http.close();
		await app.stop();
	}
);
