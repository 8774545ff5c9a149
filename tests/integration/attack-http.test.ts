/** What somebody without any link tries over HTTP on the app as it runs in production. Each test is one attack. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppProcess, temporaryFolder } from './app-process.ts';

const folder = temporaryFolder('attack-http');
let app: AppProcess;

beforeAll(async () => {
	app = await AppProcess.start({ data: folder.path, store: 'sqlite' });
}, 120_000);
afterAll(async () => {
	await app.stop();
	folder.remove();
});

const post = (path: string, body: string, type = 'application/x-www-form-urlencoded') =>
	fetch(`${app.origin}${path}`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: app.origin, 'content-type': type, accept: 'text/html' },
		body
	});

test('a form of a great many fields is refused before it is read', { timeout: 60_000 }, async () => {
	// Read field by field, one of them held the whole program up for minutes.
	for (const path of ['/join?/code', '/create?/more', '/import?/check', '/door/nobody'])
		for (const body of ['a&'.repeat(1_000_000), 'a&'.repeat(2_000)])
			expect((await post(path, body)).status, path).toBe(413);
	expect((await post('/join?/code', 'code=222222')).status).toBe(422);
});

test('nobody fills the log with forms that cannot be read', { timeout: 60_000 }, async () => {
	for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/json'])
		expect((await post('/join?/code', '--y', type)).status, type).toBeOneOf([400, 415]);
	expect(app.output).not.toContain('page failed');
});

test('no cache keeps a page that shows whose browser it is', { timeout: 60_000 }, async () => {
	for (const path of ['/', '/join', '/e/nobody', '/l/nobody', '/door/nobody', '/api/e/nobody/links', '/results/nobody'])
		expect((await fetch(`${app.origin}${path}`, { redirect: 'manual' })).headers.get('cache-control'), path).toBe(
			'private, no-store'
		);
});
