/** People with real media, by rtc-node: they send a tone, so that there is a track to lose. */
import {
	AudioFrame,
	AudioSource,
	dispose,
	LocalAudioTrack,
	Room,
	RoomEvent,
	TrackPublishOptions,
	TrackSource
} from '@livekit/rtc-node';

const RATE = 48_000;
const FRAME = RATE / 100;
const HZ = 700;

export class Speaker {
	readonly #room: Room;
	#source: AudioSource | null = null;

	private constructor(room: Room) {
		this.#room = room;
	}

	/** Resolves when media is connected. */
	static async join(url: string, token: string): Promise<Speaker> {
		const room = new Room();
		await room.connect(url, token, { autoSubscribe: false, dynacast: false });
		return new Speaker(room);
	}

	get connected(): boolean {
		return this.#room.isConnected;
	}

	/** Resolves when this one was disconnected, whoever did it. */
	gone(): Promise<void> {
		if (!this.connected) return Promise.resolve();
		return new Promise((resolve) => this.#room.once(RoomEvent.Disconnected, () => resolve()));
	}

	/** How many tracks of that person are published, as this one sees it; null when she is not there. */
	tracksOf(identity: string): number | null {
		return this.#room.remoteParticipants.get(identity)?.trackPublications.size ?? null;
	}

	async speak(): Promise<void> {
		const source = (this.#source = new AudioSource(RATE, 1));
		const track = LocalAudioTrack.createAudioTrack('microphone', source);
		const options = new TrackPublishOptions();
		options.source = TrackSource.SOURCE_MICROPHONE;
		await this.#room.localParticipant!.publishTrack(track, options);
		void this.#sing(source);
	}

	async leave(): Promise<void> {
		const source = this.#source;
		this.#source = null;
		await this.#room.disconnect();
		await source?.close();
	}

	/** Frames are paced by the source's own queue. */
	async #sing(source: AudioSource): Promise<void> {
		const samples = new Int16Array(FRAME);
		for (let at = 0; this.#source === source; at += FRAME) {
			for (let i = 0; i < FRAME; i++) samples[i] = 6_000 * Math.sin((2 * Math.PI * HZ * (at + i)) / RATE);
			try {
				await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
			} catch {
				return; // closed meanwhile
			}
		}
	}
}

/** To be called once, after everybody has left; the process would not end without it. */
export const silence = (): Promise<void> => dispose();
