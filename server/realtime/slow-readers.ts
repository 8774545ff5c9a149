import type { LiveSocket } from './view.ts';

interface EngineConnection {
	writeBuffer?: { data?: string | Buffer }[];
	transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } };
	close(discard?: boolean): void;
}

/** Bytes that this reader has not taken yet. Socket.IO has no back-pressure of its own: it would keep them for ever. */
export function unsentBytes(socket: LiveSocket): number {
	const connection = socket.conn as unknown as EngineConnection;
	let bytes = connection.transport?.socket?.bufferedAmount ?? 0;
	for (const { data } of connection.writeBuffer ?? []) bytes += data?.length ?? 0;
	return bytes;
}

/** Ends a connection without waiting for what it will not read. */
export function cutOff(socket: LiveSocket): void {
	const connection = socket.conn as unknown as EngineConnection;
	const { terminate } = connection.transport?.socket ?? {};
	if (terminate) connection.transport!.socket!.terminate!();
	else connection.close(true);
}
