import type { EpochMs } from '../domain/ids.ts';
import type { MediaSeat } from '../protocol/wire.ts';
import { ArmedSeat } from './armed-seat.ts';
import { BackOff } from './back-off.ts';
import { SEND_NOTHING, type LinkFailure, type LinkWish, type MediaLink } from './media-link.ts';
import { openSlot, type OpenLink, type Slot } from './media-slot.ts';

/**
 * - `off`: no seat, no sound, nothing wrong
 * - `no_sound`: it does not work, and is tried again by itself
 * - `text`: three failures; still tried every 20 s, but nobody should wait for it
 */
export type MediaConnection = 'off' | 'connecting' | 'connected' | 'no_sound' | 'text';

/** The old room is left so long after the switch: its last words were said, its elements are silent already. */
export const DROP_OLD_MS = 2_500;
const FAILURES_TO_TEXT = 3;
const TEXT_RETRY_MS = 20_000;
/** Re-created rooms come with fresh seats for everybody at once: come back spread over this. */
const FRESH_SEAT_SPREAD_MS = 500;

export interface MediaSwitchOptions {
	open: OpenLink;
	clock: { now(): EpochMs };
	/** Asks the server for another seat instead of a broken one; the seat itself arrives by `follow`. */
	renew: (seat: MediaSeat) => Promise<void>;
	onchange: () => void;
	/** The armed seat became the seat of now, by this page's own clock. */
	onswitched?: (key: string) => void;
	random?: () => number;
}

/**
 * Keeps one room audible and arms the next one beside it, so that a table change needs no joining
 * (connect, publish the microphone muted, and at `switchAt` only swap who is heard).
 */
export class MediaSwitch {
	#options: MediaSwitchOptions;
	#random: () => number;
	#backOff: BackOff;
	#now: Slot | null = null;
	#next: ArmedSeat;
	#leaving: { link: MediaLink; timer: ReturnType<typeof setTimeout> }[] = [];
	#wish: LinkWish = SEND_NOTHING;
	#listening = true;
	#watching = true;
	#state: MediaConnection = 'off';
	#trouble: LinkFailure | null = null;
	#failures = 0;
	#renewing = false;
	#retryTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: MediaSwitchOptions) {
		this.#options = options;
		this.#random = options.random ?? Math.random;
		this.#backOff = new BackOff({ leastMs: 700, mostMs: 6_000, random: this.#random });
		this.#next = new ArmedSeat({
			open: (seat) => this.#open(seat, { ...this.#wish, open: false, camera: null }),
			clock: options.clock,
			renew: options.renew,
			onswitch: (seat) => this.#atSwitch(seat),
			onarmed: () => this.#apply(),
			random: this.#random
		});
	}

	get state(): MediaConnection {
		return this.#state;
	}
	/** Why there is no sound; null while there is. */
	get trouble(): LinkFailure | null {
		return this.#trouble;
	}
	/** The room that is heard now. Never the armed one: who sits at the next table is nobody's business yet. */
	get link(): MediaLink | null {
		return this.#now?.phase === 'joined' ? this.#now.link : null;
	}
	get seat(): MediaSeat | null {
		return this.#now?.seat ?? null;
	}
	/** The next room stands ready. */
	get armed(): boolean {
		return this.#next.slot?.phase === 'joined';
	}

	/** Makes the rooms agree with the seats; safe to call as often as one likes. */
	follow(now: MediaSeat | null, next: MediaSeat | null): void {
		if (!now && !next) return this.leave();
		if (!now) this.#leaveNow();
		else if (now.key === this.#now?.seat.key) this.#refresh(this.#now, now);
		// The seating switched before this page's clock did.
		else if (now.key === this.#next.key) this.#switch(now);
		else this.#joinAnew(now);
		this.#next.follow(next?.key === this.#now?.seat.key ? null : next);
	}

	/** What the person wants to send; rooms that are left or armed get it silent. */
	want(wish: LinkWish): void {
		this.#wish = wish;
		this.#apply();
	}

	listen(on: boolean): void {
		this.#listening = on;
		for (const slot of [this.#now, this.#next.slot]) slot?.link.listen(on);
	}

	watch(on: boolean): void {
		this.#watching = on;
		for (const slot of [this.#now, this.#next.slot]) slot?.link.watch(on);
	}

	/** The server says that media is there again: do not wait for the rest of the pause. */
	retryNow(): void {
		if (this.#now?.phase === 'failed') this.#retryAfter(this.#now, this.#random() * FRESH_SEAT_SPREAD_MS);
	}

	/** No seat any more, or the page goes. */
	leave(): void {
		this.#next.drop();
		for (const { link, timer } of this.#leaving.splice(0)) {
			clearTimeout(timer);
			link.close();
		}
		this.#leaveNow();
	}

	#leaveNow(): void {
		clearTimeout(this.#retryTimer);
		if (this.#now) this.#retire(this.#now, 0);
		this.#now = null;
		this.#failures = 0;
		if (this.#state !== 'off') this.#become('off');
	}

	/** Cold: leave, then join. */
	#joinAnew(seat: MediaSeat): void {
		if (this.#now) this.#retire(this.#now, 0);
		if (!this.#renewing) this.#freshStart();
		void this.#join(seat, 'connecting');
	}

	async #join(seat: MediaSeat, shown: MediaConnection): Promise<void> {
		clearTimeout(this.#retryTimer);
		const slot = this.#open(seat, { ...this.#wish, camera: null });
		this.#now = slot;
		this.#become(shown, shown === 'connecting' ? null : this.#trouble);
		await this.#settled(slot);
	}

	async #settled(slot: Slot): Promise<void> {
		const failure = await slot.connecting;
		if (this.#now !== slot) return;
		if (failure) this.#failed(slot, failure);
		else this.#arrived(slot);
	}

	#arrived(slot: Slot): void {
		slot.phase = 'joined';
		slot.link.hear(true);
		this.#freshStart();
		this.#apply();
		this.#become('connected');
	}

	#failed(slot: Slot, failure: LinkFailure): void {
		slot.phase = 'failed';
		slot.link.close();
		if (failure === 'unable') return this.#become('text', failure);
		this.#failures += 1;
		const text = this.#failures >= FAILURES_TO_TEXT;
		this.#become(text ? 'text' : 'no_sound', failure);
		this.#retryAfter(slot, text ? TEXT_RETRY_MS * (0.75 + this.#random() / 2) : this.#backOff.next());
	}

	#retryAfter(slot: Slot, ms: number): void {
		clearTimeout(this.#retryTimer);
		this.#retryTimer = setTimeout(() => void this.#retry(slot), ms);
	}

	async #retry(slot: Slot): Promise<void> {
		if (this.#now !== slot) return;
		this.#renewing = true;
		await this.#options.renew(slot.seat);
		this.#renewing = false;
		// The server may have answered with another room, which is followed already. Without an answer the old
		// seat is tried: media may be there while the server is not.
		if (this.#now === slot && slot.phase === 'failed') await this.#join(slot.seat, this.#state);
	}

	#refresh(slot: Slot, seat: MediaSeat): void {
		const fresh = seat.token !== slot.seat.token;
		slot.seat = seat;
		if (fresh && slot.phase === 'failed') this.retryNow();
		this.#apply();
		this.#options.onchange();
	}

	#atSwitch(seat: MediaSeat): void {
		this.#switch({ ...seat, switchAt: null });
		this.#options.onswitched?.(seat.key);
	}

	/** Old silent, new heard, in one go: nothing here waits for the network. */
	#switch(seat: MediaSeat): void {
		const slot = this.#next.take();
		if (!slot) return this.#joinAnew(seat);
		clearTimeout(this.#retryTimer);
		if (this.#now) this.#retire(this.#now, DROP_OLD_MS);
		this.#freshStart();
		slot.seat = seat;
		this.#now = slot;
		if (slot.phase === 'joined') return this.#arrived(slot);
		// Late: what was to be armed goes on as a cold join.
		this.#apply();
		this.#become('connecting');
		void this.#settled(slot);
	}

	#open(seat: MediaSeat, wish: LinkWish): Slot {
		const prepare = (link: MediaLink) => {
			link.listen(this.#listening);
			link.watch(this.#watching);
			link.want(seat.mayPublish ? wish : SEND_NOTHING);
		};
		return openSlot(this.#options.open, seat, prepare, {
			onchange: (slot) => {
				if (this.#now === slot) this.#options.onchange();
			},
			onlost: (slot, failure) => {
				if (this.#now === slot && slot.phase === 'joined') this.#failed(slot, failure);
				else this.#next.lost(slot, failure);
			}
		});
	}

	/** Silent in both directions at once; the connection itself ends a little later. */
	#retire({ link, seat }: Slot, afterMs: number): void {
		link.hear(false);
		link.want(seat.mayPublish ? { ...this.#wish, open: false, camera: null } : SEND_NOTHING);
		if (afterMs === 0) return link.close();
		const timer = setTimeout(() => {
			this.#leaving = this.#leaving.filter((other) => other.link !== link);
			link.close();
		}, afterMs);
		this.#leaving.push({ link, timer });
	}

	#apply(): void {
		const { mic, open, camera } = this.#wish;
		const now = this.#now;
		if (now && now.phase !== 'failed') {
			const wish = { mic, open, camera: now.phase === 'joined' ? camera : null };
			now.link.want(now.seat.mayPublish ? wish : SEND_NOTHING);
		}
		const next = this.#next.slot;
		if (next) next.link.want(next.seat.mayPublish ? { mic, open: false, camera: null } : SEND_NOTHING);
	}

	#freshStart(): void {
		this.#failures = 0;
		this.#backOff.succeeded();
	}

	#become(state: MediaConnection, trouble: LinkFailure | null = null): void {
		this.#state = state;
		this.#trouble = trouble;
		this.#options.onchange();
	}
}
