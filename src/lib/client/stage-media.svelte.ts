import type { MediaSeat } from '../protocol/wire.ts';
import { RoomMedia, type RoomMediaOptions } from './room-media.svelte.ts';

/**
 * The stage: one room for the whole event. Heard by whoever is not at a table with sound; at a table nothing of it
 * is received. Who is called up is asked first and then speaks; who steps down is not captured any more.
 */
export class StageMedia extends RoomMedia {
	#wanted = $state({ mic: false, camera: false });
	#listening = $state(false);
	#anyway = $state(false);
	/** Where she sits with sound: the table in this seating. A room of new names for it is no other place. */
	#place: string | null = null;

	constructor(options: RoomMediaOptions) {
		super('stage', options);
		this.rooms.listen(false);
	}

	/** Wants nothing until the person says so, each time anew: being called up unmutes nobody. */
	protected get wanted() {
		return this.#wanted;
	}

	/** Hears the stage now. */
	get listening(): boolean {
		return this.#listening;
	}

	/** Also at the table: somebody speaks to all tables. */
	listenAnyway(on: boolean): void {
		this.#anyway = on;
		this.follow();
	}

	protected seats(): { now: MediaSeat | null; next: MediaSeat | null } {
		const { stage } = this.live.seats;
		// In the hall one hears the hall. Whoever may speak from there (its sound desk) joins to be heard.
		return { now: this.#inHall && !stage?.mayPublish ? null : stage, next: null };
	}

	protected override followed(): void {
		const { stage, table } = this.live.seats;
		this.#listening = stage !== null && !this.#inHall && (table === null || this.#anyway);
		this.rooms.listen(this.#listening);
		// What is said at a table is for the table: a microphone that was left open on the stage does not go there.
		const place = table && `${table.version} ${table.table}`;
		const sitsDown = place !== null && place !== this.#place;
		this.#place = place;
		if ((stage?.mayPublish && !sitsDown) || (!this.#wanted.mic && !this.#wanted.camera)) return;
		this.#wanted.mic = false;
		this.#wanted.camera = false;
	}

	get #inHall(): boolean {
		return this.live.me.profile?.attendance === 'hall';
	}
}
