import { Gate } from './gate.ts';
import type { Media, RoomSpec } from './ports.ts';

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

	constructor(media: Media, gate = new Gate(IN_FLIGHT)) {
		this.#media = media;
		this.#gate = gate;
	}

	/** Resolves when the room is there; asks the media server only for a new room or a larger one. */
	ensure(room: RoomSpec): Promise<void> {
		const before = this.#kept.get(room.name);
		if (before && before.maxParticipants >= room.maxParticipants) return before.made;
		const made = this.#gate.run(() => this.#media.ensureRoom(room));
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
}
