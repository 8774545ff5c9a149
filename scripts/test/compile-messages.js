// Compiles messages/ as every Vite run does, with the one set of options that stands in vite.config.ts.
import process from 'node:process';
import { createServer } from 'vite';

const server = await createServer({
	logLevel: 'error',
	server: { middlewareMode: true, watch: null, ws: false },
	optimizeDeps: { noDiscovery: true, include: [] }
});
await server.close();
// The compiler's timers would hold the process for another half minute.
process.exit(0);
