/** Counts for everybody and, by table, for the desk: at most twice a second, never one message per fact and viewer. */
import { RUNNING, SITTING } from '#lib/domain/people/role-groups.ts';
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf, personOf, tableOf } from '#lib/domain/read.ts';
import type { TableTally, Tally } from '#lib/protocol/wire.ts';
import type { Audience } from '../realtime/audience.ts';
import type { NameBook } from '../realtime/names.ts';
import type { View } from '../realtime/view.ts';
import type { EventRuntime } from './event-runtime.ts';
import type { Presence } from './presence.ts';
import { isPresent, type LonelyTable } from './watch.ts';

const TALLY_MS = 500;
/** How long a table has been quiet is counted on without a commit. */
const QUIET_MS = 5_000;
const LATEST = 12;
/** Arrivals that are remembered: some of them leave again, or have no name. */
const ARRIVALS = 60;

/** Whoever waits at the door reads no stage, and learns no name of those inside. */
const seenBy = (view: View, tally: Tally): Tally => (view.told.has('stage') ? tally : { ...tally, latest: [] });

export interface TalliesOptions {
	runtime: EventRuntime;
	presence: Presence;
	audience: Audience;
	names: NameBook;
	/** Who is really connected to the table's sound. */
	mediaHere: ReadonlyMap<PersonId, string>;
	lonely: ReadonlyMap<TableId, LonelyTable>;
	now: () => EpochMs;
}

export class Tallies {
	readonly #runtime: EventRuntime;
	readonly #presence: Presence;
	readonly #audience: Audience;
	readonly #names: NameBook;
	readonly #mediaHere: ReadonlyMap<PersonId, string>;
	readonly #lonely: ReadonlyMap<TableId, LonelyTable>;
	readonly #now: () => EpochMs;
	readonly #lastWritten = new Map<TableId, EpochMs>();
	readonly #arrivals: PersonId[] = [];
	#timer: NodeJS.Timeout | null = null;
	#quietTimer: NodeJS.Timeout | null = null;
	#last = '';
	#recent: { at: EpochMs; tally: Tally; text: string } | null = null;
	#closed = false;

	constructor({ runtime, presence, audience, names, mediaHere, lonely, now }: TalliesOptions) {
		this.#runtime = runtime;
		this.#presence = presence;
		this.#audience = audience;
		this.#names = names;
		this.#mediaHere = mediaHere;
		this.#lonely = lonely;
		this.#now = now;
	}

	arrived(person: PersonId): void {
		this.#arrivals.unshift(person);
		this.#arrivals.splice(ARRIVALS);
	}

	/** Somebody typed or wrote: the table is not quiet. */
	wrote(table: TableId): void {
		this.#lastWritten.set(table, this.#now());
	}

	/** Counts go out at most twice a second, and only when they changed. */
	touch(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = null;
			this.#send();
		}, TALLY_MS);
	}

	/**
	 * Not volatile: counts are told when they change and not again, and of two volatile messages in one turn the second
	 * is always dropped.
	 */
	#send(): void {
		if (this.#closed || this.#audience.views.size === 0) return;
		const tally = this.#tally();
		const text = JSON.stringify(tally);
		if (text !== this.#last) {
			this.#last = text;
			for (const view of this.#audience.views) view.socket.emit('tally', seenBy(view, tally));
		}
		const desk = this.#audience.watchersOf('desk');
		if (desk.size > 0) {
			const tables = this.#tableTallies();
			for (const view of desk) view.socket.emit('table_tallies', tables);
		}
		// Seconds of quiet go on without a commit.
		if (desk.size > 0 && everyoneOf(this.#runtime.state).clock.phase === 'running')
			this.#quietTimer ??= setTimeout(() => {
				this.#quietTimer = null;
				this.touch();
			}, QUIET_MS);
	}

	/**
	 * The counts for a page that has just come, as it may see them: 2,000 that come back at once do not count 2,000
	 * people each.
	 */
	for(view: View): Tally {
		const at = this.#now();
		if (!this.#recent || at - this.#recent.at > TALLY_MS) {
			const tally = this.#tally();
			this.#recent = { at, tally, text: JSON.stringify(tally) };
		}
		// What this page holds now is not what the others hold: the next counts go out even if those know them.
		if (this.#recent.text !== this.#last) this.#last = '';
		return seenBy(view, this.#recent.tally);
	}

	#tally(): Tally {
		const { people } = deskOf(this.#runtime.state);
		const everyone = everyoneOf(this.#runtime.state);
		const taking = Object.values(people).filter(({ role }) => SITTING.includes(role));
		const expected = taking.filter(({ participation }) => participation !== 'left' && participation !== 'removed');
		const open = everyone.vote && everyone.vote.result === null ? everyone.vote.id : null;
		const inLobby = everyone.clock.phase === 'before';
		return {
			here: expected.filter((person) => isPresent(person, this.#presence)).length,
			committed: taking.filter(({ participation }) => participation === 'committed').length,
			expected: expected.length,
			latest: inLobby ? this.#latest() : [],
			ballots:
				open === null
					? null
					: taking.filter(({ id }) => Object.hasOwn(personOf(this.#runtime.state, id).ballots, open)).length,
			facilitators: Object.values(people).filter(({ id, role }) => RUNNING.includes(role) && this.#presence.isHere(id))
				.length
		};
	}

	#latest(): string[] {
		const names = new Set<string>();
		const { people } = deskOf(this.#runtime.state);
		for (const person of this.#arrivals) {
			// Who waits at the door is not announced to those inside.
			if (people[person]?.participation === 'waiting' || !this.#presence.isHere(person)) continue;
			const name = this.#names.nameOf(person);
			if (name !== null) names.add(name);
			if (names.size === LATEST) break;
		}
		return [...names];
	}

	#tableTallies(): TableTally[] {
		const { state } = this.#runtime;
		const { people } = deskOf(state);
		const now = this.#now();
		return (everyoneOf(state).card?.tables ?? []).map(({ id }) => {
			const { seated, host, ideas, round } = tableOf(state, id);
			const present = seated.filter(({ person }) => people[person] && isPresent(people[person], this.#presence));
			const wrote = this.#lastWritten.get(id);
			return {
				table: id,
				expected: seated.length,
				here: present.length,
				ideas: ideas.filter(({ hidden }) => !hidden).length,
				insights: ideas.filter((idea) => idea.key && idea.round === round).length,
				aloneSince: this.#lonely.get(id)?.since ?? null,
				quietMs: wrote === undefined ? null : now - wrote,
				hostHere: host !== null && present.some(({ person }) => person === host),
				mediaHere: seated.filter(({ person }) => this.#mediaHere.has(person)).length
			};
		});
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
		if (this.#quietTimer) clearTimeout(this.#quietTimer);
	}
}
