import type { EpochMs } from '../domain/ids.ts';
import type { MediaSeat } from '../protocol/wire.ts';
import type { LinkFailure } from './media-link.ts';
import type { Slot } from './media-slot.ts';

/** Joins of seats that came in the same moment are spread over this. */
const ARM_SPREAD_MS = 1_000;
/** A failed arm is not tried again when less than this is left. */
const ARM_NEEDS_MS = 1_500;

export interface ArmedSeatOptions {
	open: (seat: MediaSeat) => Slot;
	clock: { now(): EpochMs };
	renew: (seat: MediaSeat) => Promise<void>;
	/** `switchAt` has come: take the slot with {@link ArmedSeat.take}. */
	onswitch: (seat: MediaSeat) => void;
	/** The next room is joined. */
	onarmed: () => void;
	random: () => number;
}

/** The room of the next table, joined in silence before the switch, and the alarm clock for the switch. */
export class ArmedSeat {
	#options: ArmedSeatOptions;
	/** As the server said it, even while nothing is connected for it. */
	#seat: MediaSeat | null = null;
	#slot: Slot | null = null;
	#armTimer: ReturnType<typeof setTimeout> | undefined;
	#switchTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: ArmedSeatOptions) {
		this.#options = options;
	}

	get slot(): Slot | null {
		return this.#slot;
	}
	get key(): string | null {
		return this.#seat?.key ?? null;
	}

	follow(seat: MediaSeat | null): void {
		if (seat?.key !== this.#seat?.key) this.drop();
		const known = this.#seat !== null;
		this.#seat = seat;
		if (!seat) return;
		if (this.#slot) this.#slot.seat = seat;
		// The server spreads the seats over the first half of the grace; this only parts those it sends together.
		if (!known) this.#armAfter(this.#options.random() * Math.min(ARM_SPREAD_MS, this.#leftMs(seat) / 8));
		this.#waitForSwitch();
	}

	/** Hands the room over (joined, still joining, or none) and forgets the seat. */
	take(): Slot | null {
		const slot = this.#slot;
		this.#slot = null;
		this.drop();
		return slot;
	}

	/** The bell was taken back, or another seat came. */
	drop(): void {
		clearTimeout(this.#armTimer);
		clearTimeout(this.#switchTimer);
		this.#slot?.link.close();
		this.#slot = null;
		this.#seat = null;
	}

	lost(slot: Slot, failure: LinkFailure): void {
		if (this.#slot !== slot) return;
		slot.link.close();
		this.#slot = null;
		const seat = this.#seat;
		if (!seat || this.#leftMs(seat) < ARM_NEEDS_MS) return;
		const again = () => {
			if (this.#seat?.key === seat.key && !this.#slot) this.#armAfter(200 + this.#options.random() * 500);
		};
		if (failure === 'gone') void this.#options.renew(seat).then(again);
		else again();
	}

	#armAfter(ms: number): void {
		clearTimeout(this.#armTimer);
		this.#armTimer = setTimeout(() => void this.#arm(), ms);
	}

	async #arm(): Promise<void> {
		if (!this.#seat || this.#slot) return;
		const slot = this.#options.open(this.#seat);
		this.#slot = slot;
		const failure = await slot.connecting;
		// Taken by the switch, or dropped: not ours any more.
		if (this.#slot !== slot) return;
		if (failure) return this.lost(slot, failure);
		slot.phase = 'joined';
		this.#options.onarmed();
	}

	#leftMs(seat: MediaSeat): number {
		return Math.max(0, (seat.switchAt ?? 0) - this.#options.clock.now());
	}

	#waitForSwitch(): void {
		clearTimeout(this.#switchTimer);
		if (!this.#seat) return;
		const leftMs = this.#leftMs(this.#seat);
		// Look again a second before: the estimate of the server's clock may have become better.
		const waitMs = leftMs > 1_500 ? leftMs - 1_000 : leftMs;
		this.#switchTimer = setTimeout(() => {
			if (!this.#seat) return;
			if (this.#leftMs(this.#seat) > 0.5) this.#waitForSwitch();
			else this.#options.onswitch(this.#seat);
		}, waitMs);
	}
}
