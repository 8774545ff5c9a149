/** Makes cafés of any size in a data folder, as *Create an event* does, before the app is started on it. */
import { readFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { EventMaker } from '#server/app/event-maker.ts';
import { readConfig } from '#server/config.ts';
import { openConfiguredStore } from '#server/configured-store.ts';
import { Directory } from '#server/directory/directory.ts';
import { OpenEvents } from '#server/events/open-events.ts';
import { SealedLog } from '#server/events/sealed-log.ts';
import { readFolder, type ImportedEvent, type ImportedPerson } from '#server/import/index.ts';

const EXAMPLES = resolve(import.meta.dirname, '..', '..', 'examples');

export interface CafeWish {
	data: string;
	store: 'sqlite' | 'redis';
	redisUrl?: string;
	/** Tables in the hall and online; default all 32 and 8 of Leipzig. */
	hall?: number;
	online?: number;
	rounds?: number;
	/** Of each round, before the speed is applied. */
	minutes?: number;
	/** How long people in the hall get to walk. */
	moveMinutes?: number;
	timeScale?: number;
	insightsPerRound?: number;
	/** Default true. */
	rehearsal?: boolean;
	/** Names that are easily found in a file, put in front of each name. */
	mark?: string;
}

export interface MadeCafe {
	readonly event: EventId;
	/** Tokens of links by role; `facilitator2` is a second facilitator. */
	readonly tokens: Readonly<
		Record<'organiser' | 'facilitator' | 'facilitator2' | 'harvester' | 'observer' | 'screen', string>
	>;
	readonly tables: readonly TableId[];
	/** Every key of every person. */
	readonly keys: readonly Buffer[];
}

/** The app must not be running on the folder. */
export async function makeCafe(wish: CafeWish): Promise<MadeCafe> {
	mkdirSync(wish.data, { recursive: true, mode: 0o700 });
	const args = ['--data', wish.data, '--store', wish.store, '--media', 'off'];
	const opened = await openConfiguredStore(readConfig(args, { REDIS_URL: wish.redisUrl }));
	const directory = new Directory(opened.store.records);
	const now = () => opened.store.now();
	const openEvents = new OpenEvents({
		log: new SealedLog(opened.store.log, directory.ring),
		prepare: async (event) => {
			await directory.load(event);
			return { nameOf: (person) => directory.people.nameOf(event, person) };
		},
		now,
		onFault: (what, cause) => console.error(what, cause)
	});
	try {
		const { event: source, people } = smaller(await leipzig(), wish);
		const maker = new EventMaker({ directory, openEvents, now, examplesFolder: EXAMPLES });
		const { event, lead } = await maker.make(source, people, {
			timeScale: wish.timeScale ?? 1,
			rehearsal: wish.rehearsal ?? true
		});
		const link = async (role: Role, person: PersonId | null) =>
			(await directory.links.create(event, { kind: 'role', role, person, label: null }, now())).token;
		const second = await directory.people.byImportId(event, 'le-c02');
		return {
			event,
			keys: (await opened.store.records.list(`key/${event}/`)).map(({ value }) =>
				Buffer.from((JSON.parse(value) as { key: string }).key, 'base64url')
			),
			tables: source.tables.map(({ id }) => id as TableId),
			tokens: {
				organiser: await link('organiser', null),
				facilitator: await link('facilitator', lead),
				facilitator2: await link('facilitator', second),
				harvester: await link('harvester', null),
				observer: await link('observer', null),
				screen: await link('screen', null)
			}
		};
	} finally {
		openEvents.close();
		await opened.stop();
	}
}

async function leipzig() {
	const file = (name: string) => readFile(join(EXAMPLES, 'leipzig-world-cafe', name));
	const files = {
		event: await file('event.json'),
		participants: await file('participants.csv'),
		crew: await file('crew.csv')
	};
	const { event, participants, crew } = readFolder(files);
	if (!event || !crew) throw new Error('the example cannot be read');
	return { event, participants: participants.people, crew: crew.people };
}

/** Whole tables with their hosts and four guests each. */
function smaller(
	{ event, participants, crew }: Awaited<ReturnType<typeof leipzig>>,
	{ hall = 32, online = 8, rounds = 2, minutes = 20, moveMinutes = 3, insightsPerRound = 3, mark = '' }: CafeWish
): { event: ImportedEvent; people: ImportedPerson[] } {
	const tables = [
		...event.tables.filter(({ mode }) => mode === 'hall').slice(0, hall),
		...event.tables.filter(({ mode }) => mode === 'online').slice(0, online)
	];
	const hosts = new Set(tables.map(({ host }) => host));
	const guests = (attendance: string, count: number) =>
		participants
			.filter((person) => !event.tables.some(({ host }) => host === person.id) && person.attendance === attendance)
			// Somebody with a printed card belongs to tables that may not be there.
			.filter(({ id }) => tables.length === 40 || !event.pins.some(({ participant }) => participant === id))
			.slice(0, count);
	const people = [
		...participants.filter(({ id }) => hosts.has(id)),
		...guests('hall', hall * 4),
		...guests('remote', online * 4),
		...crew
	].map((person) => ({ ...person, name: `${mark}${person.name}` }));
	return {
		event: {
			...event,
			tables,
			pins: tables.length === 40 ? event.pins : [],
			rounds: Array.from({ length: rounds }, (_, index) => ({ ...event.rounds[0]!, number: index + 1, minutes })),
			cafe: event.cafe && { ...event.cafe, moveMinutes, insightsPerRound }
		},
		people
	};
}
