/** Who says more than any page has to say is listened to later: the others are not to wait for her. */

/** Many times what a busy desk says, and some hundredths of a core for twelve tabs that never stop. */
export const MESSAGES_PER_SECOND = 200;
export const MESSAGE_BURST = 1_000;
/** A large message counts as several. */
const BYTES_OF_ONE = 2_048;

/** What is needed of the connection under a socket: also of one that never says who it is. */
export interface Talker {
	on(event: 'packet', listener: (packet: { data?: string | Buffer }) => void): unknown;
	transport: { socket?: TalkersSocket };
}

interface TalkersSocket {
	on(event: 'ping', listener: (data: Buffer) => void): unknown;
	pause(): void;
	resume(): void;
}

/**
 * Stops reading for as long as the connection has said too much: nothing is lost, and what is not read fills the
 * sender's own buffers. What had arrived already is still heard, and counts.
 */
export function listenInTurn(connection: Talker, nowMs: () => number = () => performance.now()): void {
	const { socket } = connection.transport;
	if (!socket) return;
	let left = MESSAGE_BURST;
	let at = nowMs();
	let pausing = false;
	const hear = (bytes: number) => {
		const now = nowMs();
		left = Math.min(MESSAGE_BURST, left + ((now - at) / 1_000) * MESSAGES_PER_SECOND) - 1 - bytes / BYTES_OF_ONE;
		at = now;
		if (left >= 0 || pausing) return;
		pausing = true;
		socket.pause();
		rest();
	};
	const rest = () => {
		const owedMs = (-left / MESSAGES_PER_SECOND) * 1_000 - (nowMs() - at);
		if (owedMs > 0) return void setTimeout(rest, Math.ceil(owedMs)).unref();
		pausing = false;
		socket.resume();
	};
	connection.on('packet', ({ data }) => hear(data?.length ?? 0));
	// Answered by the WebSocket itself, below everything that counts.
	socket.on('ping', (data) => hear(data.length));
}
