/** Hocuspocus as it comes, with documents in memory only: it acknowledges and relays before anything is stored. */
import type { AddressInfo } from 'node:net';
import { Server } from '@hocuspocus/server';
import { answerQuestions } from '../server-process.ts';

const server = new Server({
	port: 0,
	address: '127.0.0.1',
	quiet: true,
	stopOnSignals: false,
	// The people of the bench send no awareness, by which real pages show that they are alive.
	timeout: 3_600_000
});
await server.listen();
const { port } = server.httpServer.address() as AddressInfo;

answerQuestions(
	{
		ready: () => null,
		port: () => port,
		connections: () => server.hocuspocus.getConnectionsCount()
	},
	async () => {
		server.httpServer.closeAllConnections();
		server.httpServer.close();
	}
);
