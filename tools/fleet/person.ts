/** Somebody at the café: arrives, commits, writes, stars, loses the connection, leaves, returns, votes. */
import type { IdeaId, PersonId, ThemeId } from '#lib/domain/ids.ts';
import { MINUTE_MS } from '#lib/domain/cafe/clock.ts';
import { newId } from '#lib/client/random-id.ts';
import type { Chance } from './chance.ts';
import type { Habits } from './habits.ts';
import type { IdeaTexts } from './idea-texts.ts';
import type { Ledger } from './ledger.ts';
import { LivePage } from './live-page.ts';
import { Plans } from './plans.ts';
import { HostDuties } from './host-duties.ts';
import { visit, type PersonalLink } from './visitor.ts';

export interface PersonOptions {
	link: PersonalLink;
	origin: string;
	/** Where the page connects, if not at the origin: a proxy in between. */
	url?: string;
	chance: Chance;
	habits: Habits;
	texts: IdeaTexts;
	ledger: Ledger;
}

/** Seats that somebody has seen as her own: one entry per version of the seating. */
export interface Sighting {
	readonly round: number;
	readonly version: number;
	readonly table: string;
}

export class Person {
	readonly link: PersonalLink;
	readonly id: PersonId;
	readonly chance: Chance;
	readonly seen: Sighting[] = [];
	/** She committed while a round ran: milliseconds until she saw her seat. */
	seatedAfterMs: number | null = null;
	/** Ideas that came to her page. */
	readonly ideasSeen = new Set<IdeaId>();
	readonly #options: PersonOptions;
	readonly #plans = new Plans();
	readonly #duties: HostDuties;
	#page: LivePage | null = null;
	#busyRound = '';
	#voted = new Set<string>();
	#committing = false;
	#committedAt: number | null = null;
	#away = false;

	constructor(options: PersonOptions) {
		this.#options = options;
		this.link = options.link;
		this.id = options.link.person;
		this.chance = options.chance;
		this.#duties = new HostDuties(this, this.#plans);
	}

	get habits(): Habits {
		return this.#options.habits;
	}
	/** @throws before {@link arrive} */
	get page(): LivePage {
		if (!this.#page) throw new Error(`${this.link.importId ?? this.id} has not arrived`);
		return this.#page;
	}
	get arrived(): boolean {
		return this.#page !== null;
	}

	/** Exchanges the link and connects. */
	async arrive(): Promise<void> {
		if (this.#plans.over || this.#page) return;
		const { link, origin, url, chance, ledger } = this.#options;
		const session = await visit(`${origin}/l/${link.token}`);
		if (this.#plans.over) return;
		this.#page = new LivePage({ session, chance: chance.fork(), ledger, ...(url === undefined ? {} : { url }) });
		this.#page.watch(() => this.#look());
		this.#page.connect();
	}

	/** Real milliseconds of minutes of the event. */
	eventMs(minutes: number): number {
		return (minutes * MINUTE_MS) / (this.page.everyone.card?.timeScale ?? 1);
	}

	/** Milliseconds until the running round ends, as the page sees it; 0 when none runs. */
	roundLeftMs(): number {
		const { clock } = this.page.everyone;
		return clock.phase === 'running' ? Math.max(0, clock.endsAt - this.page.clock.now()) : 0;
	}

	/** Stays connected and does nothing any more. */
	rest(): void {
		this.#plans.drop();
	}

	stop(): void {
		this.rest();
		this.#page?.close();
	}

	/** Whatever came: is there something to do now? */
	#look(): void {
		const { page } = this;
		if (!page.ready) return;
		this.#notice();
		this.#commit();
		const { clock } = page.everyone;
		const { seat } = page.me;
		if (seat && page.table && clock.phase === 'running' && clock.round === seat.round) {
			const round = `${seat.version}:${seat.table}`;
			if (round !== this.#busyRound) {
				this.#busyRound = round;
				this.#beginRound();
			}
		}
		this.#duties.look();
		this.#vote();
	}

	/** Remembers what she sees: her own seats, and every idea. */
	#notice(): void {
		const { seat } = this.page.me;
		const last = this.seen.at(-1);
		if (seat && (last?.version !== seat.version || last.table !== seat.table)) this.seen.push({ ...seat });
		if (seat && this.#committedAt !== null) {
			this.seatedAfterMs = performance.now() - this.#committedAt;
			this.#committedAt = null;
		}
		for (const { id } of this.page.table?.ideas ?? []) this.ideasSeen.add(id);
	}

	#commit(): void {
		const { participation } = this.page.me;
		// Who had left when simulated people were stopped is back now.
		const back = participation === 'left' && !this.#away && !this.#plans.over;
		const asked = participation === 'invited' || participation === 'arrived' || back;
		if (!asked || this.#committing || !this.habits.takesPart) return;
		this.#committing = true;
		if (this.page.everyone.clock.phase === 'running' && !this.page.me.seat) this.#committedAt = performance.now();
		void this.page.send({ type: 'take_part' }).finally(() => (this.#committing = false));
	}

	#beginRound(): void {
		const { habits, chance } = this;
		const [least, most] = habits.ideasPerRound;
		const ideas = least + chance.below(most - least + 1);
		if (ideas > 0) void this.#write(ideas);
		if (chance.happens(habits.dropShare)) this.#dropLater();
		else if (chance.happens(habits.leaveShare)) this.#leaveLater();
		this.#duties.beginRound();
		const { seat } = this.page.me;
		const mine = this.page.table?.seated.find(({ person }) => person === this.id);
		if (seat && mine && !mine.placed && this.link.device === 'own')
			this.#plans.after(chance.between(50, 400), () => void this.page.send({ type: 'place_person', person: this.id }));
	}

	/** Writes one idea after the other, while the round lasts and she sits there. */
	async #write(count: number): Promise<void> {
		const round = this.#busyRound;
		const { habits, chance } = this;
		for (let written = 0; written < count; written++) {
			const share = this.roundLeftMs() / (count - written);
			const wait =
				habits.pauseMs === null ? chance.between(0.1, 0.8) * share : chance.between(0.5, 1.5) * habits.pauseMs;
			if (!(await this.#plans.pause(wait)) || round !== this.#busyRound) return;
			await this.writeIdea(null);
			if (chance.happens(habits.starShare)) this.#star();
		}
	}

	/** Writes an idea at her table, for herself or as its host for somebody else. */
	async writeIdea(onBehalfOf: PersonId | null): Promise<void> {
		const { seat } = this.page.me;
		const { clock, card } = this.page.everyone;
		if (!seat || (clock.phase !== 'running' && clock.phase !== 'ending')) return;
		const topic = card?.tables.find(({ id }) => id === seat.table)?.topic ?? null;
		const { text, language } = this.#options.texts.about(topic, this.chance);
		if (this.habits.drafts) this.page.type(seat.table, text.slice(0, Math.ceil(text.length / 2)));
		await this.page.send({ type: 'add_idea', table: seat.table, idea: newId(), text, language, onBehalfOf });
	}

	#star(): void {
		const { seat, ideas, stars } = this.page.me;
		const own = new Set(ideas.map(({ id }) => id));
		const others = (this.page.table?.ideas ?? []).filter(
			({ id, hidden }) => !hidden && !own.has(id) && !stars.includes(id)
		);
		const liked = this.chance.pick(others);
		if (seat && liked) void this.page.send({ type: 'star_idea', table: seat.table, idea: liked.id, starred: true });
	}

	#dropLater(): void {
		const [least, most] = this.habits.dropEventMinutes;
		const gone = this.eventMs(this.chance.between(least, most));
		this.#plans.after(this.chance.between(0.1, 0.7) * this.roundLeftMs(), () => {
			this.page.drop();
			this.#plans.after(gone, () => this.page.connect());
		});
	}

	#leaveLater(): void {
		this.#plans.after(this.chance.between(0.2, 0.6) * this.roundLeftMs(), async () => {
			this.#away = true;
			await this.page.send({ type: 'leave' });
			await this.#plans.pause(this.eventMs(this.habits.awayEventMinutes));
			if (!this.#plans.over) await this.page.send({ type: 'come_back' });
			this.#away = false;
		});
	}

	#vote(): void {
		const { vote } = this.page.everyone;
		if (!vote || vote.result || this.#voted.has(vote.id) || !this.habits.votes || this.#away) return;
		this.#voted.add(vote.id);
		this.#plans.after(this.chance.between(100, 3_000), () => {
			const dots = dotsOver(vote.options, vote.dots, this.chance);
			void this.page.send({ type: 'cast_ballot', vote: vote.id, dots });
		});
	}
}

/** All dots, each on one of the options. */
export function dotsOver(
	options: readonly { theme: ThemeId }[],
	count: number,
	chance: Chance
): Record<ThemeId, number> {
	const dots: Record<ThemeId, number> = {};
	for (let given = 0; given < count; given++) {
		const { theme } = chance.pick(options)!;
		dots[theme] = (dots[theme] ?? 0) + 1;
	}
	return dots;
}
