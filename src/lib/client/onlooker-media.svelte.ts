import { untrack } from 'svelte';
import { BackOff } from './back-off.ts';
import type { RoomMediaOptions } from './room-media.svelte.ts';
import { StageMedia } from './stage-media.svelte.ts';

/**
 * - `none`: there is no sound on the server now
 * - `elsewhere`: another tab of this browser has it
 * - `blocked`: it is there, and the browser wants one more press
 * - `lost`: it does not work, and is tried again by itself
 */
export type OnlookerSound = 'none' | 'elsewhere' | 'off' | 'connecting' | 'blocked' | 'on' | 'lost';

/**
 * The stage as an observer or a room screen hears it: listening alone, and nothing at all before somebody switched it
 * on. No seat is brought to such a page, so it asks for one.
 */
export class OnlookerMedia extends StageMedia {
	#on = $state(false);
	#refused = $state(false);
	#asking = false;
	#backOff = new BackOff({ leastMs: 700, mostMs: 10_000 });
	#again: ReturnType<typeof setTimeout> | undefined;
	#shown = 0;
	#serverHad = false;

	constructor(options: RoomMediaOptions) {
		super(options);
	}

	get sound(): OnlookerSound {
		if (this.live.media?.kind !== 'on') return 'none';
		if (!this.live.sound) return 'elsewhere';
		if (!this.#on) return 'off';
		if (this.state === 'connected') return this.needsTap ? 'blocked' : 'on';
		return this.#refused || this.state === 'no_sound' || this.state === 'text' ? 'lost' : 'connecting';
	}

	/** From within a click: browsers let nothing be heard before one. */
	switchOn(): void {
		if (this.#on) return;
		this.#on = true;
		this.start();
		void this.resumeSound();
	}

	switchOff(): void {
		untrack(() => {
			if (!this.#on) return;
			this.#on = false;
			this.#wait(undefined);
			this.stop();
			// Its token is of now; the next time there is a fresh one.
			this.live.takeSeat('stage', null);
		});
	}

	/** Somebody does not want to wait for the next attempt. */
	tryNow(): void {
		this.#wait(undefined);
		this.rooms.retryNow();
		this.#ask();
	}

	/** For `onMount` of whatever shows it: when nothing does any more, it is switched off. */
	readonly show = (): (() => void) => {
		this.#shown += 1;
		return () => {
			this.#shown -= 1;
			// Another language makes the page anew: that is no reason for silence.
			setTimeout(() => this.#shown === 0 && this.switchOff());
		};
	};

	protected override follow(): void {
		const has = this.live.media?.kind === 'on';
		const back = has && !this.#serverHad;
		this.#serverHad = has;
		super.follow();
		if (back) this.tryNow();
		else this.#ask();
	}

	#ask(): void {
		const { state, media, sound, seats } = this.live;
		const possible = state === 'live' && media?.kind === 'on' && sound;
		if (!this.#on || !possible || seats.stage || this.#asking || this.#again !== undefined) return;
		this.#asking = true;
		void this.live.ask.mediaSeat('stage').then((answer) => {
			this.#asking = false;
			if (!this.#on) return;
			if (answer.ok && answer.seat) {
				this.#backOff.succeeded();
				this.#refused = false;
				return this.live.takeSeat('stage', answer.seat);
			}
			this.#refused = true;
			this.#wait(this.#backOff.next());
		});
	}

	/** Asks again after so many milliseconds. */
	#wait(ms: number | undefined): void {
		clearTimeout(this.#again);
		this.#again = undefined;
		if (ms === undefined) return void (this.#refused = false);
		this.#again = setTimeout(() => {
			this.#again = undefined;
			this.#ask();
		}, ms);
	}
}
