/** Roles that act alike: the words in which `access.ts`, the pages and the routes say who may. */
import type { Role } from './person.ts';

/** Those who run the event. */
export const RUNNING: readonly Role[] = ['organiser', 'facilitator'];
/** Those who look after what is said, on the stage and at the tables. */
export const MODERATING: readonly Role[] = [...RUNNING, 'moderator'];
/** Those who turn what was said into outcomes. */
export const HARVESTING: readonly Role[] = [...MODERATING, 'harvester'];
/** Those who bring people in and help them. */
export const CARING: readonly Role[] = [...RUNNING, 'greeter', 'hotline'];
/** Those who sit at tables. */
export const SITTING: readonly Role[] = ['participant', 'table_host'];
/** Every role that stands for a person with rights of her own. */
export const PEOPLE: readonly Role[] = [...HARVESTING, ...SITTING, 'greeter', 'hotline'];
