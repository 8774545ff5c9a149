import { kindOf, personIn, type Channel } from '#lib/domain/channel.ts';
import type { Fact } from '#lib/domain/facts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { DeskPart, DoorPart, HelpPart, Part, StagePart, TablePart } from '#lib/domain/parts.ts';

/** Names live in the directory, never in the log; null = forgotten or unknown. */
export interface NameBook {
	nameOf(person: PersonId): string | null;
}

/** The people whose ids a part shows. */
export function peopleInPart(channel: Channel, part: Part): Iterable<PersonId> {
	switch (kindOf(channel)) {
		case 'table': {
			const { seated, visitors, ideas } = part as TablePart;
			return [
				...seated.map(({ person }) => person),
				...visitors,
				...ideas.flatMap(({ signedBy }) => (signedBy === null ? [] : [signedBy]))
			];
		}
		case 'stage': {
			const { onStage, hands } = part as StagePart;
			return [...onStage.map(({ person }) => person), ...hands.map(({ person }) => person)];
		}
		case 'desk':
			return Object.keys((part as DeskPart).people) as PersonId[];
		case 'group:help':
			return (part as HelpPart).calls.flatMap(({ person, takenBy }) => (takenBy ? [person, takenBy] : [person]));
		case 'group:door':
			return (part as DoorPart).waiting.map(({ person }) => person);
		case 'person':
			return [personIn(channel)!];
		default:
			return [];
	}
}

const PERSON_FIELDS = ['person', 'host', 'signedBy', 'by', 'takenBy'] as const;

/** The people whose ids a fact shows. `person_renamed` asks for the name again even if it was sent before. */
export function peopleInFact(fact: Fact): PersonId[] {
	if (fact.type === 'table_seated') return fact.seated.map(({ person }) => person);
	if (fact.type === 'seat_taken') return [fact.seat.person];
	if (fact.type === 'person_added') return [fact.person.id];
	const fields = fact as unknown as Record<string, unknown>;
	const people: PersonId[] = [];
	for (const field of PERSON_FIELDS) if (typeof fields[field] === 'string') people.push(fields[field] as PersonId);
	return people;
}
