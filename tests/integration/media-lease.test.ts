import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { leaseContract } from '#server/media/lease-contract.ts';
import { RedisLease } from '#server/media/redis-lease.ts';

const missing = spawnSync('redis-server', ['--version']).error ? 'redis-server is not installed' : null;
if (missing) {
	if (process.env.CI === 'true') throw new Error(missing);
	console.warn(`skipped: ${missing}`);
}

/** A Redis that listens on a socket in its own folder and writes nothing. */
async function startRedis() {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-lease-'));
	const path = join(folder, 'redis.sock');
	const server = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder]);
	await new Promise<void>((resolve) =>
		server.stdout.on('data', (text) => /ready to accept/i.test(String(text)) && resolve())
	);
	const client = createClient({ socket: { path, tls: false } });
	await client.connect();
	return {
		client,
		async close() {
			client.destroy();
			server.kill('SIGTERM');
			await once(server, 'exit');
			rmSync(folder, { recursive: true });
		}
	};
}

if (!missing)
	leaseContract('redis', async () => {
		const { client, close } = await startRedis();
		return { node: () => new RedisLease(client), close };
	});

test.skipIf(missing !== null)('the lease’s key has an end, so that a dead node blocks nobody', async () => {
	const { client, close } = await startRedis();
	await new RedisLease(client).acquire('media-reconciler', 15_000);
	const [key] = await client.keys('*');
	expect(key).toBe('rondo:lease:media-reconciler');
	expect(await client.pTTL(key!)).toBeGreaterThan(10_000);
	await close();
});
