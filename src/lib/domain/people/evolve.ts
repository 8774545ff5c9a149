import type { CareFact, DeskFact, PersonFact } from '../facts.ts';
import type { PersonId } from '../ids.ts';
import { unreachable } from '../result.ts';
import type { CarePart, DeskPart, PersonPart } from '../parts.ts';
import { withAnnouncement } from '../event/evolve.ts';
import { INITIAL_PERSON } from '../initial.ts';
import type { DeskPerson } from './person.ts';

export const PEOPLE_DESK_FACTS = [
	'person_added',
	'person_profiled',
	'person_changed',
	'host_appointed',
	'person_renamed',
	'person_forgotten',
	'announcement_sent',
	'act_recorded'
] as const;
type PeopleDeskFact = Extract<DeskFact, { type: (typeof PEOPLE_DESK_FACTS)[number] }>;

const ACTS_KEPT = 200;

/** Adds people to the desk's list, which is copied once: a copy for each of 10,000 takes a quarter of a minute. */
export function addPeople(part: DeskPart, added: readonly DeskPerson[]): DeskPart {
	const people: Record<PersonId, DeskPerson> = { ...part.people };
	for (const person of added) {
		// Fields whose key was destroyed come back as null.
		const { languages, tags, topics, country, organisation } = person;
		people[person.id] = {
			...person,
			languages: languages ?? [],
			tags: tags ?? [],
			topics: topics ?? [],
			country: country ?? null,
			organisation: organisation ?? null
		};
	}
	return { ...part, people };
}

export function evolvePeople(part: DeskPart, fact: PeopleDeskFact): DeskPart {
	switch (fact.type) {
		case 'person_added':
			return addPeople(part, [fact.person]);
		case 'person_profiled':
			return fact.profile ? withPerson(part, fact.person, fact.profile) : part;
		case 'person_changed':
			return withPerson(part, fact.person, { participation: fact.participation });
		case 'host_appointed':
			return withPerson(part, fact.person, { hosts: fact.table });
		case 'person_renamed':
			return part;
		case 'person_forgotten':
			return withPerson(part, fact.person, {
				country: null,
				organisation: null,
				languages: [],
				tags: [],
				topics: [],
				forgotten: true
			});
		case 'announcement_sent': {
			const { id, at, text, tables } = fact;
			return { ...part, announcements: withAnnouncement(part.announcements, { id, at, text, tables }) };
		}
		case 'act_recorded':
			return {
				...part,
				acts: [...part.acts, { act: fact.act, by: fact.by, at: fact.at }].slice(-ACTS_KEPT)
			};
	}
}

function withPerson(part: DeskPart, id: PersonId, change: Partial<DeskPerson>): DeskPart {
	const person = Object.hasOwn(part.people, id) ? part.people[id] : undefined;
	return person ? { ...part, people: { ...part.people, [id]: { ...person, ...change } } } : part;
}

export function evolveCare(part: CarePart, fact: CareFact): CarePart {
	switch (fact.type) {
		case 'needs_stated':
			return { needs: { ...part.needs, [fact.person]: fact.needs ?? [] } };
		case 'needs_forgotten': {
			const { [fact.person]: _gone, ...needs } = part.needs;
			return { needs };
		}
		default:
			return unreachable(fact, part);
	}
}

export const PEOPLE_PERSON_FACTS = [
	'welcomed',
	'profile_stated',
	'participation_changed',
	'consent_given',
	'consent_withdrawn',
	'forgotten'
] as const;
type PeoplePersonFact = Extract<PersonFact, { type: (typeof PEOPLE_PERSON_FACTS)[number] }>;

export function evolvePersonhood(part: PersonPart, fact: PeoplePersonFact): PersonPart {
	switch (fact.type) {
		case 'welcomed': {
			const { role, profile, participation, hosts, needs } = fact;
			return { ...part, role, profile, participation, hosts, needs };
		}
		case 'profile_stated':
			return { ...part, profile: fact.profile, needs: fact.needs };
		case 'participation_changed':
			return { ...part, participation: fact.participation };
		case 'consent_given':
		case 'consent_withdrawn':
			return {
				...part,
				consents: { ...part.consents, [fact.purpose]: { given: fact.type === 'consent_given', at: fact.at } }
			};
		case 'forgotten':
			// Nothing that was hers stays in memory either.
			return { ...INITIAL_PERSON, participation: 'left', forgotten: fact.what };
	}
}
