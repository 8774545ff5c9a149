import type { LiveSocket } from './view.ts';

/** A packet of Engine.IO that waits for its turn. */
interface WaitingPacket {
	data?: string | Buffer;
	/** The frame as it goes over the network, where it was made for many readers at once. */
	options?: { wsPreEncodedFrame?: readonly Buffer[] };
}

interface EngineConnection {
	writeBuffer?: WaitingPacket[];
	transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } };
	close(discard?: boolean): void;
}

/** Bytes as they are sent that this reader has not taken yet. Socket.IO has no back-pressure of its own: it would keep them for ever. */
export function unsentBytes(socket: LiveSocket): number {
	const connection = socket.conn as unknown as EngineConnection;
	let bytes = connection.transport?.socket?.bufferedAmount ?? 0;
	for (const packet of connection.writeBuffer ?? []) bytes += frameBytes(packet);
	return bytes;
}

/** Of the WebSocket frame (RFC 6455, 5.2): head and payload, a text as UTF-8 after the digit of its type. */
function frameBytes({ data, options }: WaitingPacket): number {
	const made = options?.wsPreEncodedFrame;
	if (made) return made.reduce((sum, { length }) => sum + length, 0);
	const payload = Buffer.isBuffer(data) ? data.length : 1 + Buffer.byteLength(data ?? '');
	return payload + (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);
}

/** Ends a connection without waiting for what it will not read. */
export function cutOff(socket: LiveSocket): void {
	const connection = socket.conn as unknown as EngineConnection;
	const { terminate } = connection.transport?.socket ?? {};
	if (terminate) connection.transport!.socket!.terminate!();
	else connection.close(true);
}
