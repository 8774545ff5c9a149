/** Names beside the log: search, cards, renaming. */
import type { Refusal } from '#lib/domain/commands.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { decide } from '#lib/domain/decide.ts';
import { deskOf, seatOf } from '#lib/domain/read.ts';
import { refuse, type Result } from '#lib/domain/result.ts';
import type { FoundPerson } from '#lib/protocol/wire.ts';
import { randomUUID } from 'node:crypto';
import type { Directory } from '../directory/directory.ts';
import { normalCode } from '../directory/ids.ts';
import { cleanLine } from '../import/plain-text.ts';
import { likeness } from './likeness.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';

const FOUND_MOST = 12;

/** Folds case and accents, so that "soren" finds "Søren"-like spellings that Unicode decomposes. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

/**
 * People whose name contains the query, for those who help at the door or at a table. No needs, no profile.
 * One letter finds those whose whole name it is: there are such names, and nobody is listed by guessing.
 */
export async function findPeople(directory: Directory, opened: OpenEvent, query: string): Promise<FoundPerson[]> {
	const wanted = folded(query);
	const { people } = deskOf(opened.runtime.state);
	const found: FoundPerson[] = [];
	for (const person of Object.values(people)) {
		if (person.forgotten || person.participation === 'removed') continue;
		const name = directory.people.nameOf(opened.event, person.id);
		if (name === null || !isNamed(folded(name), wanted)) continue;
		found.push({
			person: person.id,
			name,
			table: seatOf(opened.runtime.state, person.id) ?? person.hosts,
			participation: person.participation,
			attendance: person.attendance,
			device: person.device
		});
		if (found.length === FOUND_MOST) break;
	}
	return found;
}

const isNamed = (name: string, wanted: string): boolean =>
	[...wanted].length < 2 ? name === wanted : name.includes(wanted);

/** Whose card it is; null for an unknown one. */
export async function personOfCard(directory: Directory, event: EventId, typed: string): Promise<PersonId | null> {
	const code = normalCode(typed);
	return code === null ? null : directory.people.byCard(event, code);
}

/** A new name: first in the directory, then a fact that says "look again" without it. */
export async function rename(
	directory: Directory,
	opened: OpenEvent,
	person: PersonId,
	typed: string
): Promise<Result<unknown, Refusal>> {
	const name = asListed(typed);
	const listed = await directory.people.get(opened.event, person);
	const role = deskOf(opened.runtime.state).people[person]?.role;
	if (!listed || !role) return refuse({ code: 'unknown_person' });
	const [commandId, command, actor] = [randomUUID(), { type: 'rename_person', person } as const, { role, person }];
	// Asked before anything is written: the directory knows no rules, and a refusal would come after the new name.
	const may = decide(opened.runtime.state, command, { actor, now: 0, commandId });
	if (!may.ok) return may;
	if (isLeadersName(directory, opened, person, name)) return refuse({ code: 'name_of_leader' });
	await directory.people.rename(opened.event, person, name);
	return opened.runtime.submit(commandId, command, actor);
}

/** A typed name as one of a list would be: without marks piled up over the lines of others, or joiners that join nothing. */
export const asListed = (typed: string): string => cleanLine(typed).text || typed;

/**
 * Nobody takes the name of somebody who runs the event, by a new name or at the door; who has it by birth came with it
 * on the list.
 * @param person who asks; null while she is nobody yet
 */
export function isLeadersName(directory: Directory, opened: OpenEvent, person: PersonId | null, name: string): boolean {
	const wanted = likeness(name);
	return Object.values(deskOf(opened.runtime.state).people).some(({ id, role }) => {
		if (id === person || !RUNNING.includes(role)) return false;
		const leader = directory.people.nameOf(opened.event, id);
		return leader !== null && (leader === name || (wanted !== '' && likeness(leader) === wanted));
	});
}
