import type { MediaSeat } from '../protocol/wire.ts';
import { RoomMedia, type RoomMediaOptions } from './room-media.svelte.ts';

/**
 * Sound and picture at the table: arms the next table's room in the grace, moves at the bell, and comes back by
 * itself when something breaks. A phone in the hall gets no seat, hears nothing and asks for nothing.
 */
export class TableMedia extends RoomMedia {
	#told: string | null = null;

	constructor(options: RoomMediaOptions) {
		super('table', options);
	}

	protected get wanted() {
		return this.devices.wishes;
	}

	get micWanted(): boolean {
		return this.devices.wishes.mic;
	}
	get cameraWanted(): boolean {
		return this.devices.wishes.camera;
	}
	/** No pictures, in neither direction. */
	get audioOnly(): boolean {
		return this.devices.wishes.audioOnly;
	}

	setAudioOnly(on: boolean): void {
		this.devices.wishes.audioOnly = on;
		this.apply();
	}

	protected seats(): { now: MediaSeat | null; next: MediaSeat | null } {
		const { table, next } = this.live.seats;
		return { now: table, next };
	}

	protected override followed(): void {
		this.devices.forbid(this.live.companion);
		// A new connection to the server knows nothing of our sound.
		if (this.live.state !== 'live') this.#told = null;
		this.shown();
	}

	protected override shown(): void {
		if (this.live.state !== 'live') return;
		const connected = this.rooms.state === 'connected';
		const key = this.rooms.seat?.key ?? null;
		const said = `${key} ${connected}`;
		if (said === this.#told) return;
		this.#told = said;
		this.live.tellMedia(key, connected);
	}
}
