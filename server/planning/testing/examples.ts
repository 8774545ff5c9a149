/** The examples that come with Rondo as events in memory, made as the event maker makes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '#lib/domain/decide.ts';
import { fold } from '#lib/domain/evolve.ts';
import type { Command } from '#lib/domain/commands.ts';
import type { Pin } from '#lib/domain/event/event-card.ts';
import type { EpochMs, PersonId, TableId, TopicId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { cardOf } from '../../app/card-of.ts';
import { readFolder, rightsOf } from '../../import/index.ts';
import { needsAmong } from '../instance/companies.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** The id of a person made from the id in the file. */
export const idOf = (importId: string): PersonId => `person_${importId}` as PersonId;

/** An event before its first plan; everybody who takes a seat has committed. */
export function exampleEvent(name: string, pins: readonly Pin[] = []): EventState {
	const file = (which: string) => readFileSync(join(EXAMPLES, name, which));
	const { event, participants, crew } = readFolder({
		event: file('event.json'),
		participants: file('participants.csv'),
		crew: file('crew.csv')
	});
	if (!event) throw new Error(`the example ${name} is damaged`);
	const people = [...participants.people, ...(crew?.people ?? [])];
	const ids = new Map(people.map(({ id }) => [id, idOf(id)]));
	const hostOf = new Map(event.tables.map(({ host, id }) => [host, id as TableId]));
	const printed = event.pins.flatMap(({ participant, assignments }) =>
		assignments.map(({ round, table }): Pin => ({
			person: idOf(participant),
			round,
			table: table as TableId,
			source: 'card'
		}))
	);
	const state: EventState = new Map();
	say(state, {
		type: 'create_event',
		card: cardOf(event, { timeScale: 1, rehearsal: true }),
		people: people.map((person) => ({
			id: idOf(person.id),
			role: hostOf.has(person.id) ? 'table_host' : rightsOf(person.role),
			profile: {
				attendance: person.attendance,
				device: person.device,
				languages: [...person.languages],
				country: person.country,
				organisation: person.organisation,
				tags: [...person.tags],
				topics: person.topics as TopicId[]
			},
			needs: needsAmong(person.needs, ids),
			hosts: hostOf.get(person.id) ?? null,
			participation: 'committed'
		})),
		pins: [...printed, ...pins]
	});
	return state;
}

/** The hall of Leipzig many times over: tables of five, the first people host as many as are there for five each. */
export function hugeEvent(tables: number, people: number): EventState {
	const small = exampleEvent('leipzig-world-cafe');
	const card = everyoneOf(small).card!;
	const hall = card.tables.filter(({ mode }) => mode === 'hall');
	const guests = Object.values(deskOf(small).people).filter(
		({ attendance, role }) => attendance === 'hall' && role === 'participant'
	);
	const tableId = (n: number) => `B${n + 1}` as TableId;
	const hosts = Math.min(tables, Math.floor(people / 5));
	const state: EventState = new Map();
	say(state, {
		type: 'create_event',
		card: {
			...card,
			tables: Array.from({ length: tables }, (_, n) => ({
				...hall[n % hall.length]!,
				id: tableId(n),
				number: n + 1,
				seats: 5
			}))
		},
		people: Array.from({ length: people }, (_, n) => {
			const { languages, country, organisation, tags, topics } = guests[n % guests.length]!;
			return {
				id: `p${n}` as PersonId,
				role: n < hosts ? 'table_host' : 'participant',
				profile: {
					...{ attendance: 'hall', device: 'none', languages: [...new Set([...languages, 'en'])] },
					...{ country, organisation, tags: [...tags], topics: [...topics] }
				},
				needs: [],
				hosts: n < hosts ? tableId(n) : null,
				participation: 'committed'
			};
		}),
		pins: []
	});
	return state;
}

let commands = 0;

/** Plays one command. @throws when it is refused */
export function say(state: EventState, command: Command, role: Role = 'system', person: PersonId | null = null): void {
	const decision = decide(state, command, {
		actor: { role, person },
		now: 1_800_000_000_000 as EpochMs,
		commandId: `c${commands++}`
	});
	if (!decision.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decision.error)}`);
	fold(state, decision.value);
}
