/** Everybody of one event who is simulated, with what they were promised and what they saw. */
import type { PersonId } from '#lib/domain/ids.ts';
import { Chance } from './chance.ts';
import { Facilitator } from './facilitator.ts';
import { greet } from './greeter.ts';
import { LIVELY, type Habits } from './habits.ts';
import { Harvester } from './harvester.ts';
import { IdeaTexts } from './idea-texts.ts';
import { breachesOf } from './invariants.ts';
import { Ledger } from './ledger.ts';
import { LivePage } from './live-page.ts';
import { Person } from './person.ts';
import { Plans } from './plans.ts';
import { askRoute, personalLinks, visit, type PersonalLink, type SignedIn } from './visitor.ts';

export interface FleetOptions {
	/** An organiser's or facilitator's link, `<origin>/l/<token>`. */
	link: string;
	/** At most so many people; default all but the free seats. */
	people?: number;
	/** Makes the event a rehearsal with this speed; absent leaves the event as it is. */
	timeScale?: number;
	seed: number;
	habits?: Habits;
	/** Where people's pages connect, if not at the origin: a proxy in between. */
	urlOf?: (link: PersonalLink) => string | undefined;
	/** The text file that people take their ideas from; default that of the Leipzig example. */
	ideas?: string;
}

export interface Progress {
	readonly people: number;
	readonly connected: number;
	readonly seated: number;
	readonly phase: string;
	readonly round: number | null;
	readonly acknowledged: number;
	readonly waiting: number;
	readonly repeated: number;
	readonly ideas: number;
	readonly breaches: number;
}

/** How long latecomers wait for a round, in multiples of what they are late. */
const LATE_WAITS = 5;
const EXCHANGES_AT_ONCE = 8;

export class Fleet {
	readonly ledger = new Ledger();
	readonly people: readonly Person[];
	/** Checked in by the greeter, placed and written for by their hosts. */
	readonly withoutDevice: readonly PersonalLink[];
	/** Watches the whole event from the desk. */
	readonly desk: LivePage;
	readonly seed: number;
	readonly chance: Chance;
	readonly plans = new Plans();
	readonly texts: IdeaTexts;
	readonly #staff: LivePage[] = [];
	readonly #crew: readonly PersonalLink[];
	readonly #habits: Habits;

	private constructor(
		options: FleetOptions,
		desk: LivePage,
		links: readonly PersonalLink[],
		free: ReadonlySet<PersonId>
	) {
		const { seed, habits = LIVELY, people: most = Infinity, urlOf, ideas } = options;
		this.seed = seed;
		this.chance = new Chance(seed);
		this.desk = desk;
		this.#habits = habits;
		this.texts = new IdeaTexts(ideas);
		const { origin } = desk.session;
		// Who came by the open door is somebody real.
		const guests = links.filter(
			({ role, person, importId }) =>
				(role === 'participant' || role === 'table_host') && importId !== null && !free.has(person)
		);
		const taken = fewer(guests, most);
		this.#crew = links.filter((link) => !guests.includes(link));
		this.withoutDevice = taken.filter((link) => !hasPage(link));
		this.people = taken.filter(hasPage).map((link) => {
			const url = urlOf?.(link);
			const chance = this.chance.fork();
			const common = { link, origin, chance, habits, texts: this.texts, ledger: this.ledger };
			return new Person(url === undefined ? common : { ...common, url });
		});
	}

	/** Signs in at the desk, marks the rehearsal, and gets everybody's link. Nobody has arrived yet. */
	static async open(options: FleetOptions): Promise<Fleet> {
		const session = await visit(options.link);
		if (options.timeScale !== undefined)
			await askRoute(session, 'rehearsal', { action: 'mark', timeScale: options.timeScale });
		const desk = new LivePage({ session, chance: new Chance(options.seed), ledger: new Ledger() }).connect();
		await desk.until('the desk is in', ({ ready, live, everyone }) => ready && live && everyone.card !== null);
		const { people, pins } = desk.desk;
		const free = new Set(
			pins
				.filter(({ source, person }) => source === 'facilitator' && people[person]?.attendance === 'remote')
				.map(({ person }) => person)
		);
		return new Fleet(options, desk, await personalLinks(session), free);
	}

	/** Everybody comes, spread over the habits' time; resolves when all who are not late are connected and committed. */
	async arrive(): Promise<void> {
		const { arriveWithinMs, lateShare, lateEventMinutes } = this.#habits;
		const scale = this.desk.everyone.card?.timeScale ?? 1;
		const late = this.people.filter(
			({ link, id }) => link.role === 'participant' && this.chance.happens(lateShare) && !this.#wasHere(id)
		);
		const minutes = (lateEventMinutes * 60_000) / scale;
		for (const person of late) void this.#comeLate(person, this.chance.between(0.1, 0.6) * minutes, minutes);
		const queue = this.people.filter((person) => !late.includes(person));
		const pause = arriveWithinMs / Math.max(1, queue.length / EXCHANGES_AT_ONCE);
		const greeting = this.#greet();
		const arriving = async () => {
			for (let next = queue.shift(); next; next = queue.shift()) {
				await next.arrive();
				if (!(await this.plans.pause(this.chance.between(0, 2) * pause))) return;
			}
		};
		await Promise.all(Array.from({ length: EXCHANGES_AT_ONCE }, arriving));
		await greeting;
		if (this.plans.over || !this.#habits.takesPart) return;
		await Promise.all(
			this.people
				.filter(({ arrived }) => arrived)
				.map(({ page }) => page.until('taking part', ({ me }) => me.participation === 'committed', 60_000))
		);
	}

	/** Simulated people who stopped and are started again: whoever took part comes back at once, her seat waits. */
	#wasHere(id: PersonId): boolean {
		const participation = this.desk.desk.people[id]?.participation;
		return participation === 'committed' || participation === 'away' || participation === 'left';
	}

	/** Late means: the first round runs. Who waits for a café that does not begin comes in the end all the same. */
	async #comeLate(person: Person, afterMs: number, minutes: number): Promise<void> {
		await this.desk
			.until('the first round', ({ everyone }) => everyone.clock.phase === 'running', LATE_WAITS * minutes)
			.catch(() => undefined);
		this.plans.after(afterMs, () =>
			person.arrive().catch((fault: Error) => this.ledger.breach('FLEET', fault.message))
		);
	}

	async #greet(): Promise<void> {
		if (this.withoutDevice.length === 0) return;
		const greeter = await this.employ('greeter', 'hotline', 'facilitator');
		await greet(greeter, this.withoutDevice, { chance: this.chance.fork(), plans: this.plans });
	}

	/** A page of somebody of the crew with the first of these roles that the event has; else one more at the desk. */
	async employ(...roles: readonly string[]): Promise<LivePage> {
		const link = roles.map((role) => this.#crew.find((one) => one.role === role)).find((found) => found !== undefined);
		const session: SignedIn = link ? await visit(`${this.desk.session.origin}/l/${link.token}`) : this.desk.session;
		const page = new LivePage({ session, chance: this.chance.fork(), ledger: this.ledger }).connect();
		this.#staff.push(page);
		return page;
	}

	/** Types the ballots of people without a device as soon as a vote is open. */
	async harvester(): Promise<Harvester> {
		const page = await this.employ('harvester', 'moderator');
		return new Harvester(page, { chance: this.chance.fork(), plans: this.plans, onPaper: this.withoutDevice });
	}

	/** For a café that moves by itself. */
	async facilitator(): Promise<Facilitator> {
		return new Facilitator(await this.employ('facilitator', 'organiser'), this.plans);
	}

	progress(): Progress {
		const pages = this.people.filter(({ arrived }) => arrived).map(({ page }) => page);
		const { clock } = this.desk.everyone;
		const { acknowledged, repeated, breaches } = this.ledger;
		return {
			people: this.people.length + this.withoutDevice.length,
			connected: pages.filter(({ live }) => live).length,
			seated: Object.keys(this.desk.desk.seating?.seats ?? {}).length,
			phase: clock.phase,
			round: 'round' in clock ? clock.round : clock.phase === 'moving' ? clock.next : null,
			acknowledged: acknowledged.length,
			waiting: pages.reduce((sum, { waiting }) => sum + waiting, 0),
			repeated,
			ideas: this.ledger.of('add_idea').length,
			breaches: breaches.length
		};
	}

	/** Nobody begins anything new; what was begun is finished. */
	rest(): void {
		this.plans.drop();
		for (const person of this.people) person.rest();
	}

	/** Lets everything come to rest, then compares what was promised and seen with what is. */
	check(options?: { settleMs?: number }): Promise<string[]> {
		return breachesOf(this, options);
	}

	/** Everybody goes home. */
	stop(): void {
		this.rest();
		for (const person of this.people) person.stop();
		for (const page of this.#staff) page.close();
		this.desk.close();
	}
}

/** A table's tablet is connected as its host; somebody without a device has only her card. */
const hasPage = ({ device, role }: PersonalLink): boolean => device === 'own' || role === 'table_host';

/** Fewer people, but whole tables: hosts first, with as many guests of each kind as they can seat. */
function fewer(guests: readonly PersonalLink[], most: number): PersonalLink[] {
	if (guests.length <= most) return [...guests];
	const taken: PersonalLink[] = [];
	const share = most / guests.length;
	for (const attendance of ['hall', 'remote'] as const)
		for (const role of ['table_host', 'participant'] as const) {
			const group = guests.filter((guest) => guest.attendance === attendance && guest.role === role);
			taken.push(...group.slice(0, Math.round(group.length * share)));
		}
	return taken.slice(0, most);
}
