/** Makes events: from a template, from files, and the Leipzig example with its four free seats. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SYSTEM } from '#lib/domain/acts.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { Pin } from '#lib/domain/event/event-card.ts';
import type { EventId, PersonId, TableId, TopicId } from '#lib/domain/ids.ts';
import { meetOnce } from '#lib/planner/index.ts';
import { newEventId, newPersonId, type Directory } from '../directory/directory.ts';
import type { OpenEvents } from '../events/open-events.ts';
import { readFolder, rightsOf, type FolderFiles, type ImportedEvent, type ImportedPerson } from '../import/index.ts';
import { needsAmong } from '../planning/instance/companies.ts';
import { cardOf } from './card-of.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';

export interface MadeEvent {
	event: EventId;
	/** The person who runs it: the one who made it, if she is named, else the first facilitator of the list. */
	lead: PersonId;
}

export interface EventMakerOptions {
	directory: Directory;
	openEvents: OpenEvents;
	now: () => number;
	examplesFolder: string;
}

/** Speed of the example: a round of 20 minutes lasts five. */
export const EXAMPLE_TIME_SCALE = 4;
const EXAMPLE = 'leipzig-world-cafe';
/** Amina and three remote travellers: the seats that are left free for real browsers. */
export const FREE_SEATS = ['le-177', 'le-180', 'le-184', 'le-190'] as const;
/** In GF(8) hosts have slope 0; four travellers with these slopes meet each other once in three rounds. */
const FREE_SLOPES = [2, 3, 4, 5];

export class EventMaker {
	readonly #options: EventMakerOptions;

	constructor(options: EventMakerOptions) {
		this.#options = options;
	}

	/** Writes names and keys first, then the one commit that makes the event. */
	async make(
		source: ImportedEvent,
		people: readonly ImportedPerson[],
		options: { timeScale?: number; rehearsal?: boolean; example?: boolean; organiser?: string; pins?: Pins } = {}
	): Promise<MadeEvent> {
		const { directory, openEvents, now } = this.#options;
		const { timeScale = 1, rehearsal = false, example = false, organiser, pins = [] } = options;
		const event = newEventId();
		const ids = new Map(people.map((person) => [person.id, newPersonId()]));
		const hostOf = new Map(source.tables.flatMap(({ host, id }) => (host ? [[host, id as TableId] as const] : [])));
		const newcomers = people.map((person) => newcomer(person, ids, hostOf.get(person.id) ?? null));
		// Who makes the event is somebody of her own, whoever else of the list may run it.
		const maker = newPersonId();
		const lead = organiser !== undefined ? maker : (newcomers.find(({ role }) => RUNNING.includes(role))?.id ?? maker);
		const names = people.map(({ id, name }) => ({ person: ids.get(id)!, name, importId: id }));
		if (organiser !== undefined) {
			newcomers.push(leader(lead, source.languages.working[0]!));
			names.push({ person: lead, name: organiser, importId: madeUpId(lead) });
		}
		await directory.events.create({
			id: event,
			createdAt: now(),
			rehearsal,
			timeScale,
			importedFrom: source.id,
			example,
			participantsDays: source.retention.participantsDays
		});
		await directory.people.add(event, names);
		const opened = await openEvents.open(event);
		const made = await opened.runtime.submit(
			randomUUID(),
			{
				type: 'create_event',
				card: cardOf(source, { timeScale, rehearsal }),
				people: newcomers,
				pins: pinsOf([...source.pins.map(fromFile), ...pins], ids)
			},
			SYSTEM
		);
		if (!made.ok) throw new Error(`a new event was refused: ${made.error.code}`);
		return { event, lead };
	}

	/** *Try the Leipzig example*: 196 seats for simulated people, four for real ones. */
	async makeExample(): Promise<MadeEvent> {
		const { examplesFolder } = this.#options;
		const file = (name: string) => readFile(join(examplesFolder, EXAMPLE, name));
		const files: FolderFiles = {
			event: await file('event.json'),
			participants: await file('participants.csv'),
			crew: await file('crew.csv')
		};
		const { event, participants, crew, verdict } = readFolder(files);
		if (!event || verdict !== 'clean') throw new Error('the example that comes with Rondo is damaged');
		return this.make(event, [...participants.people, ...(crew?.people ?? [])], {
			timeScale: EXAMPLE_TIME_SCALE,
			rehearsal: true,
			example: true,
			pins: freeSeatPins(event)
		});
	}
}

type Pins = readonly { importId: string; round: number; table: string; source: Pin['source'] }[];

const fromFile = (pin: ImportedEvent['pins'][number]): Pins =>
	pin.assignments.map(({ round, table }) => ({ importId: pin.participant, round, table, source: 'card' }));

function pinsOf(groups: readonly (Pins | Pins[number])[], ids: ReadonlyMap<string, PersonId>): Pin[] {
	return groups.flat().flatMap(({ importId, round, table, source }) => {
		const person = ids.get(importId);
		return person ? [{ person, round, table: table as TableId, source }] : [];
	});
}

function freeSeatPins(event: ImportedEvent): Pins {
	const online = event.tables.filter(({ mode }) => mode === 'online');
	const seats = meetOnce(online.length, event.rounds.length, FREE_SLOPES);
	if (!seats) throw new Error('the example has no seats where its four guests meet once');
	return FREE_SEATS.flatMap((importId, guest) =>
		seats[guest]!.map((table, round) => ({
			importId,
			round: round + 1,
			table: online[table]!.id,
			source: 'facilitator' as const
		}))
	);
}

/** Whoever makes an event stands in no list; what she is called in one that is written. */
const madeUpId = (lead: PersonId): string => `organiser-${lead}`;
export const isMadeUp = (importId: string): boolean => importId.startsWith('organiser-');

/** Somebody of a list, invited. @param ids of everybody whom her needs may name, by the list's own */
export function newcomer(person: ImportedPerson, ids: ReadonlyMap<string, PersonId>, hosts: TableId | null): NewPerson {
	const { attendance, device, languages, country, organisation, tags, topics, needs } = person;
	return {
		id: ids.get(person.id)!,
		role: hosts !== null ? 'table_host' : rightsOf(person.role),
		profile: {
			attendance,
			device,
			languages: [...languages],
			country,
			organisation,
			tags: [...tags],
			topics: topics as TopicId[]
		},
		needs: needsAmong(needs, ids),
		hosts,
		participation: 'invited'
	};
}

const leader = (id: PersonId, language: string): NewPerson => ({
	id,
	role: 'organiser',
	profile: {
		attendance: 'hall',
		device: 'own',
		languages: [language],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	},
	needs: [],
	hosts: null,
	participation: 'invited'
});
