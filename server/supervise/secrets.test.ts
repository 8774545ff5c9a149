import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSecrets, secretsInFolder, secretsInRedis } from './secrets.ts';
import { folderForTest } from './testing.ts';

describe('[SECRET-1] secrets are made once', () => {
	test('the second start reads what the first made', async () => {
		const folder = folderForTest();
		const made = await openSecrets(secretsInFolder(folder));
		expect(await openSecrets(secretsInFolder(folder))).toEqual(made);
		expect(new Set(Object.values(made)).size).toBe(5);
		expect(made.liveKitSecret.length).toBeGreaterThanOrEqual(32);
		expect(made.liveKitKey).toMatch(/^[A-Za-z0-9]{16,}$/);
	});

	test('only the owner may read them, and nothing else lies beside them', async () => {
		const folder = folderForTest();
		await openSecrets(secretsInFolder(folder));
		const files = readdirSync(join(folder, 'secrets')).sort();
		expect(files).toEqual(['hmac-secret', 'instance-id', 'instance-link', 'livekit-key', 'livekit-secret']);
		for (const file of files) expect(statSync(join(folder, 'secrets', file)).mode & 0o777).toBe(0o600);
		expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
	});

	test('two starters at once end with the same secrets', async () => {
		const folder = folderForTest();
		const both = await Promise.all([openSecrets(secretsInFolder(folder)), openSecrets(secretsInFolder(folder))]);
		expect(both[0]).toEqual(both[1]);
	});

	test('an emptied file is named, never replaced in silence', async () => {
		const folder = folderForTest();
		await openSecrets(secretsInFolder(folder));
		const file = join(folder, 'secrets', 'hmac-secret');
		writeFileSync(file, '');
		await expect(openSecrets(secretsInFolder(folder))).rejects.toThrow(file);
		expect(readFileSync(file, 'utf8')).toBe('');
	});
});

describe('[SECRET-2] several nodes over one Redis share them', () => {
	test('the first value set is everybody’s', async () => {
		const kept = new Map<string, string>();
		const redis = {
			async set(key: string, value: string, options: { condition: 'NX' }) {
				expect(options).toEqual({ condition: 'NX' });
				if (!kept.has(key)) kept.set(key, value);
			},
			get: async (key: string) => kept.get(key) ?? null
		};
		expect(await openSecrets(secretsInRedis(redis))).toEqual(await openSecrets(secretsInRedis(redis)));
		expect([...kept.keys()]).toContain('rondo:secret:hmac-secret');
	});
});
