/** Bundles the page under test and serves it on the loopback, a secure context for browsers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Rolldown } from 'vite';

const HTML = '<!doctype html><title>media</title><script type="module" src="/index.js"></script>';

export interface ServedPage {
	readonly url: string;
	close(): void;
}

export async function servePage(): Promise<ServedPage> {
	const files = await bundle();
	const server: Server = createServer((request, response) => {
		const file = files.get(request.url?.slice(1) ?? '');
		response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
		response.end(file ?? HTML);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		close: () => {
			server.closeAllConnections();
			server.close();
		}
	};
}

async function bundle(): Promise<Map<string, string>> {
	const built = (await build({
		configFile: false,
		logLevel: 'error',
		root: import.meta.dirname,
		plugins: [svelte({ configFile: false })],
		build: {
			write: false,
			minify: false,
			rolldownOptions: {
				input: { index: `${import.meta.dirname}/page/index.ts` },
				output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
				preserveEntrySignatures: 'strict'
			}
		}
	})) as Rolldown.RolldownOutput;
	return new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}
