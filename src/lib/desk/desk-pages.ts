/** Which pages of the desk a role may open: what their channels and commands have something for. */
import type { Role } from '../domain/people/person.ts';

export const DESK_PAGES = ['console', 'plan', 'people', 'harvest', 'links', 'screen'] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

const RUN: readonly Role[] = ['organiser', 'facilitator'];

const OPENS: { readonly [P in DeskPage]: readonly Role[] } = {
	console: [...RUN, 'moderator'],
	plan: RUN,
	people: [...RUN, 'greeter', 'hotline'],
	harvest: [...RUN, 'moderator', 'harvester'],
	links: RUN,
	screen: [...RUN, 'moderator', 'harvester', 'greeter', 'hotline', 'observer', 'screen']
};

export const mayOpen = (page: DeskPage, role: Role): boolean => OPENS[page].includes(role);

export const pagesOf = (role: Role): readonly DeskPage[] => DESK_PAGES.filter((page) => mayOpen(page, role));

/** Moves the programme, the clock and people. */
export const runsTheEvent = (role: Role): boolean => RUN.includes(role);
