/** The page under test: the product's own classes, with a server that is the test. Bundled by `bundle.ts`. */
import { personChannel } from '../../../src/lib/domain/channel.ts';
import type { PersonId } from '../../../src/lib/domain/ids.ts';
import { INITIAL_PERSON } from '../../../src/lib/domain/initial.ts';
import type { Device } from '../../../src/lib/domain/event/event-card.ts';
import type { MediaSeat } from '../../../src/lib/protocol/wire.ts';
import { Devices } from '../../../src/lib/client/devices.svelte.ts';
import { LiveEvent } from '../../../src/lib/client/live-event.svelte.ts';
import { StageMedia } from '../../../src/lib/client/stage-media.svelte.ts';
import { TableMedia } from '../../../src/lib/client/table-media.svelte.ts';
import { SocketDouble } from '../../../src/lib/client/testing/socket-double.ts';
import { now, Probe, type Heard } from './probe.ts';

const ME = personChannel('me' as PersonId);
/** Nothing may change the tone on its way into the microphone. */
const RAW = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** When this page changed over, and how many blocks of sound it had read before. */
export interface Switched {
	key: string;
	at: number;
	read: number;
}

/** Moves by the page's own clock are timed. */
class TimedLive extends LiveEvent {
	readonly switches: Switched[] = [];
	probe: Probe | null = null;

	noteSwitch(key: string): void {
		this.switches.push({ key, at: now(), read: this.probe?.read ?? 0 });
	}

	override switchedTo(key: string): void {
		this.noteSwitch(key);
		super.switchedTo(key);
	}
}

class Harness {
	readonly #far: SocketDouble;
	readonly #live: TimedLive;
	readonly #table: TableMedia;
	readonly #stage: StageMedia;
	readonly #probe: Probe;
	#captures = 0;
	#seatForAsking: MediaSeat | null = null;

	constructor(tones: number[]) {
		this.#countCaptures();
		this.#countConnections();
		let far!: SocketDouble;
		this.#live = new TimedLive({ entry: 'page', dial: SocketDouble.dial((socket) => (far = socket)) });
		this.#far = far;
		const devices = new Devices({ entry: 'page', audio: RAW });
		this.#probe = new Probe(tones);
		this.#live.probe = this.#probe;
		const options = { live: this.#live, devices, makeSpeaker: this.#probe.makeSpeaker };
		this.#table = new TableMedia(options);
		this.#stage = new StageMedia(options);
		this.#live.connect();
		far.welcome({ now: now() });
		far.answer('clock', () => now());
		far.answer('media_seat', () =>
			this.#seatForAsking ? { ok: true, seat: this.#seatForAsking } : { ok: false, code: 'media_off' }
		);
		this.#table.start();
		this.#stage.start();
	}

	/** The server says: this is your seat. */
	seat(seat: MediaSeat | null): void {
		this.#far.say('media_seat', seat);
	}

	/** The same at a given moment, by this page's clock. */
	seatAt(seat: MediaSeat, at: number): void {
		setTimeout(() => {
			this.#live.noteSwitch(seat.key);
			this.seat(seat);
		}, at - now());
	}

	/** The seating of the person, as the log says it; an armed seat needs the next one. */
	person(n: number, next: MediaSeat | null, attendance: 'hall' | 'remote' = 'remote', device: Device = 'own'): void {
		const profile = { attendance, device, languages: [], country: null, organisation: null, tags: [], topics: [] };
		const part = {
			...INITIAL_PERSON,
			profile,
			next: next && { table: next.table!, round: 2, version: next.version, switchAt: next.switchAt! }
		};
		this.#far.say('snapshot', { parts: [{ channel: ME, n, part }], gone: [] });
	}

	/** What is answered when the page asks for another seat. */
	answerWith(seat: MediaSeat | null): void {
		this.#seatForAsking = seat;
	}

	setCamera(on: boolean): Promise<string | null> {
		return this.#table.setCamera(on);
	}

	/** Shows somebody's picture and says how many pixels wide it is, once there is one; null = nobody to see. */
	async see(identity: string, limitMs: number): Promise<number | null> {
		const video = this.#table.people.find((one) => one.identity === identity)?.video;
		if (!video) return null;
		const element = document.createElement('video');
		element.style.width = '320px';
		document.body.append(element);
		const hide = this.#table.attachVideo(video)(element);
		const end = now() + limitMs;
		while (element.videoWidth === 0 && now() < end) await new Promise((again) => setTimeout(again, 50));
		const width = element.videoWidth;
		hide();
		element.remove();
		return width;
	}

	setMic(on: boolean): Promise<string | null> {
		return this.#table.setMic(on);
	}

	speakOnStage(on: boolean): Promise<string | null> {
		return this.#stage.setMic(on);
	}

	state() {
		const { state, trouble, mic, micWanted, people } = this.#table;
		const stage = { state: this.#stage.state, listening: this.#stage.listening, mic: this.#stage.mic };
		return { state, trouble, mic, micWanted, people, captures: this.#captures, switches: this.#live.switches, stage };
	}

	/** Takes what was heard since the last time. */
	heard(): Heard[] {
		return this.#probe.heard.splice(0);
	}

	#walled = false;

	/** A network that lets only web pages through: signalling works, no media ever does. */
	wallIn(walled: boolean): void {
		this.#walled = walled;
	}

	/** Frames of anybody's picture that ever arrived here. */
	async framesReceived(): Promise<number> {
		let frames = 0;
		for (const connection of this.#connections) {
			for (const entry of (await connection.getStats()).values()) {
				if (entry.type === 'inbound-rtp' && entry.kind === 'video') frames += entry.framesReceived ?? 0;
			}
		}
		return frames;
	}

	/** Tracks of this page's microphone that are live now. */
	capturing(): boolean {
		return this.#tracks.some(({ readyState }) => readyState === 'live');
	}

	now = now;
	#tracks: MediaStreamTrack[] = [];

	readonly #connections: RTCPeerConnection[] = [];

	#countConnections(): void {
		const made = this.#connections;
		const policy = () => (this.#walled ? { iceTransportPolicy: 'relay' as const } : {});
		window.RTCPeerConnection = class extends RTCPeerConnection {
			constructor(configuration?: RTCConfiguration) {
				super({ ...configuration, ...policy() });
				made.push(this);
			}
			override setConfiguration(configuration?: RTCConfiguration) {
				super.setConfiguration({ ...configuration, ...policy() });
			}
		};
	}

	#countCaptures(): void {
		const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = async (constraints) => {
			this.#captures += 1;
			const stream = await capture(constraints);
			this.#tracks.push(...stream.getTracks());
			return stream;
		};
	}
}

declare global {
	interface Window {
		harness: Harness;
		makeHarness: (tones: number[]) => void;
	}
}
window.makeHarness = (tones) => (window.harness = new Harness(tones));
export type { Harness };
