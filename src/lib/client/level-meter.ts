const EVERY_MS = 100;
/** Quieter than this counts as silence, dBFS. */
const FLOOR_DB = -60;

/** Measures how loud a captured microphone is, ten times a second. */
export class LevelMeter {
	#onlevel: (level: number) => void;
	#context: AudioContext | null = null;
	#timer: ReturnType<typeof setInterval> | undefined;

	/** @param onlevel 0 (silence) to 1 (as loud as it gets), on a logarithmic scale */
	constructor(onlevel: (level: number) => void) {
		this.#onlevel = onlevel;
	}

	start(track: MediaStreamTrack): void {
		this.stop();
		if (!globalThis.AudioContext) return;
		const context = new AudioContext();
		const analyser = new AnalyserNode(context, { fftSize: 1_024 });
		context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		this.#context = context;
		this.#timer = setInterval(() => {
			// Before a gesture the browser keeps it asleep; after one this wakes it.
			if (context.state === 'suspended') void context.resume();
			analyser.getFloatTimeDomainData(samples);
			this.#onlevel(levelOf(samples));
		}, EVERY_MS);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
		void this.#context?.close();
		this.#context = null;
		this.#onlevel(0);
	}
}

/** Root mean square of the samples, from -60 dBFS (0) to full scale (1). */
export function levelOf(samples: Float32Array): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	const db = 10 * Math.log10(sum / samples.length);
	return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
