/**
 * Why a microphone or camera is not there.
 *
 * - `denied`: the person or the browser said no
 * - `none_found`, `in_use`: no such device, or another program has it
 * - `insecure`: the page came over plain http, so browsers offer no devices
 * - `unsupported`, `failed`: this browser cannot, or it broke
 * - `companion`: a phone in the hall, which never has sound
 */
export type DeviceFault = 'denied' | 'none_found' | 'in_use' | 'insecure' | 'unsupported' | 'failed' | 'companion';

export type CaptureKind = 'mic' | 'camera';

/**
 * One microphone or camera of this device, captured once and shared by everybody who needs it: nothing is captured
 * again at a table change, and nothing stays captured when nobody needs it.
 */
export class Capture {
	readonly kind: CaptureKind;
	#constraints: MediaTrackConstraints;
	#track = $state.raw<MediaStreamTrack | null>(null);
	#fault = $state<DeviceFault | null>(null);
	#busy = $state(false);
	#deviceId = $state('');
	#forbidden = false;
	#holders: string[] = [];
	#opening: Promise<DeviceFault | null> | null = null;
	#changed: () => void;

	constructor(kind: CaptureKind, constraints: MediaTrackConstraints, deviceId: string, changed: () => void) {
		this.kind = kind;
		this.#constraints = constraints;
		this.#deviceId = deviceId;
		this.#changed = changed;
	}

	get track(): MediaStreamTrack | null {
		return this.#track;
	}
	get fault(): DeviceFault | null {
		return this.#fault;
	}
	/** The browser is asking, or the device is starting. */
	get busy(): boolean {
		return this.#busy;
	}
	/** The chosen device; empty = the browser's own choice. */
	get deviceId(): string {
		return this.#deviceId;
	}

	/** The track, if this one asked for it. */
	trackFor(holder: string): MediaStreamTrack | null {
		return this.#holders.includes(holder) ? this.#track : null;
	}

	/** Captures unless it is captured already. */
	async use(holder: string): Promise<DeviceFault | null> {
		if (this.#forbidden) return 'companion';
		if (!this.#holders.includes(holder)) this.#holders = [...this.#holders, holder];
		if (this.#track) {
			this.#changed();
			return null;
		}
		this.#opening ??= this.#open().finally(() => (this.#opening = null));
		const fault = await this.#opening;
		if (fault) this.drop(holder);
		return fault;
	}

	/** The last one who drops it switches the device off. */
	drop(holder: string): void {
		if (!this.#holders.includes(holder)) return;
		this.#holders = this.#holders.filter((other) => other !== holder);
		if (this.#holders.length === 0) this.#stop();
		else this.#changed();
	}

	/** Another device, at once when something is captured. */
	async choose(deviceId: string): Promise<DeviceFault | null> {
		this.#deviceId = deviceId;
		if (!this.#track) return null;
		return this.#open();
	}

	/** A hall phone: nothing is captured, now and later. */
	forbid(forbidden: boolean): void {
		if (forbidden === this.#forbidden) return;
		this.#forbidden = forbidden;
		if (forbidden) this.close();
	}

	close(): void {
		this.#holders = [];
		this.#stop();
	}

	async #open(): Promise<DeviceFault | null> {
		this.#busy = true;
		this.#changed();
		const { track, fault } = await capture(this.kind, {
			...this.#constraints,
			...(this.#deviceId ? { deviceId: { ideal: this.#deviceId } } : {})
		});
		this.#busy = false;
		this.#fault = fault;
		// While the browser was asking everybody lost interest.
		if (track && this.#holders.length === 0) track.stop();
		else if (track) this.#take(track);
		this.#changed();
		return fault;
	}

	#take(track: MediaStreamTrack): void {
		const old = this.#track;
		this.#track = track;
		// Unplugged: whoever needs it gets the browser's next choice.
		track.addEventListener('ended', () => this.#track === track && void this.#open());
		old?.stop();
	}

	#stop(): void {
		const track = this.#track;
		this.#track = null;
		track?.stop();
		this.#changed();
	}
}

async function capture(
	kind: CaptureKind,
	constraints: MediaTrackConstraints
): Promise<{ track: MediaStreamTrack | null; fault: DeviceFault | null }> {
	const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined;
	if (!devices?.getUserMedia) return { track: null, fault: globalThis.isSecureContext ? 'unsupported' : 'insecure' };
	try {
		const stream = await devices.getUserMedia(kind === 'mic' ? { audio: constraints } : { video: constraints });
		return { track: stream.getTracks()[0] ?? null, fault: null };
	} catch (failure) {
		return { track: null, fault: FAULTS[(failure as Error).name] ?? 'failed' };
	}
}

const FAULTS: Readonly<Record<string, DeviceFault>> = {
	NotAllowedError: 'denied',
	SecurityError: 'insecure',
	NotFoundError: 'none_found',
	OverconstrainedError: 'none_found',
	NotReadableError: 'in_use',
	AbortError: 'in_use',
	TypeError: 'unsupported'
};
