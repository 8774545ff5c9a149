import type { Room } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveKit } from './livekit.ts';
import { PUBLISH_AGAIN_MS, Publisher } from './publisher.ts';

/** A captured track as far as a publisher touches it. */
class TrackDouble {
	enabled = true;
	stopped = false;
	clone = () => new TrackDouble();
	stop = () => void (this.stopped = true);
}

class LocalDouble {
	isMuted = false;
	mediaStreamTrack: TrackDouble;
	constructor(track: TrackDouble) {
		this.mediaStreamTrack = track;
	}
	async mute(): Promise<void> {
		await undefined;
		this.isMuted = true;
		this.mediaStreamTrack.enabled = false;
	}
	async unmute(): Promise<void> {
		await undefined;
		this.isMuted = false;
		this.mediaStreamTrack.enabled = true;
	}
}

/** A room whose publications end when the test says so. */
class RoomDouble {
	readonly published: LocalDouble[] = [];
	#answers: { resolve: () => void; reject: (fault: Error) => void }[] = [];
	readonly localParticipant = {
		permissions: { canPublish: true, canPublishSources: [] },
		publishTrack: (track: LocalDouble) =>
			new Promise<void>((resolve, reject) => {
				this.published.push(track);
				this.#answers.push({ resolve, reject });
			}),
		unpublishTrack: () => Promise.resolve()
	};

	async answer(fault?: Error): Promise<void> {
		const answer = this.#answers.shift()!;
		if (fault) answer.reject(fault);
		else answer.resolve();
		await settled();
	}
}

const settled = async () => {
	for (let turn = 0; turn < 20; turn++) await undefined;
};
const LIVEKIT = {
	LocalAudioTrack: LocalDouble,
	Track: { Source: { Microphone: 'microphone', Camera: 'camera' } }
} as unknown as LiveKit;

describe('what a room gets of a microphone', () => {
	let room: RoomDouble;
	let publisher: Publisher;
	const mic = new TrackDouble() as unknown as MediaStreamTrack;

	beforeEach(() => {
		vi.useFakeTimers();
		room = new RoomDouble();
		publisher = new Publisher(LIVEKIT, room as unknown as Room);
	});
	afterEach(() => {
		publisher.close();
		vi.useRealTimers();
	});

	test('a publication that failed is tried again, as long as it is wanted', async () => {
		publisher.want({ mic, open: true, camera: null });
		await settled();
		await room.answer(new Error('timed out'));
		expect(room.published[0]!.mediaStreamTrack.stopped).toBe(true);
		await vi.advanceTimersByTimeAsync(PUBLISH_AGAIN_MS);
		expect(room.published).toHaveLength(2);
		await room.answer(new Error('timed out'));
		publisher.want({ mic: null, open: false, camera: null });
		await vi.advanceTimersByTimeAsync(PUBLISH_AGAIN_MS);
		expect(room.published).toHaveLength(2);
	});

	test('closed and opened again while it is being published: it is heard', async () => {
		publisher.want({ mic, open: true, camera: null });
		await settled();
		publisher.want({ mic, open: false, camera: null });
		expect(room.published[0]!.mediaStreamTrack.enabled).toBe(false);
		publisher.want({ mic, open: true, camera: null });
		await room.answer();
		expect(room.published[0]!).toMatchObject({ isMuted: false, mediaStreamTrack: { enabled: true } });
	});

	test('closed while it is being published: it is silent at once, and muted in the room afterwards', async () => {
		publisher.want({ mic, open: true, camera: null });
		await settled();
		publisher.want({ mic, open: false, camera: null });
		expect(room.published[0]!.mediaStreamTrack.enabled).toBe(false);
		await room.answer();
		expect(room.published[0]!).toMatchObject({ isMuted: true, mediaStreamTrack: { enabled: false } });
	});

	test('wished in the very moment in which there was nothing to do: done', async () => {
		publisher.settle();
		publisher.want({ mic, open: true, camera: null });
		await settled();
		expect(room.published).toHaveLength(1);
	});

	test('a wish while muting is carried out after it', async () => {
		publisher.want({ mic, open: true, camera: null });
		await settled();
		await room.answer();
		publisher.want({ mic, open: false, camera: null });
		publisher.want({ mic, open: true, camera: null });
		await settled();
		expect(room.published[0]!).toMatchObject({ isMuted: false, mediaStreamTrack: { enabled: true } });
	});

	test('left while it is being published: what was captured for it ends', async () => {
		publisher.want({ mic, open: true, camera: null });
		await settled();
		publisher.close();
		await room.answer();
		expect(room.published[0]!.mediaStreamTrack.stopped).toBe(true);
	});
});
