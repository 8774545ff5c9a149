/** How people come in: links that are exchanged at once, codes for walk-ins, the instance link. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { SYSTEM } from '#lib/domain/acts.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { Attendance, Device } from '#lib/domain/event/event-card.ts';
import type { EventId, Language, PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { deskOf, deskPersonOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import { newPersonId, type Directory } from '../directory/directory.ts';
import type { Link } from '../directory/links.ts';
import type { Entry } from '../directory/sessions.ts';
import type { OpenEvents } from '../events/open-events.ts';
import { asListed, isLeadersName } from './people-desk.ts';
import { TokenBuckets } from '../realtime/token-bucket.ts';

export interface EntranceOptions {
	directory: Directory;
	openEvents: OpenEvents;
	now: () => number;
	instanceLinkToken: string;
	openCreate: boolean;
}

export interface SignedIn {
	/** The cookie's value, new or as it was. */
	cookie: string;
	entry: Entry;
}

/** What a visitor types at the door. */
export interface Visitor {
	name: string;
	languages: Language[];
	attendance: Attendance;
	device: Device;
}

/** Walk-ins of one event: a bus full of people, not a flood. */
const WALK_INS_A_MINUTE = 120;
const WAITING_MOST = 2_000;
/** Browsers that come in by one link: a group that opens it together, not a store that is filled up with sessions. */
const BROWSERS_AT_ONCE = 120;
const BROWSERS_PER_SECOND = 1;

export class Entrance {
	readonly #options: EntranceOptions;
	/** By event. */
	readonly #walkIns = new TokenBuckets(WALK_INS_A_MINUTE / 60, WALK_INS_A_MINUTE);
	/** By link. */
	readonly #newBrowsers = new TokenBuckets(BROWSERS_PER_SECOND, BROWSERS_AT_ONCE);

	constructor(options: EntranceOptions) {
		this.#options = options;
	}

	/** A browser that came by the link before is no new one. */
	async #admitsBrowser(link: Link, cookie: string | null): Promise<boolean> {
		const entries = cookie === null ? [] : await this.#options.directory.sessions.entries(cookie);
		if (entries.some((entry) => entry.link === link.id)) return true;
		return this.#newBrowsers.take(link.id, performance.now());
	}

	/** Whoever holds the instance link may create and import events. */
	holdsInstanceLink(token: string): boolean {
		const hash = (text: string) => createHash('sha256').update(text).digest();
		return timingSafeEqual(hash(token), hash(this.#options.instanceLinkToken));
	}

	get openCreate(): boolean {
		return this.#options.openCreate;
	}

	/**
	 * Exchanges a link for an entry of the browser's session. `open`: the visitor has to say who she is first;
	 * `too_often`: too many browsers have come by it in a short time.
	 */
	async exchange(
		token: string,
		cookie: string | null
	): Promise<
		{ kind: 'signed_in'; signedIn: SignedIn } | { kind: 'open'; event: EventId } | { kind: 'unknown' | 'too_often' }
	> {
		const { directory, openEvents, now } = this.#options;
		const link = await directory.links.resolve(token);
		if (!link) return { kind: 'unknown' };
		const opened = await openEvents.open(link.event);
		if (everyoneOf(opened.runtime.state).card === null) return { kind: 'unknown' };
		if (link.kind === 'open') return { kind: 'open', event: link.event };
		if (!(await this.#admitsBrowser(link, cookie))) return { kind: 'too_often' };
		const { event, role, person, id } = link;
		const signedIn = await directory.sessions.addEntry(cookie, { event, role, person, link: id }, now());
		return { kind: 'signed_in', signedIn };
	}

	/** A walk-in: known from now on, waiting at the door until somebody lets her in. */
	async walkIn(event: EventId, visitor: Visitor, cookie: string | null): Promise<Result<SignedIn, { code: string }>> {
		const { directory, openEvents, now } = this.#options;
		const opened = await openEvents.open(event);
		const everyone = everyoneOf(opened.runtime.state);
		if (!everyone.card) return refuse({ code: 'unknown_event' });
		if (everyone.closed) return refuse({ code: 'event_closed' });
		const { people } = deskOf(opened.runtime.state);
		const waiting = Object.values(people).filter(({ participation }) => participation === 'waiting').length;
		if (waiting >= WAITING_MOST || !this.#walkIns.take(event, performance.now())) return refuse({ code: 'door_full' });
		const { languages, attendance } = visitor;
		const name = asListed(visitor.name);
		if (isLeadersName(directory, opened, null, name)) return refuse({ code: 'name_of_leader' });
		const person = newPersonId();
		const device = attendance === 'remote' ? 'own' : visitor.device;
		await directory.people.add(event, [{ person, name }]);
		const newcomer: NewPerson = {
			id: person,
			role: 'participant',
			profile: { attendance, device, languages, country: null, organisation: null, tags: [], topics: [] },
			needs: [],
			hosts: null,
			participation: 'waiting'
		};
		const added = await opened.runtime.submit(randomUUID(), { type: 'add_people', people: [newcomer] }, SYSTEM);
		if (!added.ok) return refuse({ code: added.error.code });
		return ok(await directory.sessions.addEntry(cookie, { event, role: 'participant', person, link: null }, now()));
	}

	/** Signs a browser in directly: who has just made an event. */
	signIn(event: EventId, role: Role, person: PersonId | null, cookie: string | null): Promise<SignedIn> {
		const { directory, now } = this.#options;
		return directory.sessions.addEntry(cookie, { event, role, person, link: null }, now());
	}

	/** A new personal link for each of the people named; only tokens' hashes are kept, so this is the only time. */
	async personalLinks(event: EventId, people: readonly PersonId[]): Promise<{ person: PersonId; token: string }[]> {
		const { directory, openEvents, now } = this.#options;
		const opened = await openEvents.open(event);
		const known = people.flatMap((person) => {
			const who = deskPersonOf(opened.runtime.state, person);
			return who && !who.forgotten && who.participation !== 'removed' ? [who] : [];
		});
		const created = await directory.links.createMany(
			event,
			known.map(({ id, role }) => ({ kind: 'personal' as const, role, person: id, label: null })),
			now()
		);
		return created.map(({ token }, index) => ({ person: known[index]!.id, token }));
	}
}
