import { Bell } from './bell.ts';
import type { DeviceFault } from './capture.svelte.ts';
import type { Devices } from './devices.svelte.ts';

export type MicCheck =
	{ state: 'off' } | { state: 'asking' } | { state: 'blocked' } | { state: 'open'; level: number; heard: boolean };
export type CameraCheck = 'off' | 'asking' | 'blocked' | 'on';

/** Louder than this is a voice and not a room. */
const HEARD_LEVEL = 0.4;
const HOLDER = 'check';

/** Tries out camera, microphone and loudspeaker before the event. Nothing leaves this browser. */
export class DeviceCheck {
	#devices: Devices;
	#bell: Bell;
	#heard = $state(false);
	#mic = $derived(this.#micCheck());

	constructor(devices: Devices, bell: Bell = new Bell()) {
		this.#devices = devices;
		this.#bell = bell;
	}

	get mic(): MicCheck {
		return this.#mic;
	}
	get camera(): CameraCheck {
		const { camera } = this.#devices;
		if (camera.busy) return 'asking';
		if (camera.trackFor(HOLDER)) return 'on';
		return camera.fault ? 'blocked' : 'off';
	}
	/** Why something is blocked, for the sentence that says what to do. */
	get fault(): DeviceFault | null {
		return this.#devices.fault;
	}

	openMic(): Promise<DeviceFault | null> {
		return this.#devices.mic.use(HOLDER);
	}

	openCamera(): Promise<DeviceFault | null> {
		return this.#devices.camera.use(HOLDER);
	}

	closeCamera(): void {
		this.#devices.camera.drop(HOLDER);
	}

	/** Rings the bell once; false when the browser let nothing be heard. */
	testSound(): Promise<boolean> {
		return this.#bell.ring({ evenIfOff: true });
	}

	/** Switches off whatever nobody else uses. */
	close(): void {
		this.#devices.mic.drop(HOLDER);
		this.#devices.camera.drop(HOLDER);
		this.#heard = false;
	}

	/** For `{@attach}` on the check's video element. */
	readonly attachPicture = (element: HTMLVideoElement): (() => void) => {
		const track = this.#devices.camera.trackFor(HOLDER);
		element.muted = true;
		element.srcObject = track ? new MediaStream([track]) : null;
		return () => (element.srcObject = null);
	};

	/** Call it from an effect that reads the level: a voice was heard once and stays so. */
	listenForVoice(): void {
		if (this.#devices.micLevel > HEARD_LEVEL && this.#devices.mic.trackFor(HOLDER)) this.#heard = true;
	}

	#micCheck(): MicCheck {
		const { mic, micLevel } = this.#devices;
		if (mic.busy) return { state: 'asking' };
		if (!mic.trackFor(HOLDER)) return { state: mic.fault ? 'blocked' : 'off' };
		return { state: 'open', level: micLevel, heard: this.#heard };
	}
}
