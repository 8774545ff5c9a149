/**
 * The café of the stories: two tables online, two in the hall, two rounds of one minute. Four remote people come in
 * browsers; everybody else is simulated. Their seats are fixed so that each of the four meets another one in each round.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { EventMaker } from '#server/app/event-maker.ts';
import { readConfig } from '#server/config.ts';
import { openConfiguredStore } from '#server/configured-store.ts';
import { Directory } from '#server/directory/directory.ts';
import { OpenEvents } from '#server/events/open-events.ts';
import { SealedLog } from '#server/events/sealed-log.ts';
import { readFolder, type FolderFiles } from '#server/import/index.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';

/** Who comes in a browser, with her seats in round 1 and 2. Amina and Clara move; Bruno and Dario stay. */
export const SEATS = {
	amina: ['N1', 'N2'],
	bruno: ['N1', 'N1'],
	clara: ['N2', 'N1'],
	dario: ['N2', 'N2']
} as const;
export type Guest = keyof typeof SEATS;
export const GUESTS = Object.keys(SEATS) as Guest[];
export const NAMES: Readonly<Record<Guest, string>> = {
	amina: 'Amina Berrada',
	bruno: 'Bruno Keller',
	clara: 'Clara Nowak',
	dario: 'Dario Conti'
};
/** Numbers that people see. */
export const NUMBER_OF = { H1: 1, H2: 2, N1: 3, N2: 4 } as const;
export const QUESTIONS = {
	water: 'What would you drink less of to save a river?',
	night: 'What should a city do at night?'
} as const;

export interface CafeWish {
	data: string;
	store: 'sqlite' | 'redis';
	redisUrl?: string;
	/** Of each round, before the speed is applied. */
	minutes?: number;
	timeScale?: number;
	/** How long the hall gets to walk, minutes of the event. */
	moveMinutes?: number;
	/** Who comes in a browser: their seats are fixed and left free by simulated people. Default all four. */
	guests?: readonly Guest[];
}

export interface SmallCafe {
	readonly event: EventId;
	readonly tokens: Readonly<Record<Guest | 'facilitator' | 'harvester' | 'screen' | 'organiser' | 'open', string>>;
	/** Six letters for walk-ins. */
	readonly code: string;
}

const table = (id: keyof typeof NUMBER_OF, mode: 'hall' | 'online', topic: string, host: string, name: string) => ({
	id,
	number: NUMBER_OF[id],
	name: { en: name, fr: name },
	icon: 'cup',
	mode,
	// With Clara away five are too many for one table online.
	seats: mode === 'online' ? 3 : 4,
	seatsRemote: mode === 'online' ? 3 : 0,
	topic,
	languages: ['en', 'fr'],
	host
});

const item = (id: string, type: string, en: string, fr: string, start: string, minutes: number) => ({
	id,
	type,
	title: { en, fr },
	start,
	minutes,
	minMinutes: 0,
	maxMinutes: 60
});

/** `event.json` of the small café, as an organiser would upload it. */
export function eventFile({ minutes = 1, moveMinutes = 1 }: Pick<CafeWish, 'minutes' | 'moveMinutes'> = {}): string {
	const topics = [
		{ id: 'water', title: { en: 'Water', fr: 'Eau' }, question: { en: QUESTIONS.water, fr: 'Que boire de moins ?' } },
		{ id: 'night', title: { en: 'Night', fr: 'Nuit' }, question: { en: QUESTIONS.night, fr: 'Que faire la nuit ?' } }
	];
	return JSON.stringify(
		{
			format: 'rondo-scenario/1',
			id: 'small-cafe',
			title: { en: 'A small café', fr: 'Un petit café' },
			purpose: { en: 'Find out whether everything works.', fr: 'Savoir si tout fonctionne.' },
			languages: { working: ['en'], written: ['en', 'fr'] },
			timezone: 'Europe/Berlin',
			date: '2026-11-24',
			venue: { name: 'Old brewery', city: 'Leipzig', country: 'DE' },
			programme: [
				item('lobby', 'lobby', 'Arriving', 'Accueil', '10:00', 10),
				item('cafe', 'cafe', 'World Café', 'World Café', '10:10', 20),
				item('harvest', 'vote', 'Harvest and vote', 'Récolte et vote', '10:30', 10),
				item('close', 'ceremony', 'Farewell', 'Clôture', '10:40', 5)
			],
			cafe: {
				item: 'cafe',
				hostPolicy: 'appointed',
				rotationPolicy: 'mixed',
				questionMode: 'per_topic',
				lastRound: 'new_table',
				harvestTiming: 'end_and_live',
				insightsPerRound: 3,
				moveMinutes,
				hostPrompts: { en: ['Welcome everybody.'], fr: ['Accueillez tout le monde.'] }
			},
			rounds: [
				{ number: 1, minutes },
				{ number: 2, minutes }
			],
			topics,
			tables: [
				table('H1', 'hall', 'water', 'host-h1', 'Oak'),
				table('H2', 'hall', 'night', 'host-h2', 'Lime'),
				table('N1', 'online', 'water', 'host-n1', 'Heron'),
				table('N2', 'online', 'night', 'host-n2', 'Owl')
			],
			vote: {
				kind: 'dots',
				dotsPerPerson: 3,
				options: 8,
				secret: true,
				paper: true,
				ownIdeaAllowed: true,
				concernMark: false
			},
			retention: { participantsDays: 30, consentLogDays: 365, recordingDays: 0, ideasDays: null },
			dataCard: { en: ['We keep your name for a month.'], fr: ['Nous gardons votre nom un mois.'] }
		},
		null,
		'\t'
	);
}

const COLUMNS = 'id,name,role,attendance,device,languages,country,organisation,tags,topics,needs';
const row = (id: string, name: string, role: string, attendance: string, device = 'own', needs = '') =>
	`${id},${name},${role},${attendance},${device},en|fr,DE,,,,${needs}`;

/** `participants.csv`: four hosts, four remote guests, five guests in the hall, one of them with a paper card. */
export const participantsFile = (): string =>
	[
		COLUMNS,
		row('host-h1', 'Hanna Vogt', 'table-host', 'hall', 'table'),
		row('host-h2', 'Henry Moser', 'table-host', 'hall', 'table'),
		row('host-n1', 'Nadia Host', 'table-host', 'remote'),
		row('host-n2', 'Nils Host', 'table-host', 'remote'),
		...GUESTS.map((id) => row(id, NAMES[id], 'participant', 'remote')),
		...['Ida', 'Jan', 'Kim', 'Lea'].map((name) =>
			row(`hall-${name.toLowerCase()}`, `${name} Hall`, 'participant', 'hall')
		),
		row('hall-max', 'Max Hall', 'participant', 'hall', 'none', 'large-print'),
		''
	].join('\n');

export const crewFile = (): string =>
	[
		COLUMNS,
		row('crew-petra', 'Petra Feldhaus', 'facilitator', 'hall'),
		row('crew-luc', 'Luc Harvest', 'harvester', 'hall'),
		row('crew-greta', 'Greta Door', 'greeter', 'hall'),
		''
	].join('\n');

/** Makes the café in a data folder, as an import does. The app must not be running on it. */
export async function plantSmallCafe(wish: CafeWish): Promise<SmallCafe> {
	const { data, store, redisUrl, timeScale = 4, guests = GUESTS } = wish;
	mkdirSync(data, { recursive: true, mode: 0o700 });
	const config = readConfig(['--data', data, '--store', store, '--media', 'off'], { REDIS_URL: redisUrl });
	const opened = await openConfiguredStore(config);
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
		const { event: source, people } = read(wish);
		const maker = new EventMaker({ directory, openEvents, now, examplesFolder: resolve('examples') });
		const pins = guests.flatMap((importId) =>
			SEATS[importId].map((at, index) => ({ importId, round: index + 1, table: at, source: 'facilitator' as const }))
		);
		const { event, lead } = await maker.make(source, people, { timeScale, rehearsal: true, pins });
		const link = async (role: Role, person: PersonId | null, kind: 'role' | 'personal' | 'open' = 'role') =>
			(await directory.links.create(event, { kind, role, person, label: null }, now())).token;
		const personal = async (importId: string, role: Role) =>
			link(role, await directory.people.byImportId(event, importId), 'personal');
		const links = await Promise.all(GUESTS.map(async (id) => [id, await personal(id, 'participant')] as const));
		return {
			event,
			code: await directory.links.createOpenCode(event),
			tokens: {
				...(Object.fromEntries(links) as Record<Guest, string>),
				facilitator: await link('facilitator', lead),
				harvester: await personal('crew-luc', 'harvester'),
				screen: await link('screen', null),
				organiser: await link('organiser', null),
				open: await link('participant', null, 'open')
			}
		};
	} finally {
		openEvents.close();
		await opened.stop();
	}
}

function read(wish: CafeWish) {
	const bytes = (text: string) => Buffer.from(text);
	const files: FolderFiles = {
		event: bytes(eventFile(wish)),
		participants: bytes(participantsFile()),
		crew: bytes(crewFile())
	};
	const { event, participants, crew, verdict, faults } = readFolder(files);
	if (!event || verdict !== 'clean') throw new Error(`the small café is not clean: ${JSON.stringify(faults)}`);
	return { event, people: [...participants.people, ...(crew?.people ?? [])] };
}
