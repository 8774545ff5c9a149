import { personChannel, tableChannel, type Channel } from '../domain/channel.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import { initialPart, INITIAL_PERSON } from '../domain/initial.ts';
import type { CarePart, DeskPart, DoorPart, EveryonePart, HelpPart, Part, PersonPart } from '../domain/parts.ts';
import type { StagePart, TablePart } from '../domain/parts.ts';
import type { Names } from '../protocol/wire.ts';
import { NO_PARTS, type EventCopy } from './event-copy.ts';

/** The parts of an event that this page may see, as reactive getters; the initial part before the first snapshot. */
export class EventParts {
	#person = $state<PersonId | null>(null);
	#parts = $state.raw(NO_PARTS);
	#names = $state.raw<Readonly<Names>>({});
	// Derived, so that a frame of one channel does not disturb who reads another.
	#everyone = $derived(this.#partOf<EveryonePart>('everyone'));
	#stage = $derived(this.#partOf<StagePart>('stage'));
	#desk = $derived(this.#partOf<DeskPart>('desk'));
	#care = $derived(this.#partOf<CarePart>('care'));
	#help = $derived(this.#partOf<HelpPart>('group:help'));
	#door = $derived(this.#partOf<DoorPart>('group:door'));
	#me = $derived(this.#person ? this.#partOf<PersonPart>(personChannel(this.#person)) : INITIAL_PERSON);

	get everyone(): EveryonePart {
		return this.#everyone;
	}
	get stage(): StagePart {
		return this.#stage;
	}
	get desk(): DeskPart {
		return this.#desk;
	}
	get care(): CarePart {
		return this.#care;
	}
	get help(): HelpPart {
		return this.#help;
	}
	get door(): DoorPart {
		return this.#door;
	}
	get me(): PersonPart {
		return this.#me;
	}

	/** The table where I sit now. */
	get tableId(): TableId | null {
		return this.#me.seat?.table ?? null;
	}

	/** My own table; null when not seated. */
	get table(): TablePart | null {
		return this.#me.seat ? this.tableOf(this.#me.seat.table) : null;
	}

	get names(): Readonly<Names> {
		return this.#names;
	}

	/** A table that this page holds: its own, or one that the desk opened. */
	tableOf(table: TableId): TablePart | null {
		return (this.#parts.get(tableChannel(table)) as TablePart | undefined) ?? null;
	}

	has(channel: Channel): boolean {
		return this.#parts.has(channel);
	}

	/** One reactive update for everything that belongs together. */
	protected show(copy: EventCopy, person: PersonId | null): void {
		this.#person = person;
		this.#parts = copy.parts();
		this.#names = copy.names;
	}

	#partOf<P extends Part>(channel: Channel): P {
		return (this.#parts.get(channel) ?? initialPart(channel)) as P;
	}
}
