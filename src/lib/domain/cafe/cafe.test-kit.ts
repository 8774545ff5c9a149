/** A small café for tests: tables with hosts in the hall and online, made by the product's own commands. */
import type { Command, NewPerson } from '../commands.ts';
import { decide, type Context } from '../decide.ts';
import type { EventCard, TableMode } from '../event/event-card.ts';
import { fold } from '../evolve.ts';
import type { ChannelFact } from '../facts.ts';
import { NOW, person, table } from '../harvest/given.test-kit.ts';
import type { PersonId, TableId, TopicId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import type { Role } from '../people/person.ts';
import { everyoneOf } from '../read.ts';

export interface CafeShape {
	hall: number;
	online: number;
	rounds?: number;
	seats?: number;
	graceMs?: number;
	timeScale?: number;
}

export function card({ hall, online, rounds = 3, seats = 4, graceMs = 30_000, timeScale = 1 }: CafeShape): EventCard {
	const tables = Array.from({ length: hall + online }, (_, index) => ({
		id: table(`t${index + 1}`),
		number: index + 1,
		name: { en: `Table ${index + 1}` },
		icon: 'cup',
		mode: (index < hall ? 'hall' : 'online') as TableMode,
		seats,
		topic: `topic${index % 3}` as TopicId,
		languages: [],
		stepFree: index % 2 === 0
	}));
	return {
		title: { en: 'Test' },
		purpose: { en: 'To test' },
		languages: ['en'],
		timezone: 'Europe/Berlin',
		date: '2026-11-24',
		venue: null,
		programme: [
			{ id: 'lobby', kind: 'lobby', title: { en: 'Lobby' }, start: '10:00', minutes: 10 },
			{ id: 'cafe', kind: 'cafe', title: { en: 'Café' }, start: '10:10', minutes: 60 },
			{ id: 'close', kind: 'close', title: { en: 'Close' }, start: '11:10', minutes: 10 }
		],
		topics: [0, 1, 2].map((topic) => ({
			id: `topic${topic}` as TopicId,
			title: { en: `Topic ${topic}` },
			question: { en: 'Why?' }
		})),
		tables,
		cafe: {
			rounds: Array.from({ length: rounds }, () => ({ minutes: 20, question: null })),
			insightsPerRound: 3,
			graceMs,
			hallMoveMs: 180_000,
			hostPrompts: {}
		},
		dotsPerPerson: 3,
		dataCard: {},
		timeScale,
		rehearsal: false
	};
}

export const somebody = (
	id: string,
	be: Partial<Omit<NewPerson, 'profile'>> & { remote?: boolean } = {}
): NewPerson => ({
	id: person(id),
	role: be.hosts ? 'table_host' : 'participant',
	profile: {
		attendance: be.remote ? 'remote' : 'hall',
		device: 'own',
		languages: ['en'],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	},
	needs: be.needs ?? [],
	hosts: be.hosts ?? null,
	participation: be.participation ?? 'committed'
});

/** A host and `travellers` people for each table: `h3` hosts table `t3`, `p3-1` is planned there first. */
export function peopleFor(shape: CafeShape, travellers = 3): NewPerson[] {
	return Array.from({ length: shape.hall + shape.online }, (_, index) => {
		const remote = index >= shape.hall;
		const at = index + 1;
		return [
			somebody(`h${at}`, { hosts: table(`t${at}`), remote }),
			...Array.from({ length: travellers }, (_, seat) => somebody(`p${at}-${seat + 1}`, { remote }))
		];
	}).flat();
}

/** Plays commands against one state; the clock moves only when it is told to. */
export class Play {
	readonly state: EventState = new Map();
	readonly log: ChannelFact[][] = [];
	now = NOW;
	#commands = 0;

	constructor(shape: CafeShape, people = peopleFor(shape)) {
		this.must({ type: 'create_event', card: card(shape), people, pins: [] }, 'system');
		this.must({ type: 'add_people', people: [facilitator] }, 'system');
	}

	context(role: Role, id: string | null): Context {
		return { actor: { role, person: id === null ? null : person(id) }, now: this.now, commandId: `c${this.#commands}` };
	}

	/** The decision; applied when it is no refusal. */
	try(command: Command, role: Role = 'facilitator', id: string | null = role === 'system' ? null : 'petra') {
		this.#commands++;
		const decision = decide(this.state, command, this.context(role, id));
		if (decision.ok) {
			fold(this.state, decision.value);
			this.log.push(decision.value);
		}
		return decision;
	}

	/** @throws when it is refused */
	must(
		command: Command,
		role: Role = 'facilitator',
		id: string | null = role === 'system' ? null : 'petra'
	): ChannelFact[] {
		const decision = this.try(command, role, id);
		if (!decision.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decision.error)}`);
		return decision.value;
	}

	/** Travellers of table t sit at t + (seat · round) in their pool: no pair meets again in small cafés. */
	plan(shape: CafeShape, travellers = 3): void {
		const rounds = Array.from({ length: shape.rounds ?? 3 }, (_, round) => {
			const seats: Record<PersonId, TableId> = {};
			for (let index = 0; index < shape.hall + shape.online; index++) {
				const first = index < shape.hall ? 0 : shape.hall;
				const pool = index < shape.hall ? shape.hall : shape.online;
				seats[person(`h${index + 1}`)] = table(`t${index + 1}`);
				for (let seat = 1; seat <= travellers; seat++)
					seats[person(`p${index + 1}-${seat}`)] = table(`t${first + ((index - first + seat * round) % pool) + 1}`);
			}
			return seats;
		});
		this.must({ type: 'adopt_plan', rounds, sheet, basis: everyoneOf(this.state).planVersion });
	}

	/** Lets the time of the clock's phase pass and does what the program would then propose. */
	pass(): void {
		const { clock } = everyoneOf(this.state);
		switch (clock.phase) {
			case 'running':
				this.now = Math.max(this.now, clock.endsAt);
				this.must({ type: 'ring_bell', round: clock.round }, 'system');
				break;
			case 'ending':
				this.now = Math.max(this.now, clock.switchAt);
				this.must({ type: 'switch_tables', round: clock.round, version: clock.version }, 'system');
				break;
			case 'moving':
				this.now = Math.max(this.now, clock.startsBy);
				this.must({ type: 'start_next_round', round: clock.next }, 'system');
				break;
			default:
				throw new Error(`nothing passes in phase ${clock.phase}`);
		}
	}
}

export const facilitator: NewPerson = { ...somebody('petra', { participation: 'arrived' }), role: 'facilitator' };

export const sheet = {
	pairsMeetingAgain: 0,
	pairsMeetingAgainBound: 0,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	people: 0,
	tables: 0,
	smallest: 0,
	largest: 0,
	elapsedMs: 0,
	seed: 1
};
