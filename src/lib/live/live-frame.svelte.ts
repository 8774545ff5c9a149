import { untrack } from 'svelte';
import { getLocale, isLocale, setLocale } from '../paraglide/runtime.js';
import { Bell } from '../client/bell.ts';
import { Devices } from '../client/devices.svelte.ts';
import { LiveEvent } from '../client/live-event.svelte.ts';
import { StageMedia } from '../client/stage-media.svelte.ts';
import { TableMedia } from '../client/table-media.svelte.ts';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventId, Language, PersonId, Texts } from '../domain/ids.ts';
import type { Role } from '../domain/people/person.ts';
import type { LiveContext, LiveSound } from './live-context.ts';
import { textIn, type TextIn } from '../domain/text-in.ts';

const SECOND_MS = 1_000;

/** What the server knew of this page's person when the page was made. */
export interface FrameFacts {
	readonly entry: string;
	readonly event: EventId;
	readonly role: Role;
	readonly person: PersonId | null;
	readonly name: string;
}

/** True when a round's bell rings between two states of the clock; a page that comes into an ending round is late. */
export const bellRings = (before: CafeClock | null, now: CafeClock): boolean =>
	before !== null && now.phase === 'ending' && before.phase !== 'ending' && (now.next === null || now.next > now.round);

/** The one connection, clock, sound and language of all pages of an entry. */
export class LiveFrame implements LiveContext {
	readonly entry: string;
	readonly event: EventId;
	readonly role: Role;
	readonly person: PersonId | null;
	readonly live: LiveEvent;
	readonly sound: LiveSound | null;
	readonly bell = new Bell();
	readonly #nameAtFirst: string;
	#locale = $state(getLocale() as string);
	#now = $state(0);
	#lastClock: CafeClock | null = null;

	constructor({ entry, event, role, person, name }: FrameFacts) {
		this.entry = entry;
		this.event = event;
		this.role = role;
		this.person = person;
		this.#nameAtFirst = name;
		this.live = new LiveEvent({ entry });
		this.sound = person === null ? null : soundOf(this.live, entry);
		this.#now = this.live.clock.now();
	}

	get name(): string {
		return (this.person === null ? undefined : this.live.names[this.person]) ?? this.#nameAtFirst;
	}
	get languages(): readonly Language[] {
		const spoken = this.live.me.profile?.languages ?? [];
		return [...spoken, this.#locale];
	}
	/** The language of the interface; everything that was written in the last one is made anew when it changes. */
	get locale(): string {
		return this.#locale;
	}
	get now(): number {
		return this.#now;
	}

	say(texts: Texts | null | undefined): TextIn {
		return textIn(texts, this.languages);
	}

	speak(locale: string): void {
		if (!isLocale(locale) || locale === this.#locale) return;
		void setLocale(locale, { reload: false });
		document.documentElement.lang = locale;
		this.#locale = locale;
	}

	/** Connects, listens and ticks until the answer is called. */
	start(): () => void {
		const { live, sound, bell } = this;
		const unarm = bell.arm();
		live.connect();
		sound?.table.start();
		sound?.stage.start();
		const ticking = setInterval(() => (this.#now = live.clock.now()), SECOND_MS);
		return () => {
			unarm();
			clearInterval(ticking);
			sound?.table.stop();
			sound?.stage.stop();
			sound?.devices.close();
			live.close();
		};
	}

	/** For an effect that reads the clock: rings at the end of a round, except on a phone in the hall. */
	listenForBell(): void {
		const { ready, companion, sound } = this.live;
		const { clock } = this.live.everyone;
		if (!ready) return;
		const rings = bellRings(this.#lastClock, clock);
		this.#lastClock = clock;
		// A hall full of phones would ring two hundred times; a second tab has no sound either.
		if (rings && !companion && sound) untrack(() => void this.bell.ring());
	}
}

function soundOf(live: LiveEvent, entry: string): LiveSound {
	const devices = new Devices({ entry });
	return { devices, table: new TableMedia({ live, devices }), stage: new StageMedia({ live, devices }) };
}
