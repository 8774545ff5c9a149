/** Which pages of the desk a role may open: what their channels and commands have something for. */
import { MAY } from '../domain/access.ts';
import type { CommandType } from '../domain/commands.ts';
import type { Role } from '../domain/people/person.ts';
import { CARING, HARVESTING, MODERATING, RUNNING } from '#lib/domain/people/role-groups.ts';

export const DESK_PAGES = ['console', 'plan', 'people', 'harvest', 'links', 'screen'] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

const OPENS: { readonly [P in DeskPage]: readonly Role[] } = {
	console: MODERATING,
	plan: RUNNING,
	people: CARING,
	harvest: HARVESTING,
	links: RUNNING,
	screen: [...HARVESTING, 'greeter', 'hotline', 'observer', 'screen']
};

export const mayOpen = (page: DeskPage, role: Role): boolean => OPENS[page].includes(role);

export const pagesOf = (role: Role): readonly DeskPage[] => DESK_PAGES.filter((page) => mayOpen(page, role));

/** Whether a button for this command makes sense at all; seats and states are the rules' business. */
export const mayAsk = (command: CommandType, role: Role): boolean => MAY[command].includes(role);

/** Moves the programme, the clock and people. */
export const runsTheEvent = (role: Role): boolean => RUNNING.includes(role);
