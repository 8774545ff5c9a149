import { Gate } from './gate.ts';
import { MediaUnavailableError, type Media, type RoomSpec } from './ports.ts';

/** Room creations in flight at once: a rotation of 400 tables must not flood the media server. */
const IN_FLIGHT = 20;

interface Kept {
	readonly maxParticipants: number;
	readonly made: Promise<void>;
}

/** Makes each room once and remembers it, for tokens and for the reconciler of one node. */
export class RoomKeeper {
	readonly #media: Media;
	readonly #gate: Gate;
	readonly #kept = new Map<string, Kept>();
	/** Counts calls without an answer: who waited behind one fails with it, or 400 rooms would time out 20 by 20. */
	#unanswered = 0;

	constructor(media: Media, gate = new Gate(IN_FLIGHT)) {
		this.#media = media;
		this.#gate = gate;
	}

	/** Resolves when the room is there; asks the media server only for a new room or a larger one. */
	ensure(room: RoomSpec): Promise<void> {
		const before = this.#kept.get(room.name);
		if (before && before.maxParticipants >= room.maxParticipants) return before.made;
		const unanswered = this.#unanswered;
		const made = this.#gate.run(() => this.#make(room, unanswered));
		const kept = { maxParticipants: room.maxParticipants, made };
		this.#kept.set(room.name, kept);
		made.catch(() => {
			if (this.#kept.get(room.name) === kept) this.#kept.delete(room.name);
		});
		return made;
	}

	async delete(name: string): Promise<void> {
		this.#kept.delete(name);
		await this.#gate.run(() => this.#media.deleteRoom(name));
	}

	/** The room may be gone: the next `ensure` asks the media server again. */
	distrust(name: string): void {
		this.#kept.delete(name);
	}

	/** The media server was restarted and has forgotten everything. */
	distrustAll(): void {
		this.#kept.clear();
	}

	async #make(room: RoomSpec, unansweredBefore: number): Promise<void> {
		if (this.#unanswered > unansweredBefore) throw new MediaUnavailableError('ensureRoom', null);
		try {
			await this.#media.ensureRoom(room);
		} catch (error) {
			if (error instanceof MediaUnavailableError && error.status === null) this.#unanswered++;
			throw error;
		}
	}
}
