import { AccessToken, RoomServiceClient, ServerError, TrackSource } from 'livekit-server-sdk';
import {
	MediaUnavailableError,
	STAGE_SOURCES,
	TOKEN_TTL_S,
	type Media,
	type MediaParticipant,
	type MediaSource,
	type MintRequest,
	type RoomSpec
} from './ports.ts';

const TIMEOUT_S = 3;
/** Twirp's word for a missing room or person. A bare 404 is a proxy that leads elsewhere: that is a fault. */
const NOT_FOUND = 'not_found';

/** The SDK refuses names and wants its enum. */
const SOURCES: Readonly<Record<MediaSource, TrackSource>> = {
	microphone: TrackSource.MICROPHONE,
	camera: TrackSource.CAMERA,
	screen_share: TrackSource.SCREEN_SHARE,
	screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO
};

export interface LiveKitAccess {
	/** http:// or https:// of the server's API. */
	httpUrl: string;
	key: string;
	secret: string;
}

/** Rooms and tokens of a livekit-server. */
export class LiveKitMedia implements Media {
	readonly #key: string;
	readonly #secret: string;
	readonly #rooms: RoomServiceClient;

	constructor({ httpUrl, key, secret }: LiveKitAccess) {
		this.#key = key;
		this.#secret = secret;
		this.#rooms = new RoomServiceClient(httpUrl, key, secret, { requestTimeout: TIMEOUT_S, failover: false });
	}

	async ensureRoom(room: RoomSpec): Promise<void> {
		const { name, maxParticipants, emptyTimeoutS: emptyTimeout, departureTimeoutS: departureTimeout } = room;
		await asking('ensureRoom', () => this.#rooms.createRoom({ name, maxParticipants, emptyTimeout, departureTimeout }));
	}

	async deleteRoom(name: string): Promise<void> {
		await asking('deleteRoom', () => this.#rooms.deleteRoom(name), undefined);
	}

	async listRooms(): Promise<string[]> {
		const rooms = await asking('listRooms', () => this.#rooms.listRooms());
		return rooms.map(({ name }) => name);
	}

	async participants(name: string): Promise<MediaParticipant[]> {
		const here = await asking('participants', () => this.#rooms.listParticipants(name), []);
		return here.map(({ identity, permission }) => ({ identity, mayPublish: permission?.canPublish ?? false }));
	}

	async removeParticipant(name: string, identity: string): Promise<void> {
		await asking('removeParticipant', () => this.#rooms.removeParticipant(name, identity), undefined);
	}

	async setPublishing(name: string, identity: string, may: boolean): Promise<void> {
		// The server replaces the permission as a whole: whatever is left out here becomes false there.
		const permission = {
			canSubscribe: true,
			canPublish: may,
			canPublishSources: may ? STAGE_SOURCES.map((source) => SOURCES[source]) : [],
			canPublishData: false,
			canUpdateMetadata: false,
			hidden: false
		};
		await asking('setPublishing', () => this.#rooms.updateParticipant(name, identity, { permission }), undefined);
	}

	mint({ room, identity, mayPublish, sources }: MintRequest): Promise<string> {
		// The SDK would mint a token without a room, which opens every room.
		if (!room || !identity) throw new RangeError('a token needs a room and an identity');
		const token = new AccessToken(this.#key, this.#secret, { identity, ttl: TOKEN_TTL_S });
		token.addGrant({
			roomJoin: true,
			room,
			canSubscribe: true,
			canPublish: mayPublish,
			...(mayPublish ? { canPublishSources: sources.map((source) => SOURCES[source]) } : {}),
			canPublishData: false,
			canUpdateOwnMetadata: false
		});
		return token.toJwt();
	}
}

/** Turns every fault into a {@link MediaUnavailableError} without words; `missing` answers for what is not there. */
async function asking<T>(operation: string, call: () => Promise<T>, ...missing: [T] | []): Promise<T> {
	try {
		return await call();
	} catch (error) {
		const fault = error instanceof ServerError ? error : null;
		if (fault?.code === NOT_FOUND && missing.length > 0) return missing[0] as T;
		throw new MediaUnavailableError(operation, fault?.status ?? null);
	}
}
