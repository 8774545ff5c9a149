/** A real event is deleted by its desk: not while it goes on, not by another's, and then to the last byte. */
import type { Cookies } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import { everyoneOf } from '#lib/domain/read.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import { DELETE } from '../../src/routes/api/e/[entry]/+server.ts';
import { filesHolding } from '../contract/bytes.ts';
import { NAME, newFolder, realEvent, startOn, stop, STORES, TITLE } from './real-event.ts';

/** What the route answers: its status, and the reason's code. */
async function askToDelete(browser: { cookie: string; entry: { entryId: string } }, title: string, entry?: string) {
	const cookies = { get: (name: string) => (name === SESSION_COOKIE ? browser.cookie : undefined) } as Cookies;
	const request = new Request('http://localhost:1/', { method: 'DELETE', body: JSON.stringify({ title }) });
	const params = { entry: entry ?? browser.entry.entryId };
	try {
		const answer = await DELETE({ request, params, cookies } as unknown as Parameters<typeof DELETE>[0]);
		return { status: answer.status };
	} catch (thrown) {
		const { status, body } = thrown as { status: number; body: { code: string } };
		return { status, code: body.code };
	}
}

const traces = (folder: string, keys: readonly Buffer[]): string[] =>
	[...keys, Buffer.from(NAME)].flatMap((secret) => filesHolding(folder, secret));

describe.each(STORES)('a real event on %s', (store) => {
	test('is deleted by its own desk, with its title typed, to the last byte; another one stays', async () => {
		const folder = newFolder();
		const app = await startOn(folder, store);
		const { event, keys, signIn, lead, directory } = await realEvent(app);
		const other = await realEvent(app);
		const desk = await signIn('facilitator', lead);
		const elsewhere = await other.signIn('organiser', null);
		expect(traces(folder, keys), 'the search finds what is there').not.toEqual([]);

		const entry = desk.entry.entryId;
		expect(await askToDelete(elsewhere, TITLE, entry), 'another desk').toEqual({ status: 404, code: 'not_found' });
		for (const role of ['participant', 'table_host', 'moderator', 'harvester', 'greeter', 'observer'] as const)
			expect(await askToDelete(await signIn(role, null), TITLE), role).toEqual({ status: 404, code: 'not_found' });
		expect(await askToDelete(desk, 'Another title')).toEqual({ status: 409, code: 'wrong_title' });
		expect(await askToDelete(desk, '')).toEqual({ status: 409, code: 'wrong_title' });
		expect(await directory.events.get(event)).not.toBeNull();

		expect(await askToDelete(desk, `  ${TITLE.toUpperCase()} `)).toEqual({ status: 200 });
		expect(keys.flatMap((key) => filesHolding(folder, key))).toEqual([]);
		expect(await directory.events.get(event)).toBeNull();
		expect(
			(await app.services.store.records.list('')).filter(({ key, value }) => (key + value).includes(event))
		).toEqual([]);
		expect(await askToDelete(desk, TITLE)).toEqual({ status: 404, code: 'not_found' });
		expect(directory.people.nameOf(other.event, other.lead)).toBe(NAME);
		expect(await askToDelete(elsewhere, TITLE)).toEqual({ status: 200 });
		expect(traces(folder, [...keys, ...other.keys])).toEqual([]);
	});

	test('not while it goes on; when it is closed, yes', async () => {
		const folder = newFolder();
		const app = await startOn(folder, store);
		const { keys, opened, signIn, lead, submit, startRound } = await realEvent(app);
		const desk = await signIn('facilitator', lead);
		await startRound();
		expect(everyoneOf(opened.runtime.state).clock.phase).toBe('running');
		expect(await askToDelete(desk, TITLE)).toEqual({ status: 409, code: 'event_running' });
		await submit({ type: 'close_event' });
		expect(await askToDelete(desk, TITLE)).toEqual({ status: 200 });
		expect(traces(folder, keys)).toEqual([]);
	});

	test('a deletion that was cut off is finished by the next start', async () => {
		const folder = newFolder();
		const app = await startOn(folder, store);
		const { event, keys } = await realEvent(app);
		await app.services.store.records.put(`deleting/${event}`, '');
		await stop(app);
		const again = await startOn(folder, store);
		expect(await again.services.directory.events.get(event)).toBeNull();
		expect(traces(folder, keys)).toEqual([]);
	});
});
