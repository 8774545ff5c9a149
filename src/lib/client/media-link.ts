/** What the switch needs of one LiveKit room; `room-link.ts` is the real one. */

/**
 * - `gone`: the room or the token is not valid any more (404, 401): a new seat is needed
 * - `blocked`: the server answers but no sound gets through (a firewall, no UDP)
 * - `down`: the server was not reached
 * - `silent`: was connected, and nothing arrives any more
 * - `ended`: the server ended it (room deleted, removed, joined elsewhere)
 * - `unable`: this browser has no WebRTC, so that trying again is of no use
 */
export type LinkFailure = 'gone' | 'blocked' | 'down' | 'silent' | 'ended' | 'unable';

/** A picture that can be shown; only while it is shown it is received. */
export interface Video {
	readonly sid: string;
	/** A Svelte attachment, the same function for the same picture. */
	readonly attach: (element: HTMLVideoElement) => () => void;
}

export interface LinkPerson {
	/** LiveKit's name for somebody: random per person and event. */
	readonly identity: string;
	readonly speaking: boolean;
	readonly micOn: boolean;
	readonly cameraOn: boolean;
	readonly video: Video | null;
	/** The connection of that person is bad. */
	readonly weak: boolean;
}

/** What should be sent, whenever it becomes possible. */
export interface LinkWish {
	/** The captured microphone; a copy of it is published. Null = nothing is published. */
	readonly mic: MediaStreamTrack | null;
	/** False = published, but silent here and in the server. */
	readonly open: boolean;
	readonly camera: MediaStreamTrack | null;
}

export const SEND_NOTHING: LinkWish = { mic: null, open: false, camera: null };

export interface MediaLink {
	readonly people: readonly LinkPerson[];
	/** The person here is heard by the server. */
	readonly speaking: boolean;
	/** Joins within 8 seconds; null = joined. Never rejects. */
	connect(): Promise<LinkFailure | null>;
	want(wish: LinkWish): void;
	/** Receive sound at all. Off costs the network nothing. */
	listen(on: boolean): void;
	/** Let the received sound be heard here: at once, without asking the server. */
	hear(on: boolean): void;
	/** Receive pictures at all. */
	watch(on: boolean): void;
	/** Leaves; what was captured goes on elsewhere. */
	close(): void;
}

export interface LinkEvents {
	/** Somebody came, left, spoke, muted. */
	onchange: () => void;
	/** Joined, and it does not work any more. Said once. */
	onlost: (failure: LinkFailure) => void;
}
