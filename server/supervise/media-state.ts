/** Why there is no audio and video: a code for `messages/`, and what belongs into the sentence. */
export type MediaOffReason =
	| { code: 'media_switched_off'; params: Record<string, never> }
	| { code: 'livekit_starting'; params: Record<string, never> }
	/** No binary, and no Go to make one. */
	| { code: 'livekit_not_found'; params: { goNeeded: string } }
	| { code: 'go_too_old'; params: { goFound: string; goNeeded: string } }
	/** `detail` is for the log, not for people. */
	| { code: 'livekit_install_failed'; params: { detail: string } }
	| { code: 'livekit_crashed'; params: { detail: string; retryInMs: number } }
	/** The operator's LiveKit does not answer, or answers and refuses the key. */
	| { code: 'livekit_unreachable'; params: { httpUrl: string } }
	| { code: 'livekit_key_refused'; params: { httpUrl: string } }
	| { code: 'media_stopped'; params: Record<string, never> };

export type MediaState =
	| {
			kind: 'on';
			/** ws:// or wss://, for browsers. */
			url: string;
			/** http:// or https://, for the server's API. */
			httpUrl: string;
			key: string;
			secret: string;
	  }
	| {
			kind: 'installing';
			/** Milliseconds since 1970; null until the page is up and it has begun. */
			since: number | null;
	  }
	| { kind: 'off'; reason: MediaOffReason };

/** Keeps audio and video available as well as it can, and says how it stands. */
export interface MediaSupervisor {
	readonly state: MediaState;
	/** Calls `listener` at every later change. @returns a function that ends it */
	onChange(listener: (state: MediaState) => void): () => void;
	/** Says that people can use the page: an installation may take the machine's time from now on. */
	pageIsUp(): void;
	stop(): Promise<void>;
}

export function off(code: 'media_switched_off' | 'livekit_starting' | 'media_stopped'): MediaState {
	return { kind: 'off', reason: { code, params: {} } };
}
