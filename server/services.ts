/**
 * What pages and routes may ask of the program. Kit bundles its own copy of what it imports from `server/`, so the
 * one living object is kept on `globalThis` and handed on; module state would exist twice.
 */
import type { Logger } from 'pino';
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { MediaState } from '#lib/protocol/wire.ts';
import type { Entrance } from './app/entrance.ts';
import type { Erasure } from './app/erasure.ts';
import type { EventDeletion } from './app/event-deletion.ts';
import type { EventMaker } from './app/event-maker.ts';
import type { PeopleLists } from './app/people-list.ts';
import type { Rehearsals } from './app/rehearsal.ts';
import type { Config } from './config.ts';
import type { Directory } from './directory/directory.ts';
import type { OpenEvents } from './events/open-events.ts';
import type { EventLog } from './events/event-log.ts';
import type { LiveServer } from './realtime/live-server.ts';
import type { readFolderApart } from './import/index.ts';
import type { MediaService } from './realtime/media-service.ts';
import type { Report } from './reports/report.ts';
import type { Store } from './store/ports.ts';
import type { Secrets } from './supervise/secrets.ts';

export interface Services {
	readonly config: Config;
	readonly secrets: Secrets;
	readonly store: Store;
	readonly directory: Directory;
	readonly log: EventLog;
	readonly openEvents: OpenEvents;
	readonly media: MediaService;
	readonly live: LiveServer;
	readonly entrance: Entrance;
	readonly eventMaker: EventMaker;
	readonly rehearsals: Rehearsals;
	readonly eventDeletion: EventDeletion;
	readonly erasure: Erasure;
	/** Reads the files of an import in a thread of its own. */
	readonly readImport: typeof readFolderApart;
	readonly peopleLists: PeopleLists;
	/** The report of an event; null before it was published, or when there is no such event. */
	readonly publishedReport: (event: EventId) => Promise<Report | null>;
	/** The origin that people open, without a trailing slash. */
	readonly origin: string;
	/** Whether a page of this origin may talk to us. */
	readonly allowsOrigin: (origin: string | undefined) => boolean;
	readonly version: string;
	readonly startedAt: EpochMs;
	readonly logger: Logger;
	readonly now: () => EpochMs;
	readonly mediaState: () => MediaState;
	/** Addresses of LiveKit that a page's policy has to allow: ws(s) and http(s). */
	readonly mediaOrigins: () => readonly string[];
}

const KEY = Symbol.for('rondo');
type Holder = { [KEY]?: Services };

/** @throws when the program has not been started: a bug of the composition root. */
export function services(): Services {
	const held = (globalThis as Holder)[KEY];
	if (!held) throw new Error('the services are not there yet: server/main.ts sets them before it listens');
	return held;
}

export function provideServices(provided: Services): void {
	(globalThis as Holder)[KEY] = provided;
}
