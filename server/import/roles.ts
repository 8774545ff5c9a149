import type { Role } from '#lib/domain/people/person.ts';

/** People who take a seat, or watch. */
export const ATTENDEE_ROLES = ['participant', 'traveller', 'table_host', 'stream_viewer'] as const;
/** People who run the event: a file of participants must not make them by itself. */
export const CREW_ROLES = [
	'organiser',
	'facilitator',
	'co_facilitator',
	'moderator',
	'harvester',
	'hotline',
	'greeter',
	'recorder',
	'interpreter',
	'captioner',
	'recording_operator',
	'forum_curator',
	'observer'
] as const;

export type ImportedRole = (typeof ATTENDEE_ROLES)[number] | (typeof CREW_ROLES)[number];

const ROLES: readonly ImportedRole[] = [...ATTENDEE_ROLES, ...CREW_ROLES];

/** `Table host`, `table-host` and `table_host` are one role; undefined if nobody has such a role. */
export const roleOf = (text: string): ImportedRole | undefined => {
	const name = text.toLowerCase().replace(/[\s-]+/g, '_');
	return ROLES.find((role) => role === name);
};

export const isCrew = (role: ImportedRole): boolean => CREW_ROLES.some((crew) => crew === role);

/** What an imported role may do here. Who needs no right of their own yet may look on, like an observer. */
export function rightsOf(role: ImportedRole): Exclude<Role, 'screen' | 'system'> {
	switch (role) {
		case 'traveller':
			return 'participant';
		case 'co_facilitator':
			return 'facilitator';
		case 'stream_viewer':
		case 'recorder':
		case 'interpreter':
		case 'captioner':
		case 'recording_operator':
		case 'forum_curator':
			return 'observer';
		default:
			return role;
	}
}
