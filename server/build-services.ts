/** Composition root: builds everything that lives as long as the process. The only file that knows all adapters. */
import type { Command } from '#lib/domain/commands.ts';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { Entrance } from './app/entrance.ts';
import { Erasure } from './app/erasure.ts';
import { EventDeletion } from './app/event-deletion.ts';
import { EventMaker } from './app/event-maker.ts';
import { Rehearsals } from './app/rehearsal.ts';
import { Retention } from './app/retention.ts';
import { findPeople, personOfCard, rename } from './app/people-desk.ts';
import { PeopleLists } from './app/people-list.ts';
import type { Config } from './config.ts';
import { Directory } from './directory/directory.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';
import type { OpenEvent } from './events/open-event.ts';
import { OpenEvents } from './events/open-events.ts';
import { SealedLog } from './events/sealed-log.ts';
import { isOwnAddress } from './http/own-names.ts';
import { createLogger, loggable } from './logger.ts';
import { readFolderApart, readPeopleApart } from './import/index.ts';
import { LiveKitService } from './media/media-service.ts';
import { KeepInStep } from './nodes/keep-in-step.ts';
import { Planning } from './planning/planning.ts';
import { PublishedReports } from './reports/published.ts';
import { alone } from './realtime/nodes.ts';
import { LiveServer } from './realtime/live-server.ts';
import type { View } from './realtime/view.ts';
import type { Services } from './services.ts';
import { openConfiguredStore } from './configured-store.ts';
import { superviseMedia } from './supervise/media.ts';

export interface App {
	services: Services;
	/** Opens every event: bells ring, and erasures go on, without a visitor. */
	resume(): Promise<void>;
	/** People can use the page: an installation may take the machine's time now. */
	pageIsUp(): void;
	stop(): Promise<void>;
}

export async function buildServices(options: {
	config: Config;
	origin: string;
	version: string;
	port: number;
}): Promise<App> {
	const { config, origin, version, port } = options;
	const logger = createLogger(config.logLevel);
	const onFault = (what: string, cause: unknown) => logger.error({ what, fault: loggable(cause) }, 'fault');
	const { store, secrets, lease, nodes, stop: stopStore } = await openConfiguredStore(config);
	const now = () => store.now();
	const directory = new Directory(store.records);
	const log = new SealedLog(store.log, directory.ring);

	const openEvents = new OpenEvents({
		log,
		prepare: async (event) => {
			await directory.load(event);
			return { nameOf: (person) => directory.people.nameOf(event, person) };
		},
		now,
		onFault,
		onOpen: (opened) => {
			media.wake(opened.event);
			inStep?.watch(opened);
		}
	});
	const supervisor = superviseMedia(config, secrets, `http://127.0.0.1:${port}/hooks/livekit`);
	const media = new LiveKitService({
		supervisor,
		hmacSecret: secrets.hmacSecret,
		lease,
		source: {
			live: () => [...openEvents.live()].map(({ event }) => event),
			stateOf: (event) => openEvents.get(event)?.runtime.state ?? null,
			onlookersOf: (event) => directory.sessions.withoutPerson(event)
		},
		onFault
	});
	const planning = new Planning({ now, onFault });
	const reports = new PublishedReports((opened) => ({
		nameOf: (person) => directory.people.nameOf(opened.event, person)
	}));
	const allowsOrigin = (asked: string | undefined) =>
		asked === undefined || asked === origin || isOwnAddress(asked, port);

	const live: LiveServer = new LiveServer({
		openEvents,
		media,
		nodes,
		now,
		onFault,
		allowsOrigin,
		saving: () => (store.health().up ? 'saved' : 'paused'),
		entryOf: async (cookie, entryId) => {
			const entry = await directory.sessions.entry(cookie, entryId);
			if (!entry) return null;
			const { event, role, person, link } = entry;
			return { event, role, person, entryId, personal: link !== null && person !== null && SITTING.includes(role) };
		},
		door: {
			wasLetIn: async (event, entryId) => (await store.records.get(letInKey(event, entryId))) !== null,
			letIn: (event, entryId) => store.records.put(letInKey(event, entryId), '1')
		},
		messages: {
			planForPresent: (opened, view, seed) => planning.planForPresent(opened, view, seed),
			planning,
			findPeople: (opened, query) => findPeople(directory, opened, query),
			personOfCard: (event, code) => personOfCard(directory, event, code),
			rename: (opened, person, name) => rename(directory, opened, person, name),
			afterCommand
		}
	});
	const erasure = new Erasure({
		directory,
		store,
		rebuildReports: async (opened) => reports.forget(opened.event),
		endEntries: (entries, code) => live.endEntries(entries, code),
		tellNodes: (event, person, what) => nodes.publish({ kind: 'forgotten', event, person, what })
	});
	const retention = new Retention({ directory, openEvents, erasure, now, onFault });
	let daily: NodeJS.Timeout | null = null;
	const lookDaily = () => void retention.look().catch((cause) => onFault('retention', cause));
	const inStep = nodes === alone ? null : new KeepInStep({ nodes, openEvents, directory, reports, onFault });
	store.onHealth(({ up }) => live.savingChanged(up ? 'saved' : 'paused'));
	nodes.onMessage((_from, message) => {
		if (message.kind !== 'deleted') return;
		directory.people.unload(message.event);
		reports.forget(message.event);
	});
	const unwatch = store.log.watch((event) => openEvents.hint(event));

	async function afterCommand(opened: OpenEvent, view: View, command: Command): Promise<void> {
		if (command.type === 'forget_me' && view.actor.person !== null)
			await erasure.finish(opened, view.actor.person, command.what);
		if (command.type === 'remove_person') {
			const { entries } = await directory.signOut(opened.event, [command.person]);
			live.endEntries(new Set(entries.map(({ entryId }) => entryId)), 'removed');
		}
	}

	const eventDeletion = new EventDeletion({
		directory,
		openEvents,
		store,
		media,
		live,
		endRehearsal: (event) => rehearsals.end(event),
		forgetReports: (event) => reports.forget(event),
		recordsOf: (event) => [`let_in/${event}/`]
	});
	const rehearsals: Rehearsals = new Rehearsals({
		directory,
		openEvents,
		store,
		live,
		erase: (event) => eventDeletion.begin(event),
		address: loopback(config.host, port),
		node: nodeName(config.dataDir),
		onFault
	});

	const services: Services = {
		config,
		secrets,
		store,
		directory,
		log,
		openEvents,
		media,
		live,
		entrance: new Entrance({
			directory,
			openEvents,
			now,
			instanceLinkToken: secrets.instanceLinkToken,
			openCreate: config.openCreate
		}),
		erasure,
		rehearsals,
		eventDeletion,
		eventMaker: new EventMaker({ directory, openEvents, now, examplesFolder }),
		readImport: readFolderApart,
		peopleLists: new PeopleLists({ directory, read: readPeopleApart }),
		publishedReport: async (event) =>
			(await directory.events.get(event)) ? reports.get(await openEvents.open(event)) : null,
		origin,
		allowsOrigin,
		version,
		startedAt: now(),
		logger,
		now,
		mediaState: () => media.state(),
		mediaOrigins: () => {
			const { state } = supervisor;
			return state.kind === 'on' ? [state.url, state.httpUrl].map((url) => new URL(url).origin) : [];
		}
	};
	return {
		services,
		async resume() {
			await eventDeletion.resume();
			const cutOff: Promise<void>[] = [];
			for (const { id } of await directory.events.list()) cutOff.push(erasure.resume(await openEvents.open(id)));
			// Side by side: they share what is heavy.
			await Promise.all(cutOff);
			await rehearsals.takeUp();
			lookDaily();
			daily = setInterval(lookDaily, DAY_MS).unref();
		},
		pageIsUp: () => supervisor.pageIsUp(),
		async stop() {
			if (daily) clearInterval(daily);
			await rehearsals.close();
			unwatch();
			openEvents.close();
			await planning.stop();
			await media.stop();
			await supervisor.stop();
			await stopStore();
		}
	};
}

const DAY_MS = 24 * 3_600_000;
/** The scenarios that come with the program. */
const examplesFolder = join(resolve(import.meta.dirname, '..'), 'examples');
const letInKey = (event: string, entryId: string): string => `let_in/${event}/${entryId}`;

/** A data folder has one running app, so it names the node over restarts; as a hash it tells nobody the path. */
const nodeName = (dataDir: string): string =>
	createHash('sha256').update(`${hostname()} ${dataDir}`).digest('base64url').slice(0, 22);

/** Where this node answers on its own machine. */
function loopback(host: string, port: number): string {
	const everywhere = host === '0.0.0.0' || host === '::' || host === 'localhost';
	return `http://${everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
}
