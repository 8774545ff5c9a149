import { untrack } from 'svelte';
import type { PersonId } from '../domain/ids.ts';
import type { MediaSeat } from '../protocol/wire.ts';
import type { Capture, DeviceFault } from './capture.svelte.ts';
import type { Devices } from './devices.svelte.ts';
import type { LiveEvent } from './live-event.svelte.ts';
import type { LinkFailure, LinkPerson, Video } from './media-link.ts';
import type { OpenLink } from './media-slot.ts';
import { MediaSwitch, type MediaConnection } from './media-switch.ts';
import { RoomLink } from './room-link.ts';
import { Speakers } from './speakers.ts';

/** `none`: not offered here; `busy`: the browser is asking. */
export type DeviceState = 'on' | 'off' | 'blocked' | 'busy' | 'none';

export interface MediaPerson extends LinkPerson {
	/** Null until the server said who that is. */
	readonly person: PersonId | null;
}

export interface RoomMediaOptions {
	live: LiveEvent;
	devices: Devices;
	/** Only tests and the bench replace it. */
	open?: OpenLink;
	makeSpeaker?: () => HTMLAudioElement;
}

/** Refusals that mean: there is no seat for this person now. */
const NO_SEAT = new Set(['not_seated', 'nobody_seated', 'companion', 'no_table_sound', 'not_allowed', 'event_closed']);
/** Somebody unknown came: the new seat with her name is asked for once in so long, spread over as much. */
const WHO_IS_THAT_MS = 3_000;

/** Sound and picture of one kind of room, as reactive state. Follows the seats the server gives, unmutes nobody. */
export abstract class RoomMedia {
	protected readonly live: LiveEvent;
	protected readonly devices: Devices;
	protected readonly rooms: MediaSwitch;
	readonly #kind: 'stage' | 'table';
	readonly #speakers: Speakers;
	#state = $state<MediaConnection>('off');
	#trouble = $state<LinkFailure | null>(null);
	#people = $state.raw<readonly MediaPerson[]>([]);
	#mySpeaking = $state(false);
	#mayPublish = $state(false);
	#needsTap = $state(false);
	#stops: readonly (() => void)[] = [];
	#whoTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(kind: 'stage' | 'table', { live, devices, open, makeSpeaker }: RoomMediaOptions) {
		this.live = live;
		this.devices = devices;
		this.#kind = kind;
		this.#speakers = new Speakers((blocked) => (this.#needsTap = blocked), makeSpeaker);
		this.rooms = new MediaSwitch({
			open: open ?? ((seat, events) => new RoomLink(seat, events, this.#speakers)),
			clock: live.clock,
			renew: (seat) => this.#renew(seat.key),
			onchange: () => this.#show(),
			onswitched: (key) => live.switchedTo(key)
		});
	}

	/** The seats this kind of room follows; nothing = no sound here. */
	protected abstract seats(): { now: MediaSeat | null; next: MediaSeat | null };
	/** What the person wants here. */
	protected abstract wanted: { mic: boolean; camera: boolean };
	/** Something about the seats changed. */
	protected followed(): void {}
	/** Connected, or not any more. */
	protected shown(): void {}

	get state(): MediaConnection {
		return this.#state;
	}
	/** Why there is no sound: `blocked` is the person's network, the others are ours. */
	get trouble(): LinkFailure | null {
		return this.#trouble;
	}
	get people(): readonly MediaPerson[] {
		return this.#people;
	}
	get mySpeaking(): boolean {
		return this.#mySpeaking;
	}
	get mayPublish(): boolean {
		return this.#mayPublish;
	}
	get mic(): DeviceState {
		return this.#deviceState(this.devices.mic, this.wanted.mic);
	}
	get camera(): DeviceState {
		return this.#deviceState(this.devices.camera, this.wanted.camera);
	}
	/** The browser lets nothing be heard before a click: call {@link resumeSound} from it. */
	get needsTap(): boolean {
		return this.#needsTap;
	}

	/** Begins to follow the seats. Safe inside an effect. */
	start(): void {
		if (this.#stops.length > 0) return;
		untrack(() => {
			const seen = () => globalThis.document?.visibilityState === 'visible' && this.rooms.retryNow();
			globalThis.document?.addEventListener('visibilitychange', seen);
			this.#stops = [
				this.live.watch(() => untrack(() => this.follow())),
				this.devices.watch(() => untrack(() => this.apply())),
				() => globalThis.document?.removeEventListener('visibilitychange', seen)
			];
		});
	}

	/** Leaves every room; what the person wants stays as it is. */
	stop(): void {
		untrack(() => {
			for (const stop of this.#stops) stop();
			this.#stops = [];
			clearTimeout(this.#whoTimer);
			this.#whoTimer = undefined;
			this.rooms.leave();
			this.#drop();
		});
	}

	/** Speak, or be silent. Asks for the microphone when it has to; resolves with what stands in the way. */
	async setMic(on: boolean): Promise<DeviceFault | null> {
		return this.#set('mic', on);
	}

	async setCamera(on: boolean): Promise<DeviceFault | null> {
		return this.#set('camera', on);
	}

	/** From within a click. */
	resumeSound(): Promise<void> {
		return this.#speakers.resume();
	}

	/** For `{@attach}` on a video element: received only while it is mounted. */
	attachVideo(video: Video): (element: HTMLVideoElement) => () => void {
		return video.attach;
	}

	/** For `{@attach}`: one's own picture, silent, while the camera is on. */
	readonly attachOwnVideo = (element: HTMLVideoElement): (() => void) => {
		const track = this.devices.camera.trackFor(this.#kind);
		element.muted = true;
		element.srcObject = track ? new MediaStream([track]) : null;
		return () => (element.srcObject = null);
	};

	protected follow(): void {
		const { now, next } = this.live.sound ? this.seats() : { now: null, next: null };
		this.rooms.follow(now, next);
		this.followed();
		this.apply();
	}

	/** Makes captures and rooms agree with what is wanted. */
	protected apply(): void {
		this.#speakers.choose(this.devices.speakerId);
		const { mic, camera, wishes } = this.devices;
		const seeing = !wishes.audioOnly;
		this.rooms.watch(seeing);
		if (!this.rooms.seat?.mayPublish) {
			this.#drop();
			return this.rooms.want({ mic: null, open: false, camera: null });
		}
		const wanted = this.wanted;
		// After a reload, or back from the plenary: she still wants it, and was asked before.
		if (wanted.mic) this.#capture(mic);
		if (wanted.camera && seeing) this.#capture(camera);
		else camera.drop(this.#kind);
		this.rooms.want({
			mic: mic.trackFor(this.#kind),
			open: wanted.mic,
			camera: wanted.camera && seeing ? camera.trackFor(this.#kind) : null
		});
	}

	async #set(what: 'mic' | 'camera', on: boolean): Promise<DeviceFault | null> {
		if (on && this.live.companion) return 'companion';
		this.wanted[what] = on;
		let fault: DeviceFault | null = null;
		if (on && this.rooms.seat?.mayPublish) {
			fault = await this.devices[what].use(this.#kind);
			if (fault) this.wanted[what] = false;
		}
		this.apply();
		return fault;
	}

	#capture(device: Capture): void {
		if (device.trackFor(this.#kind) || device.busy || device.fault) return;
		void device.use(this.#kind);
	}

	/** Nobody may speak here now: the devices are free (unless somebody else uses them). */
	#drop(): void {
		this.devices.mic.drop(this.#kind);
		this.devices.camera.drop(this.#kind);
	}

	#deviceState(device: Capture, wanted: boolean): DeviceState {
		if (!this.#mayPublish || this.live.companion) return 'none';
		if (device.busy) return 'busy';
		if (device.fault && !device.track) return 'blocked';
		return wanted && device.track ? 'on' : 'off';
	}

	async #renew(broken?: string): Promise<void> {
		const answer = await this.live.ask.mediaSeat(this.#kind, broken);
		if (answer.ok) {
			if (answer.seat) this.live.takeSeat(this.#kind, answer.seat);
		} else if (NO_SEAT.has(answer.code)) this.live.takeSeat(this.#kind, null);
	}

	#show(): void {
		const { link, seat, state, trouble } = this.rooms;
		this.#state = state;
		this.#trouble = trouble;
		this.#mayPublish = seat?.mayPublish ?? false;
		this.#mySpeaking = link?.speaking ?? false;
		this.#people = (link?.people ?? []).map((one) => ({ ...one, person: seat?.identities[one.identity] ?? null }));
		if (this.#people.some((one) => this.#unknown(one))) this.#askWho();
		this.shown();
	}

	/** On the stage hundreds only listen, and nobody asks who they are: a name is wanted for who is heard or seen. */
	#unknown({ person, micOn, cameraOn }: MediaPerson): boolean {
		return person === null && (this.#kind === 'table' || micOn || cameraOn);
	}

	#askWho(): void {
		this.#whoTimer ??= setTimeout(
			() => {
				this.#whoTimer = undefined;
				if (this.#people.some((one) => this.#unknown(one))) void this.#renew();
			},
			WHO_IS_THAT_MS * (0.1 + Math.random())
		);
	}
}
