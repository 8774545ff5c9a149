import type { RoomOptions } from 'livekit-client';

export type LiveKit = typeof import('livekit-client');

let loading: Promise<LiveKit> | undefined;

/** Loaded only when somebody gets a seat: the join page must stay small. A failed load is tried again next time. */
export function loadLiveKit(): Promise<LiveKit> {
	loading ??= import('livekit-client').then(
		(lk) => {
			// Its messages quote the whole token: nothing of them belongs in a console.
			lk.setLogLevel('silent');
			return lk;
		},
		(failure: unknown) => {
			loading = undefined;
			throw failure;
		}
	);
	return loading;
}

/**
 * Speech at 24 kbit/s with DTX and RED; pictures at 360p and 180p, VP8, received only as large as they are shown.
 * One peer connection where that works, two in Firefox (MEDIA-8).
 */
export function roomOptions({ AudioPresets, VideoPresets }: LiveKit): RoomOptions {
	return {
		adaptiveStream: true,
		dynacast: true,
		singlePeerConnection: !/\bFirefox\//.test(navigator.userAgent),
		// The capture belongs to the page and outlives every room.
		stopLocalTrackOnUnpublish: false,
		publishDefaults: {
			audioPreset: AudioPresets.speech,
			dtx: true,
			red: true,
			videoCodec: 'vp8',
			simulcast: true,
			videoEncoding: VideoPresets.h360.encoding,
			videoSimulcastLayers: [VideoPresets.h180],
			stopMicTrackOnMute: false
		}
	};
}
