import type { Attendance, Device } from '../event/event-card.ts';
import type { Language, PersonId, TableId, TopicId } from '../ids.ts';
import { SITTING } from './role-groups.ts';

/** What a person may do here. `system` is the program itself (clock, watches), never a browser. */
export type Role =
	| 'organiser'
	| 'facilitator'
	| 'moderator'
	| 'harvester'
	| 'table_host'
	| 'participant'
	| 'greeter'
	| 'hotline'
	| 'observer'
	| 'screen'
	| 'system';

/**
 * - `invited`: known, not seen yet
 * - `waiting`: came by the open link or a code, not admitted yet
 * - `arrived`: in the lobby
 * - `committed`: said "I'm taking part" (or was checked in)
 * - `away`: committed, but the seat was freed after 120 s without a connection
 * - `left`, `removed`: takes part no more
 */
export type Participation = 'invited' | 'waiting' | 'arrived' | 'committed' | 'away' | 'left' | 'removed';

export interface Profile {
	readonly attendance: Attendance;
	readonly device: Device;
	/** Preferred first. */
	readonly languages: readonly Language[];
	readonly country: string | null;
	readonly organisation: string | null;
	readonly tags: readonly string[];
	/** Wished topics, most wanted first. */
	readonly topics: readonly TopicId[];
}

/** A person as the desk sees her: never a name (it comes from the directory), never a need. */
export interface DeskPerson extends Profile {
	readonly id: PersonId;
	readonly role: Role;
	readonly participation: Participation;
	/** The table where she stays in every round. */
	readonly hosts: TableId | null;
	/** Asked to be forgotten: no command may be about her any more. */
	readonly forgotten?: boolean;
}

/** Is or was inside: was let in, and has not gone for good. */
export const cameIn = ({ participation }: Pick<DeskPerson, 'participation'>): boolean =>
	participation === 'arrived' || participation === 'committed' || participation === 'away';

/** Takes part in the café when seats are given out. */
export const takesPart = (person: DeskPerson): boolean =>
	person.participation === 'committed' && SITTING.includes(person.role);
