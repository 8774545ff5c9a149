import { Capture, type DeviceFault } from './capture.svelte.ts';
import { localKeep, sessionKeep, type Keep } from './keep.ts';
import { LevelMeter } from './level-meter.ts';
import { Wishes } from './wishes.svelte.ts';

export interface DeviceName {
	readonly id: string;
	/** Empty before a permission was given. */
	readonly name: string;
}

export type DeviceKind = 'mic' | 'camera' | 'speaker';

export interface DevicesOptions {
	/** The entry of this browser's session: wishes are kept per entry. */
	entry: string;
	/** Where wishes survive a reload. @default sessionStorage */
	keep?: Keep | null;
	/** How a microphone is captured. @default echo cancellation, noise suppression, automatic gain */
	audio?: MediaTrackConstraints;
}

const SPEECH: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE: MediaTrackConstraints = { width: 640, height: 360, frameRate: 24 };
const KINDS = { audioinput: 'mic', videoinput: 'camera', audiooutput: 'speaker' } as const;

/** This device's microphone, camera and loudspeaker, and what the person wants of them. Asks for nothing by itself. */
export class Devices {
	readonly wishes: Wishes;
	readonly mic: Capture;
	readonly camera: Capture;
	#names = $state.raw<Readonly<Record<DeviceKind, readonly DeviceName[]>>>({ mic: [], camera: [], speaker: [] });
	#micLevel = $state(0);
	#speakerId = $state('');
	#meter: LevelMeter;
	#metered: MediaStreamTrack | null = null;
	#watchers: readonly (() => void)[] = [];
	#kept: Keep | null;

	constructor({ entry, keep, audio = SPEECH }: DevicesOptions) {
		this.#kept = localKeep();
		this.wishes = new Wishes(entry, keep === undefined ? sessionKeep() : keep);
		const changed = () => this.#changed();
		this.mic = new Capture('mic', audio, this.#chosen('mic'), changed);
		this.camera = new Capture('camera', PICTURE, this.#chosen('camera'), changed);
		this.#speakerId = this.#chosen('speaker');
		this.#meter = new LevelMeter((level) => (this.#micLevel = level));
	}

	/** 0 to 1, while a microphone is captured. */
	get micLevel(): number {
		return this.#micLevel;
	}
	get mics(): readonly DeviceName[] {
		return this.#names.mic;
	}
	get cameras(): readonly DeviceName[] {
		return this.#names.camera;
	}
	/** Empty where the browser cannot choose. */
	get speakers(): readonly DeviceName[] {
		return this.#names.speaker;
	}
	get micId(): string {
		return this.mic.deviceId;
	}
	get cameraId(): string {
		return this.camera.deviceId;
	}
	get speakerId(): string {
		return this.#speakerId;
	}
	/** Of the microphone, else of the camera. */
	get fault(): DeviceFault | null {
		return this.mic.fault ?? this.camera.fault;
	}

	async choose(kind: DeviceKind, id: string): Promise<DeviceFault | null> {
		try {
			this.#kept?.setItem(`rondo:${kind}`, id);
		} catch {
			// Chosen for this visit only.
		}
		if (kind !== 'speaker') return this[kind].choose(id);
		this.#speakerId = id;
		this.#changed();
		return null;
	}

	/** A phone in the hall: never a microphone, never a camera. */
	forbid(forbidden: boolean): void {
		this.mic.forbid(forbidden);
		this.camera.forbid(forbidden);
	}

	/** Called whenever a capture, a choice or a name changed. Returns the way to stop. */
	watch(changed: () => void): () => void {
		if (this.#watchers.length === 0) globalThis.navigator?.mediaDevices?.addEventListener('devicechange', this.#list);
		this.#watchers = [...this.#watchers, changed];
		return () => (this.#watchers = this.#watchers.filter((other) => other !== changed));
	}

	/** Everything off: the page goes. */
	close(): void {
		this.mic.close();
		this.camera.close();
		globalThis.navigator?.mediaDevices?.removeEventListener('devicechange', this.#list);
	}

	#list = async (): Promise<void> => {
		const all = (await globalThis.navigator?.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
		const names: Record<DeviceKind, DeviceName[]> = { mic: [], camera: [], speaker: [] };
		for (const { kind, deviceId, label } of all) if (deviceId) names[KINDS[kind]].push({ id: deviceId, name: label });
		this.#names = names;
	};

	#changed(): void {
		if (this.mic.track !== this.#metered) {
			this.#metered = this.mic.track;
			if (this.#metered) this.#meter.start(this.#metered);
			else this.#meter.stop();
			void this.#list();
		} else if (this.camera.track) void this.#list();
		for (const changed of this.#watchers) changed();
	}

	#chosen(kind: DeviceKind): string {
		try {
			return this.#kept?.getItem(`rondo:${kind}`) ?? '';
		} catch {
			return '';
		}
	}
}
