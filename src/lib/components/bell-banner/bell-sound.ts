/** One bell as a small stack of partials: frequency ratio, loudness, seconds until silent. */
const PARTIALS = [
	{ ratio: 1, loud: 0.42, seconds: 2.6 },
	{ ratio: 2.01, loud: 0.22, seconds: 1.7 },
	{ ratio: 2.99, loud: 0.12, seconds: 1.1 },
	{ ratio: 4.17, loud: 0.06, seconds: 0.6 }
];
const STRIKE_HZ = 784;
const STRIKES_S = [0, 0.42];

let shared: AudioContext | null = null;

/**
 * Rings the bell: two soft strikes, about 3 s. The same sound everywhere, made here, so no file is fetched.
 *
 * @returns false when the browser lets no sound through yet; the banner then speaks alone
 */
export async function ringBell(context?: AudioContext): Promise<boolean> {
	try {
		const audio = context ?? (shared ??= new AudioContext());
		// A page that nobody touched may stay silent for ever: do not wait for it.
		if (audio.state === 'suspended') await Promise.race([audio.resume(), waitMs(400)]);
		if (audio.state !== 'running') return false;
		for (const after of STRIKES_S) strike(audio, audio.currentTime + 0.02 + after);
		return true;
	} catch {
		// No audio device, or the browser forbids it. The fact is reported, the sentence stands on the screen.
		return false;
	}
}

function strike(audio: AudioContext, at: number): void {
	for (const { ratio, loud, seconds } of PARTIALS) {
		const tone = audio.createOscillator();
		const volume = audio.createGain();
		tone.frequency.value = STRIKE_HZ * ratio;
		volume.gain.setValueAtTime(0, at);
		volume.gain.linearRampToValueAtTime(loud * 0.5, at + 0.008);
		volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
		tone.connect(volume).connect(audio.destination);
		tone.start(at);
		tone.stop(at + seconds);
	}
}

function waitMs(duration: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, duration));
}
