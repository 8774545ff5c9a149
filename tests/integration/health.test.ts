/** What operators and watch-dogs read, on a program of our own, in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { provideServices, type Services } from '#server/services.ts';
import { GET } from '../../src/routes/health/+server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

async function started(): Promise<App> {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-health-'));
	ends.push(() => rmSync(folder, { recursive: true, force: true }));
	const config = readConfig(['--data', folder, '--store', 'sqlite', '--media', 'off'], { LOG_LEVEL: 'silent' });
	const app = await buildServices({ config, origin: 'http://localhost:1', version: 'test', port: 1 });
	ends.push(() => app.stop());
	await app.resume();
	provideServices(app.services);
	return app;
}

test('says what runs and whether it is well, and nothing else', async () => {
	const { services } = await started();
	const answer = GET();
	expect(answer.status).toBe(200);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	const body = (await answer.json()) as Record<string, unknown>;
	expect(body).toEqual({
		version: 'test',
		store: { kind: 'sqlite', durability: expect.any(String), up: true, reason: null },
		media: 'off',
		mediaReason: expect.any(String),
		connections: 0,
		uptimeSeconds: expect.any(Number)
	});
	expect(body['uptimeSeconds']).toBeGreaterThanOrEqual(0);
	const text = JSON.stringify(body);
	for (const secret of Object.values(services.secrets)) expect(text).not.toContain(String(secret));
	expect(text).not.toContain(tmpdir());
});

test('503 with the reason while the store is away', async () => {
	const { services } = await started();
	const away = { ...services.store.health(), up: false, reason: 'no space left' };
	provideServices({
		...services,
		store: Object.assign(Object.create(services.store) as Services['store'], { health: () => away })
	});
	const answer = GET();
	expect(answer.status).toBe(503);
	expect(await answer.json()).toMatchObject({ store: { up: false, reason: 'no space left' } });
});
