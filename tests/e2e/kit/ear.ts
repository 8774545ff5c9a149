/**
 * What a page really plays: every audio element that is given a stream is listened to, 10 ms at a time, and the known
 * tone in it noted, if there is one. Put into a page before its own script.
 */
import type { Page } from 'playwright-core';

export interface Heard {
	/** Milliseconds since 1970. */
	at: number;
	hz: number;
	/** The element was not muted: a person would hear it. */
	audible: boolean;
}

interface AudioBlock {
	readonly numberOfFrames: number;
	readonly sampleRate: number;
	copyTo(to: Float32Array, options: { planeIndex: number; format: string }): void;
	close(): void;
}
interface Processor {
	readable: ReadableStream<AudioBlock>;
}
type EarWindow = typeof window & {
	heardTones: Heard[];
	MediaStreamTrackProcessor: new (options: { track: MediaStreamTrack }) => Processor;
};

/** Fewer blocks than this are a click of a fake microphone, not a voice. */
const CLICK = 5;
/** So many blocks of 10 ms of one tone are a voice. */
export const VOICE = 60;

/** Runs in the page. Nothing from outside this function is there. */
function listen(tones: readonly number[]): void {
	/** Quieter than this is not a tone (−40 dBFS). */
	const LEAST = 0.01;
	/** Of a block's power at least so much lies in its tone; a gap or a click in a voice rings at every frequency. */
	const LEAST_SHARE = 0.3;
	const page = window as EarWindow;
	page.heardTones = [];
	const now = () => performance.timeOrigin + performance.now();

	const goertzel = (samples: Float32Array, hz: number, rate: number): number => {
		const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
		let [before, last] = [0, 0];
		for (const sample of samples) [before, last] = [last, sample + factor * last - before];
		return (2 * Math.sqrt(Math.max(0, last * last + before * before - factor * last * before))) / samples.length;
	};
	const loudest = (samples: Float32Array, rate: number): number | null => {
		let [best, level]: [number | null, number] = [null, LEAST];
		for (const hz of tones) {
			const found = goertzel(samples, hz, rate);
			if (found > level) [best, level] = [hz, found];
		}
		const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
		return level ** 2 / 2 >= LEAST_SHARE * power ? best : null;
	};
	const follow = async (element: HTMLMediaElement, stream: MediaStream): Promise<void> => {
		const [track] = stream.getAudioTracks();
		if (!track) return;
		const reader = new page.MediaStreamTrackProcessor({ track }).readable.getReader();
		for (;;) {
			const { value: block, done } = await reader.read();
			if (done || element.srcObject !== stream) {
				block?.close();
				return void reader.cancel();
			}
			const samples = new Float32Array(block.numberOfFrames);
			block.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
			const hz = loudest(samples, block.sampleRate);
			block.close();
			if (hz !== null) page.heardTones.push({ at: now(), hz, audible: !element.muted && !element.paused });
		}
	};
	const native = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
	Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
		configurable: true,
		get(this: HTMLMediaElement) {
			return native.get!.call(this) as unknown;
		},
		set(this: HTMLMediaElement, stream: MediaStream | null) {
			native.set!.call(this, stream);
			if (stream && this instanceof HTMLAudioElement) void follow(this, stream);
		}
	});
	// A pure tone is noise to a browser: nothing may change it on its way into the microphone.
	const capture = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
	if (!capture) return;
	navigator.mediaDevices.getUserMedia = (wish = {}) => {
		const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
		const { audio } = wish;
		return capture(audio ? { ...wish, audio: { ...(typeof audio === 'object' ? audio : {}), ...raw } } : wish);
	};
}

/** Makes the pages of this browser tell which of these tones they play. */
export class Ear {
	readonly #page: Page;

	private constructor(page: Page) {
		this.#page = page;
	}

	static async on(page: Page, tones: readonly number[]): Promise<Ear> {
		await page.addInitScript(listen, [...tones]);
		return new Ear(page);
	}

	/** Forgets what was heard up to now. */
	async forget(): Promise<void> {
		await this.#page.evaluate(() => void (window as EarWindow).heardTones.splice(0));
	}

	/** Audible blocks by tone since the last {@link forget}. */
	async blocks(): Promise<Map<number, number>> {
		const heard = await this.#page.evaluate(() => (window as EarWindow).heardTones);
		const blocks = new Map<number, number>();
		for (const { hz, audible } of heard) if (audible) blocks.set(hz, (blocks.get(hz) ?? 0) + 1);
		return blocks;
	}

	/**
	 * Waits until each of these voices was heard for 0.6 s, and answers every voice that was heard meanwhile.
	 * @throws with what was heard, when one of them is still missing after the limit
	 */
	async voices(expected: readonly number[], limitMs = 45_000): Promise<number[]> {
		const end = performance.now() + limitMs;
		for (;;) {
			const blocks = await this.blocks();
			if (expected.every((hz) => (blocks.get(hz) ?? 0) >= VOICE)) return voicesIn(blocks);
			if (performance.now() > end)
				throw new Error(`expected ${expected.join(' and ')} Hz, heard ${JSON.stringify([...blocks])}`);
			await this.#page.waitForTimeout(50);
		}
	}
}

const voicesIn = (blocks: ReadonlyMap<number, number>): number[] =>
	[...blocks].flatMap(([hz, count]) => (count > CLICK ? [hz] : [])).sort((a, b) => a - b);
