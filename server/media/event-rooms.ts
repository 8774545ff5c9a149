import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf, stageOf, tableOf } from '#lib/domain/read.ts';
import { Belonging } from './belonging.ts';
import type { Gate } from './gate.ts';
import type { MediaNames } from './names.ts';
import type { Onlookers } from './onlookers.ts';
import type { Media, MediaParticipant } from './ports.ts';
import type { RoomKeeper } from './room-keeper.ts';
import { stageRoom, wantedRooms, type WantedRoom } from './rooms.ts';
import { maySpeakOnStage } from './seats.ts';
import type { MediaHint } from './webhooks.ts';

/** How long the room of the last seating stays after the switch: its people leave by themselves after 2 to 3 s. */
export const RETIRE_MS = 10_000;

export interface RoomTools {
	readonly media: Media;
	readonly rooms: RoomKeeper;
	readonly names: MediaNames;
	readonly onlookers: Onlookers;
	/** For looking at many rooms at a time. */
	readonly gate: Gate;
	readonly retireMs: number;
}

interface KnownRoom {
	/** null for a room that an earlier run of the app has left behind. */
	room: WantedRoom | null;
	/** Who belonged there when we last looked, and those whose removal has not succeeded yet. */
	people: Set<PersonId>;
	/** Monotonic ms since when it is not wanted; null = wanted. */
	unwantedSince: number | null;
}

/** The rooms of one event: what was made, who belongs there, what is to be taken away and when. */
export class EventRooms {
	readonly #event: EventId;
	readonly #tools: RoomTools;
	readonly #known = new Map<string, KnownRoom>();
	/** Speakers whose right to publish the media server was told. */
	#speaking = new Set<PersonId>();
	#seen: readonly unknown[] = [];
	/** Counts how often everything was forgotten, so that a pass under way then does not count as done. */
	#lives = 0;

	constructor(event: EventId, tools: RoomTools) {
		this.#event = event;
		this.#tools = tools;
	}

	/** Monotonic time of the next deletion that is due; null when there is none. */
	get dueAt(): number | null {
		const since = [...this.#known.values()].flatMap(({ unwantedSince }) => unwantedSince ?? []);
		return since.length === 0 ? null : Math.min(...since) + this.#tools.retireMs;
	}

	/** The media server forgot everything: so do we. */
	forget(): void {
		this.#lives++;
		this.#known.clear();
		this.#speaking = new Set();
		this.#seen = [];
	}

	/**
	 * Makes the media server match the state. Rights are taken before anything else is done.
	 *
	 * @param listed the rooms that the media server has, or null to trust what was done before
	 * @throws {MediaUnavailableError} after having tried everything; call again
	 */
	async match(state: EventState, listed: readonly string[] | null): Promise<void> {
		const seen = this.#referencesOf(state);
		const due = (this.dueAt ?? Infinity) <= performance.now();
		if (!listed && !due && same(seen, this.#seen)) return;
		this.#seen = [];
		const life = this.#lives;
		const wanted = wantedRooms(this.#tools.names, this.#event, state);
		const faults: unknown[] = [];
		const all = async (calls: Promise<unknown>[]) => {
			for (const result of await Promise.allSettled(calls))
				if (result.status === 'rejected') faults.push(result.reason);
		};
		if (listed) this.#compare(listed, wanted);
		const belonging = new Belonging(state);
		await all([...this.#review(belonging, wanted), ...this.#changeSpeakers(state, wanted)]);
		await all(wanted.map((room) => this.#tools.rooms.ensure(room)));
		await all(this.#deleteUnwanted());
		if (listed) await all(this.#inspectAll(state, wanted));
		if (faults.length > 0) throw faults[0];
		if (life === this.#lives) this.#seen = seen;
	}

	/** Somebody has joined: throws out who does not belong there, and corrects the right to publish on the stage. */
	async check(state: EventState, hint: MediaHint): Promise<void> {
		const room = wantedRooms(this.#tools.names, this.#event, state).find(({ name }) => name === hint.room);
		// Rooms of a seating this node has not read yet, or that is over, are the timer's.
		if (!room || hint.identity === null) return;
		await this.#correct(state, room, [{ identity: hint.identity, mayPublish: hint.mayPublish }], false);
	}

	/** An entry without a person was signed out: it hears nothing any more. */
	async dismiss(entry: string): Promise<void> {
		const { media, names, onlookers } = this.#tools;
		onlookers.forget(this.#event);
		await media.removeParticipant(stageRoom(names, this.#event).name, names.onlooker(this.#event, entry));
	}

	/** Deletes every room of the event, also those listed that nobody here knows. */
	async drop(listed: readonly string[]): Promise<void> {
		const { names, rooms } = this.#tools;
		const ours = new Set([...this.#known.keys(), ...listed.filter((name) => names.isOf(this.#event, name))]);
		this.forget();
		await Promise.all(Array.from(ours, (name) => rooms.delete(name)));
	}

	/** Whatever a match depends on. Parts are replaced whole, so an idea or a draft changes none of these. */
	#referencesOf(state: EventState): unknown[] {
		const { card, closed, clock } = everyoneOf(state);
		const { people, seating, next } = deskOf(state);
		const tables = card?.tables.flatMap(({ id, mode }) => {
			if (mode === 'hall') return [];
			const { rekey, host, visitors } = tableOf(state, id);
			return [rekey, host, visitors];
		});
		return [card, closed, clock, people, seating, next, stageOf(state).onStage, ...(tables ?? [])];
	}

	/** What the media server has lost is made again; what it has and nobody wants is noticed. */
	#compare(listed: readonly string[], wanted: readonly WantedRoom[]): void {
		const there = new Set(listed);
		for (const { name } of wanted) if (!there.has(name)) this.#tools.rooms.distrust(name);
		for (const name of this.#known.keys()) if (!there.has(name)) this.#known.delete(name);
		for (const name of listed)
			if (!this.#known.has(name) && this.#tools.names.isOf(this.#event, name))
				this.#known.set(name, { room: null, people: new Set(), unwantedSince: null });
	}

	/** Notes which rooms are wanted and who belongs there; answers the removals that follow. */
	#review(belonging: Belonging, wanted: readonly WantedRoom[]): Promise<void>[] {
		const names = new Set(wanted.map(({ name }) => name));
		const belongs = new Map(wanted.map((room) => [room, belonging.peopleOf(room)]));
		const successors = new Map(wanted.map((room) => [placeOf(room), room]));
		const removals: Promise<void>[] = [];
		for (const [name, known] of this.#known) {
			if (names.has(name)) continue;
			known.unwantedSince ??= performance.now();
			// A re-keyed room has a successor in the same seating: who is not in that one loses the old one at once.
			const successor = known.room && successors.get(placeOf(known.room));
			const stay = successor && belongs.get(successor);
			removals.push(...this.#remove(name, known, (person) => (stay ? !stay.has(person) : belonging.isOut(person))));
		}
		for (const [room, people] of belongs) {
			const before = this.#known.get(room.name)?.people ?? [];
			const known = { room, people: new Set([...before, ...people]), unwantedSince: null };
			this.#known.set(room.name, known);
			removals.push(...this.#remove(room.name, known, (person) => !people.has(person)));
		}
		return removals;
	}

	#remove(name: string, known: KnownRoom, goes: (person: PersonId) => boolean): Promise<void>[] {
		const { media, names } = this.#tools;
		return [...known.people].filter(goes).map(async (person) => {
			await media.removeParticipant(name, names.identity(this.#event, person));
			known.people.delete(person);
		});
	}

	#changeSpeakers(state: EventState, wanted: readonly WantedRoom[]): Promise<void>[] {
		const stage = wanted.find(({ kind }) => kind === 'stage');
		if (!stage) return [];
		const { onStage } = stageOf(state);
		const now = new Set(onStage.map(({ person }) => person).filter((person) => maySpeakOnStage(state, person)));
		const tell = async (person: PersonId, may: boolean) => {
			await this.#tools.media.setPublishing(stage.name, this.#tools.names.identity(this.#event, person), may);
			if (may) this.#speaking.add(person);
			else this.#speaking.delete(person);
		};
		return [
			...[...this.#speaking.difference(now)].map((person) => tell(person, false)),
			...[...now.difference(this.#speaking)].map((person) => tell(person, true))
		];
	}

	#deleteUnwanted(): Promise<void>[] {
		const now = performance.now();
		const due = [...this.#known].filter(([, { room, unwantedSince }]) => {
			if (unwantedSince === null) return false;
			// An armed room that is dropped was never heard; a stage that is over is over.
			const atOnce = room !== null && (room.armed || room.kind === 'stage');
			return atOnce || now - unwantedSince >= this.#tools.retireMs;
		});
		return due.map(async ([name]) => {
			await this.#tools.rooms.delete(name);
			this.#known.delete(name);
		});
	}

	/** After a first fault the rooms that wait are not asked: they would time out one after another. */
	#inspectAll(state: EventState, rooms: readonly WantedRoom[]): Promise<void>[] {
		const { gate, media } = this.#tools;
		let failed = false;
		return rooms.map((room) =>
			gate.run(async () => {
				if (failed) return;
				try {
					await this.#correct(state, room, await media.participants(room.name), true);
				} catch (error) {
					failed = true;
					throw error;
				}
			})
		);
	}

	/** Throws out who does not belong there and sets right who may publish on the stage. */
	async #correct(state: EventState, room: WantedRoom, here: readonly MediaParticipant[], anew: boolean): Promise<void> {
		const { media, names } = this.#tools;
		const people = new Belonging(state).peopleOf(room);
		const everybody = Object.keys(deskOf(state).people) as PersonId[];
		const strangers: MediaParticipant[] = [];
		const corrections = here.map((one) => {
			const { identity, mayPublish } = one;
			const person = names.person(this.#event, identity, everybody);
			if (!person && room.kind === 'stage') return void strangers.push(one);
			if (!person || !people.has(person)) return media.removeParticipant(room.name, identity);
			// A token from before a demotion still says "may publish": the state decides, not the token.
			const may = room.kind === 'stage' ? maySpeakOnStage(state, person) : mayPublish;
			return may === mayPublish ? null : media.setPublishing(room.name, identity, may);
		});
		await Promise.all([...corrections, this.#correctOnlookers(room, strangers, anew)]);
	}

	/** On the stage are observers and screens too, as long as they are signed in. They never speak. */
	async #correctOnlookers(room: WantedRoom, here: readonly MediaParticipant[], anew: boolean): Promise<void> {
		const { media, onlookers } = this.#tools;
		const identities = here.map(({ identity }) => identity);
		const known = await onlookers.among(this.#event, identities, anew);
		// The store is away: nobody is thrown out on a guess. Whoever was dismissed is out already.
		if (known === null) return;
		const corrections = here.map(({ identity, mayPublish }) => {
			if (!known.has(identity)) return media.removeParticipant(room.name, identity);
			return mayPublish ? media.setPublishing(room.name, identity, false) : null;
		});
		await Promise.all(corrections);
	}
}

/** Rooms of one place replace each other: a re-keyed room the one before. */
const placeOf = ({ table, version }: WantedRoom): string => `${version} ${table}`;

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	a.length === b.length && a.every((value, at) => Object.is(value, b[at]));
