/** `server/main.ts` with its built pages, as an operator runs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { build, isBuilt } from '../scripts/build.js';

const ROOT = resolve(import.meta.dirname, '..');
const START_LIMIT_MS = 60_000;

export interface WholeServer {
	origin: string;
	stop(): Promise<void>;
}

/**
 * @param program `scripts/start.js` is what `npm start` runs
 * @throws when it does not print its address within a minute, with what it printed instead
 */
export async function startWholeServer(
	data: string,
	program: 'server/main.ts' | 'scripts/start.js' = 'server/main.ts'
): Promise<WholeServer> {
	if (!isBuilt()) await build(process.execPath);
	const args = ['--data', data, '--port', '0', '--media', 'off', '--store', 'sqlite', '--log-level', 'warn'];
	const child = spawn(process.execPath, [join(ROOT, program), ...args], {
		env: { ...process.env, NODE_ENV: 'production', REDIS_URL: '' },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let printed = '';
	const port = await new Promise<string>((found, failed) => {
		const look = (text: Buffer) => {
			printed += text;
			const address = /is up: http:\/\/\S+?:(\d+)/.exec(printed);
			if (address) found(address[1]!);
		};
		child.stdout.on('data', look);
		child.stderr.on('data', look);
		child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${printed}`)));
		setTimeout(() => failed(new Error(`the server did not start:\n${printed}`)), START_LIMIT_MS).unref();
	});
	return {
		origin: `http://localhost:${port}`,
		async stop() {
			const ended = once(child, 'exit');
			child.kill('SIGTERM');
			await ended;
		}
	};
}
