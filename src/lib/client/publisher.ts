import type { LocalAudioTrack, LocalTrack, LocalVideoTrack, Room, Track } from 'livekit-client';
import type { LiveKit } from './livekit.ts';
import { SEND_NOTHING, type LinkWish } from './media-link.ts';

/** LiveKit's numbers for what a permission is about. */
const CAMERA = 1;
const MICROPHONE = 2;

/** A publication that failed (a busy network, a busy server) is tried again after so long. */
export const PUBLISH_AGAIN_MS = 2_000;

type Local = LocalAudioTrack | LocalVideoTrack;

/** A published copy of something captured. */
interface Copy<T extends Local = Local> {
	readonly local: T;
	source: MediaStreamTrack;
}

/**
 * Makes what a room gets agree with what is wished, one step after another. Each room gets a copy of the capture:
 * one track has one sender, and LiveKit stops a track whose publishing timed out.
 */
export class Publisher {
	#lk: LiveKit;
	#room: Room;
	#wish: LinkWish = SEND_NOTHING;
	#mic: Copy<LocalAudioTrack> | null = null;
	#camera: Copy<LocalVideoTrack> | null = null;
	#settleMic = settling(() => this.#stepMic());
	#settleCamera = settling(() => this.#stepCamera());
	#retryTimer: ReturnType<typeof setTimeout> | undefined;
	#closed = false;

	constructor(lk: LiveKit, room: Room) {
		this.#lk = lk;
		this.#room = room;
	}

	want(wish: LinkWish): void {
		this.#wish = wish;
		// Silent from this line on, whatever the network and the steps below are doing.
		if (!wish.open && this.#mic) this.#mic.local.mediaStreamTrack.enabled = false;
		if (!wish.camera && this.#camera) this.#camera.local.mediaStreamTrack.enabled = false;
		this.settle();
	}

	/** Also after something changed in the room: permissions, the connection. */
	settle(): void {
		this.#settleMic();
		this.#settleCamera();
	}

	/** The server took a track away (stepped down from the stage): it is not captured here any more either. */
	revoked(track: unknown): void {
		if (track && track === this.#mic?.local) this.#mic = stopped(this.#mic);
		if (track && track === this.#camera?.local) this.#camera = stopped(this.#camera);
	}

	/** The local copies, for their statistics. */
	get tracks(): Local[] {
		return [this.#mic?.local, this.#camera?.local].filter((track) => track !== undefined);
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#retryTimer);
		this.#mic = stopped(this.#mic);
		this.#camera = stopped(this.#camera);
	}

	/** One step towards the wish; false when there is none to take now. */
	async #stepMic(): Promise<boolean> {
		if (this.#closed) return false;
		const { mic, open } = this.#wish;
		const copy = this.#mic;
		if (!mic) {
			if (!copy) return false;
			this.#mic = null;
			return this.#unpublish(copy);
		}
		if (!copy) return this.#mayPublish(this.#lk.Track.Source.Microphone) && this.#publishMic(mic, open);
		if (copy.source !== mic) return replace(copy, mic, open);
		if (open === copy.local.isMuted) {
			await (open ? copy.local.unmute() : copy.local.mute());
			return true;
		}
		// Closed and opened again before the room was told of the first: silenced in `want`, muted nowhere.
		copy.local.mediaStreamTrack.enabled = open;
		return false;
	}

	async #stepCamera(): Promise<boolean> {
		if (this.#closed) return false;
		const { camera } = this.#wish;
		const copy = this.#camera;
		if (!camera) {
			if (!copy) return false;
			this.#camera = null;
			return this.#unpublish(copy);
		}
		if (!copy) return this.#mayPublish(this.#lk.Track.Source.Camera) && this.#publishCamera(camera);
		return copy.source === camera ? false : replace(copy, camera, true);
	}

	async #publishMic(mic: MediaStreamTrack, open: boolean): Promise<boolean> {
		const local = new this.#lk.LocalAudioTrack(mic.clone(), undefined, true);
		this.#mic = { local, source: mic };
		// Before it is published: so the server is told `muted` and drops every packet of an armed seat.
		if (!open) await local.mute();
		return this.#publish(local, this.#lk.Track.Source.Microphone);
	}

	async #publishCamera(camera: MediaStreamTrack): Promise<boolean> {
		const local = new this.#lk.LocalVideoTrack(camera.clone(), undefined, true);
		this.#camera = { local, source: camera };
		return this.#publish(local, this.#lk.Track.Source.Camera);
	}

	async #publish(local: Local, source: Track.Source): Promise<boolean> {
		try {
			await this.#room.localParticipant.publishTrack(local as LocalTrack, { source });
			// Left or taken back while it was on its way.
			if (this.#closed || !this.tracks.includes(local)) local.mediaStreamTrack.stop();
			return true;
		} catch {
			this.revoked(local);
			local.mediaStreamTrack.stop();
			clearTimeout(this.#retryTimer);
			if (!this.#closed) this.#retryTimer = setTimeout(() => this.settle(), PUBLISH_AGAIN_MS);
			return false;
		}
	}

	async #unpublish(copy: Copy): Promise<boolean> {
		copy.local.mediaStreamTrack.stop();
		await this.#room.localParticipant.unpublishTrack(copy.local as LocalTrack, false).catch(() => undefined);
		return true;
	}

	#mayPublish(source: Track.Source): boolean {
		const permissions = this.#room.localParticipant.permissions;
		if (!permissions?.canPublish) return false;
		const sources: readonly number[] = permissions.canPublishSources;
		return sources.length === 0 || sources.includes(source === this.#lk.Track.Source.Microphone ? MICROPHONE : CAMERA);
	}
}

/** Takes one step after another until there is none to take; asked again meanwhile, it looks once more. */
function settling(step: () => Promise<boolean>): () => void {
	let running = false;
	let asked = false;
	const run = async () => {
		running = true;
		while (asked) {
			asked = false;
			while (await step());
		}
		running = false;
	};
	return () => {
		asked = true;
		if (!running) void run();
	};
}

function stopped(copy: Copy | null): null {
	copy?.local.mediaStreamTrack.stop();
	return null;
}

/** Another device was chosen: the same publication goes on with it. */
async function replace(copy: Copy, source: MediaStreamTrack, open: boolean): Promise<boolean> {
	const [old, fresh] = [copy.local.mediaStreamTrack, source.clone()];
	fresh.enabled = open && !copy.local.isMuted;
	copy.source = source;
	try {
		await copy.local.replaceTrack(fresh, true);
		old.stop();
	} catch {
		// Not published any more: the next step starts from there.
		fresh.stop();
	}
	return true;
}
