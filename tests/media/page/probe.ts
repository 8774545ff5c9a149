/** One 10-ms block of one voice in which a known tone was found. */
export interface Heard {
	/** Milliseconds since 1970. */
	at: number;
	/** Blocks that the page had read before this one: what came first where the clock shows the same for both. */
	n: number;
	hz: number;
	/** The element it plays on was not muted: a person would hear it. */
	audible: boolean;
	/** The track that it came by: one publication of one person. */
	track: string;
	/** Of the block's power, how much lies in the tone: 0 to 1. */
	share: number;
}

/** Quieter than this is not a tone (−40 dBFS). */
const LEAST = 0.01;
/** Of a block's power at least so much lies in its tone; a gap or a click in a voice rings at every frequency. */
const LEAST_SHARE = 0.3;
export const now = (): number => performance.timeOrigin + performance.now();

/** Listens to everything that an audio element is given, block by block, as it is decoded. */
export class Probe {
	readonly heard: Heard[] = [];
	/** Blocks read so far, also those without a tone. */
	read = 0;
	readonly #tones: readonly number[];

	constructor(tones: readonly number[]) {
		this.#tones = tones;
	}

	/** An audio element whose sound is measured. */
	readonly makeSpeaker = (): HTMLAudioElement => {
		const element = document.createElement('audio');
		const native = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
		Object.defineProperty(element, 'srcObject', {
			get: () => native.get!.call(element),
			set: (stream: MediaStream | null) => {
				native.set!.call(element, stream);
				if (stream) void this.#listen(element, stream);
			}
		});
		return element;
	};

	async #listen(element: HTMLAudioElement, stream: MediaStream): Promise<void> {
		const [track] = stream.getAudioTracks();
		const reader = new MediaStreamTrackProcessor({ track: track! }).readable.getReader();
		for (;;) {
			const { value: block, done } = await reader.read();
			if (done || element.srcObject !== stream) {
				block?.close();
				return void reader.cancel();
			}
			const samples = new Float32Array(block.numberOfFrames);
			block.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
			const n = this.read++;
			const found = loudest(samples, this.#tones, block.sampleRate);
			block.close();
			if (found === null) continue;
			this.heard.push({ at: now(), n, audible: !element.muted && !element.paused, track: track!.id, ...found });
		}
	}
}

function loudest(samples: Float32Array, tones: readonly number[], rate: number): Pick<Heard, 'hz' | 'share'> | null {
	let [best, level]: [number | null, number] = [null, LEAST];
	for (const hz of tones) {
		const found = goertzel(samples, hz, rate);
		if (found > level) [best, level] = [hz, found];
	}
	const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
	const share = level ** 2 / 2 / power;
	return best !== null && share >= LEAST_SHARE ? { hz: best, share } : null;
}

/** Amplitude of one frequency in a block. */
function goertzel(samples: Float32Array, hz: number, rate: number): number {
	const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
	let [before, last] = [0, 0];
	for (const sample of samples) [before, last] = [last, sample + factor * last - before];
	return (2 * Math.sqrt(Math.max(0, last * last + before * before - factor * last * before))) / samples.length;
}

interface AudioBlock {
	readonly numberOfFrames: number;
	readonly sampleRate: number;
	copyTo(to: Float32Array, options: { planeIndex: number; format: string }): void;
	close(): void;
}
declare global {
	const MediaStreamTrackProcessor: new (options: { track: MediaStreamTrack }) => {
		readable: ReadableStream<AudioBlock>;
	};
}
