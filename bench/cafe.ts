/** A café of any size through the front doors of the server: directory, commands, links. Nothing is written past them. */
import { randomUUID } from 'node:crypto';
import type { Command, NewPerson } from '#lib/domain/commands.ts';
import type { EventCard } from '#lib/domain/event/event-card.ts';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Services } from '#server/services.ts';
import { newEventId, newPersonId } from '#server/directory/directory.ts';

export interface CafeWish {
	people: number;
	tables: number;
	/** Nobody meets anybody twice while `(seats - 1) * (rounds - 1)` is less than the tables. */
	rounds: number;
}

/** Who a connection is: the cookie of a browser and the entry in its page's path. */
export interface Ticket {
	person: PersonId | null;
	cookie: string;
	entry: string;
	/** Where she sits, by round; empty for the desk. */
	route: TableId[];
}

export interface MadeCafe {
	event: EventId;
	people: Ticket[];
	facilitator: Ticket;
}

const SYSTEM = { role: 'system', person: null } as const;
/** Enough at once that one fsync serves many, without a queue that only costs memory. */
const AT_ONCE = 200;

/** An event in the lobby: everybody has arrived and takes part, the plan is made. */
export async function makeCafe(services: Services, wish: CafeWish): Promise<MadeCafe> {
	const { directory, openEvents, entrance, now } = services;
	const event = newEventId();
	const persons = Array.from({ length: wish.people }, newPersonId);
	const lead = newPersonId();
	const everybody = [...persons, lead];
	const names = everybody.map((person, index) => ({ person, name: `Maria Sample ${index}`, importId: `p-${index}` }));
	await directory.events.create({
		id: event,
		createdAt: now(),
		rehearsal: false,
		timeScale: 1,
		importedFrom: 'bench',
		example: false
	});
	await directory.people.add(event, names);
	const { runtime } = await openEvents.open(event);
	const submit = async (command: Command, actor: Parameters<typeof runtime.submit>[2] = SYSTEM) => {
		const done = await runtime.submit(randomUUID(), command, actor);
		if (!done.ok) throw new Error(`${command.type} was refused: ${done.error.code}`);
	};
	const people = [...persons.map((id) => newcomer(id, 'participant')), newcomer(lead, 'facilitator')];
	await submit({ type: 'create_event', card: cardOf(wish), people, pins: [] });
	await eachOf(persons, (person) => submit({ type: 'note_arrival', person }));
	await eachOf(persons, (person) => submit({ type: 'take_part' }, { role: 'participant', person }));
	const rounds = routesOf(persons, wish);
	await submit({ type: 'adopt_plan', rounds, sheet: sheetOf(wish), basis: 0 }, { role: 'facilitator', person: lead });

	const links = await entrance.personalLinks(event, everybody);
	const tickets = await eachOf(links, async ({ person, token }): Promise<Ticket> => {
		const exchanged = await entrance.exchange(token, null);
		if (exchanged.kind !== 'signed_in') throw new Error('a new link is unknown');
		const { cookie, entry } = exchanged.signedIn;
		const route = person === lead ? [] : rounds.map((seats) => seats[person]!);
		return { person, cookie, entry: entry.entryId, route };
	});
	return { event, people: tickets.slice(0, -1), facilitator: tickets.at(-1)! };
}

export async function eachOf<Item, Made>(items: readonly Item[], make: (item: Item) => Promise<Made>): Promise<Made[]> {
	const made: Made[] = [];
	for (let from = 0; from < items.length; from += AT_ONCE)
		made.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(make))));
	return made;
}

const tableIdOf = (index: number): TableId => `t${index + 1}` as TableId;

/** Seat `s` of a table moves on by `s` tables a round. */
function routesOf(persons: readonly PersonId[], { tables, rounds }: CafeWish): Record<PersonId, TableId>[] {
	return Array.from({ length: rounds }, (_, round) =>
		Object.fromEntries(
			persons.map((person, index) => {
				const seat = Math.floor(index / tables);
				return [person, tableIdOf(((index % tables) + seat * round) % tables)];
			})
		)
	);
}

const sheetOf = ({ people, tables }: CafeWish) => ({
	pairsMeetingAgain: 0,
	pairsMeetingAgainBound: 0,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	people,
	tables,
	smallest: Math.floor(people / tables),
	largest: Math.ceil(people / tables),
	elapsedMs: 0,
	seed: 1
});

const newcomer = (id: PersonId, role: 'participant' | 'facilitator'): NewPerson => ({
	id,
	role,
	profile: {
		attendance: 'remote',
		device: 'own',
		languages: ['en', 'de'],
		country: 'DE',
		organisation: null,
		tags: [],
		topics: []
	},
	needs: [],
	hosts: null,
	participation: 'invited'
});

function cardOf({ people, tables, rounds }: CafeWish): EventCard {
	return {
		title: { en: 'Bench' },
		purpose: { en: 'Figures' },
		languages: ['en', 'de'],
		timezone: 'Europe/Berlin',
		date: '2026-06-01',
		venue: null,
		programme: [{ id: 'cafe', kind: 'cafe', title: { en: 'Café' }, start: '10:00', minutes: 90 }],
		topics: [],
		tables: Array.from({ length: tables }, (_, index) => ({
			id: tableIdOf(index),
			number: index + 1,
			name: { en: `Table ${index + 1}`, de: `Tisch ${index + 1}` },
			icon: 'cup',
			mode: 'online' as const,
			seats: Math.ceil(people / tables),
			topic: null,
			languages: ['en'],
			stepFree: true
		})),
		cafe: {
			rounds: Array.from({ length: rounds }, () => ({ minutes: 60, question: null })),
			insightsPerRound: 3,
			// The switch comes at the floor of 8 s.
			graceMs: 0,
			hallMoveMs: 20_000,
			hostPrompts: {}
		},
		dotsPerPerson: 3,
		dataCard: {},
		timeScale: 1,
		rehearsal: false
	};
}
