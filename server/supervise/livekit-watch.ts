import { setTimeout as delay } from 'node:timers/promises';
import type { LiveKitAccess } from '../config.ts';
import { checkLiveKit, type LiveKitAnswer } from './livekit-check.ts';
import { off, type MediaState, type MediaSupervisor } from './media-state.ts';
import { Observed } from './observed.ts';

const CHECK_MS = 5_000;

/** No audio and video, because the operator says so. */
export function mediaSwitchedOff(): MediaSupervisor {
	return { state: off('media_switched_off'), onChange: () => () => {}, pageIsUp() {}, async stop() {} };
}

/** Watches the operator's LiveKit: on while it answers and accepts the key, checked every five seconds. */
export function watchLiveKit(access: LiveKitAccess, checkMs = CHECK_MS): MediaSupervisor {
	const observed = new Observed<MediaState>(off('livekit_starting'));
	const stopping = new AbortController();
	let last: LiveKitAnswer | null = null;
	const watching = (async () => {
		while (!stopping.signal.aborted) {
			const answer = await checkLiveKit(access);
			if (answer !== last && !stopping.signal.aborted) observed.become(stateFor(answer, access));
			last = answer;
			await delay(checkMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
		}
	})();
	return {
		get state() {
			return observed.state;
		},
		onChange: (listener) => observed.onChange(listener),
		pageIsUp() {},
		async stop() {
			stopping.abort();
			await watching;
			observed.become(off('media_stopped'));
		}
	};
}

function stateFor(answer: LiveKitAnswer, access: LiveKitAccess): MediaState {
	const { httpUrl } = access;
	if (answer === 'ok') return { kind: 'on', ...access };
	if (answer === 'unreachable') return { kind: 'off', reason: { code: 'livekit_unreachable', params: { httpUrl } } };
	return { kind: 'off', reason: { code: 'livekit_key_refused', params: { httpUrl } } };
}
