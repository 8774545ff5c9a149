import { RoomServiceClient } from 'livekit-server-sdk';

export type LiveKitAnswer = 'ok' | 'unreachable' | 'key_refused';

const REQUEST_SECONDS = 2;

/** Whether a LiveKit answers there and accepts the key (one call of its API). */
export async function checkLiveKit(access: { httpUrl: string; key: string; secret: string }): Promise<LiveKitAnswer> {
	const rooms = new RoomServiceClient(access.httpUrl, access.key, access.secret, { requestTimeout: REQUEST_SECONDS });
	try {
		// A name that no room has: an answer without rooms costs nothing on a full server.
		await rooms.listRooms(['rondo-check']);
		return 'ok';
	} catch (error) {
		const { status } = error as { status?: number };
		return status === 401 || status === 403 ? 'key_refused' : 'unreachable';
	}
}
