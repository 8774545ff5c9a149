import { localKeep, type Keep } from './keep.ts';

/** One bell as a stack of partials: frequency ratio, loudness, seconds until it is silent. */
const PARTIALS = [
	[1, 0.4, 2.4],
	[2.4, 0.2, 1.4],
	[3.9, 0.08, 0.8]
] as const;
const STRIKE_HZ = 660;
const STRIKES_S = [0, 0.45];
const KEY = 'rondo:sound_off';
/** Browsers let a page be heard after one of these. */
const GESTURES = ['pointerdown', 'keydown'] as const;

/** The bell as a sound, made here so that no file is fetched. Silent until the first gesture on the page. */
export class Bell {
	#keep: Keep | null;
	#context: AudioContext | null = null;
	#off: boolean;

	constructor(keep: Keep | null = localKeep()) {
		this.#keep = keep;
		this.#off = this.#read();
	}

	/** Waits for the first gesture and wakes the sound then. Returns the way to stop waiting. */
	arm(): () => void {
		const wake = () => {
			stop();
			void this.#wake();
		};
		const stop = () => GESTURES.forEach((gesture) => removeEventListener(gesture, wake, true));
		GESTURES.forEach((gesture) => addEventListener(gesture, wake, { capture: true, passive: true }));
		return stop;
	}

	/** The person wants no bell on this device; remembered here. */
	get soundOff(): boolean {
		return this.#off;
	}
	set soundOff(off: boolean) {
		this.#off = off;
		try {
			if (off) this.#keep?.setItem(KEY, '1');
			else this.#keep?.removeItem(KEY);
		} catch {
			// For this visit only.
		}
	}

	/** Two soft strikes; false when nothing was heard. */
	async ring({ evenIfOff = false } = {}): Promise<boolean> {
		if (this.#off && !evenIfOff) return false;
		const context = await this.#wake();
		if (context?.state !== 'running') return false;
		for (const afterS of STRIKES_S) strike(context, context.currentTime + 0.02 + afterS);
		return true;
	}

	async #wake(): Promise<AudioContext | null> {
		try {
			this.#context ??= new AudioContext();
			// A page that nobody touched stays asleep for ever: do not wait for it.
			await Promise.race([this.#context.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
			return this.#context;
		} catch {
			// No loudspeaker: the banner and the sentence for screen readers are there anyway.
			return null;
		}
	}

	#read(): boolean {
		try {
			return this.#keep?.getItem(KEY) === '1';
		} catch {
			return false;
		}
	}
}

function strike(context: AudioContext, at: number): void {
	for (const [ratio, loudness, seconds] of PARTIALS) {
		const tone = new OscillatorNode(context, { frequency: STRIKE_HZ * ratio });
		const volume = new GainNode(context, { gain: 0 });
		volume.gain.setValueAtTime(0, at);
		volume.gain.linearRampToValueAtTime(loudness, at + 0.006);
		volume.gain.exponentialRampToValueAtTime(0.000_1, at + seconds);
		tone.connect(volume).connect(context.destination);
		tone.start(at);
		tone.stop(at + seconds);
	}
}
