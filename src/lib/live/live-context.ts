import { getContext, setContext } from 'svelte';
import type { Bell } from '../client/bell.ts';
import type { Devices } from '../client/devices.svelte.ts';
import type { LiveEvent } from '../client/live-event.svelte.ts';
import type { StageMedia } from '../client/stage-media.svelte.ts';
import type { TableMedia } from '../client/table-media.svelte.ts';
import type { EventId, Language, PersonId, Texts } from '../domain/ids.ts';
import type { Role } from '../domain/people/person.ts';
import type { TextIn } from '../domain/text-in.ts';

/** Sound and picture of this page; there is one of each for all pages of an entry. */
export interface LiveSound {
	readonly devices: Devices;
	readonly table: TableMedia;
	readonly stage: StageMedia;
}

/** What every page under `/e/[entry]` shares: one connection, one clock, one sound. */
export interface LiveContext {
	readonly entry: string;
	readonly event: EventId;
	readonly role: Role;
	readonly person: PersonId | null;
	readonly live: LiveEvent;
	/** Null for roles without a person (screen, observer): what they hear is the stage's, see `onlooker.ts`. */
	readonly sound: LiveSound | null;
	/** Rung by the layout when a round ends; pages only switch it off or try it. */
	readonly bell: Bell;
	/** The name of who looks at this page, newest known; empty when there is none. */
	readonly name: string;
	/** The person's languages, preferred first; the page's language while they are not known. Reactive. */
	readonly languages: readonly Language[];
	/** An event's text in the person's languages. Reactive. */
	say(texts: Texts | null | undefined): TextIn;
	/** Another language of the interface: at once, without a reload. */
	speak(locale: string): void;
	/** The time of the server, a step each second. Reactive: for what shows minutes, not for deadlines. */
	readonly now: number;
}

const KEY = Symbol('live');

/** For the layout of `/e/[entry]`, while it is set up. */
export const setLive = (context: LiveContext): LiveContext => setContext(KEY, context);

/** For pages and parts under `/e/[entry]`, while they are set up. */
export function getLive(): LiveContext {
	const context = getContext<LiveContext | undefined>(KEY);
	if (!context) throw new Error('getLive() is for pages under /e/[entry], while they are set up');
	return context;
}
