/** Words that several pages of the desk share. */
import type { TakesPart } from '../components/person/types.ts';
import type { Role } from '../domain/people/person.ts';
import { m } from '../paraglide/messages.js';
import type { EventStanding } from './home-events.ts';

const ROLES: Readonly<Record<Exclude<Role, 'system'>, () => string>> = {
	organiser: m.desk_role_organiser,
	facilitator: m.desk_role_facilitator,
	moderator: m.desk_role_moderator,
	harvester: m.desk_role_harvester,
	table_host: m.desk_role_table_host,
	participant: m.desk_role_participant,
	greeter: m.desk_role_greeter,
	hotline: m.desk_role_hotline,
	observer: m.desk_role_observer,
	screen: m.desk_role_screen
};

export const roleWord = (role: Role): string => (role === 'system' ? m.brand() : ROLES[role]());

export function standingWord(standing: EventStanding): string {
	switch (standing.word) {
		case 'before':
			return m.home_state_before();
		case 'round':
			return m.home_state_round({ round: standing.round });
		case 'moving':
			return m.home_state_moving();
		case 'after':
			return m.home_state_after();
		case 'results':
			return m.home_state_results();
		case 'closed':
			return m.home_state_closed();
	}
}

export const takesPartWord = (way: TakesPart): string =>
	({ hall: m.ui_mode_hall, remote: m.ui_mode_remote, paper: m.ui_mode_paper })[way]();
