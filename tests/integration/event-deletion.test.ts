/** A real event is deleted by its desk: not while it goes on, not by another's, and then to the last byte. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Cookies } from '@sveltejs/kit';
import { afterEach, describe, expect, test } from 'vitest';
import type { Command } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { readFolder } from '#server/import/index.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import { provideServices } from '#server/services.ts';
import { findProgram } from '#server/supervise/programs.ts';
import { DELETE } from '../../src/routes/api/e/[entry]/+server.ts';
import { filesHolding } from '../contract/bytes.ts';

const STORES = findProgram('redis-server', process.env.PATH) ? (['sqlite', 'redis'] as const) : (['sqlite'] as const);
const NAME = 'Philippa Vandersteen-Qvortrup';
const EXAMPLE = resolve(import.meta.dirname, '../../examples/leipzig-world-cafe');
const file = (name: string) => readFileSync(join(EXAMPLE, name));
const {
	event: source,
	crew,
	participants
} = readFolder({
	event: file('event.json'),
	participants: file('participants.csv'),
	crew: file('crew.csv')
});
const TITLE = Object.values(source!.title)[0]!;

const folders: string[] = [];
const apps: App[] = [];
afterEach(async () => {
	for (const app of apps.splice(0)) await app.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function startOn(folder: string, store: string): Promise<App> {
	const config = readConfig(['--data', folder, '--store', store, '--media', 'off'], { LOG_LEVEL: 'silent' });
	const app = await buildServices({ config, origin: 'http://localhost:1', version: 'test', port: 1 });
	apps.push(app);
	await app.resume();
	provideServices(app.services);
	return app;
}

/** A real event of the crew and three guests, who are to sit at one table. */
async function realEvent(app: App) {
	const { eventMaker, openEvents, directory, store } = app.services;
	const remote = participants.people.filter(({ attendance }) => attendance === 'remote').slice(0, 3);
	const people = [...crew!.people, ...remote].map((person) => ({ ...person, name: NAME }));
	const { event, lead } = await eventMaker.make({ ...source!, pins: [] }, people);
	const opened = await openEvents.open(event);
	const keys = (await store.records.list(`key/${event}/`)).map(({ value }) =>
		Buffer.from((JSON.parse(value) as { key: string }).key, 'base64url')
	);
	const submit = async (command: Command, person = lead) => {
		const { role } = deskOf(opened.runtime.state).people[person]!;
		const done = await opened.runtime.submit(randomUUID(), command, { role, person });
		if (!done.ok) throw new Error(`${command.type}: ${done.error.code}`);
	};
	const signIn = (role: Role, person: PersonId | null) => app.services.entrance.signIn(event, role, person, null);
	return { event, lead, opened, keys, submit, signIn, directory };
}

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

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-deletion-'));
	folders.push(folder);
	return folder;
}

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
		const { keys, opened, signIn, lead, submit } = await realEvent(app);
		const desk = await signIn('facilitator', lead);
		const { people } = deskOf(opened.runtime.state);
		const guests = Object.values(people).filter(({ role }) => role === 'participant' || role === 'table_host');
		for (const { id } of guests) await submit({ type: 'take_part' }, id);
		const seats = Object.fromEntries(guests.map(({ id, hosts }) => [id, hosts ?? ('T33' as TableId)]));
		await submit({ type: 'adopt_plan', rounds: [seats, seats, seats], sheet: {} as never, basis: 0 });
		await submit({ type: 'start_round', round: 1 });
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
		apps.splice(apps.indexOf(app), 1);
		await app.stop();
		const again = await startOn(folder, store);
		expect(await again.services.directory.events.get(event)).toBeNull();
		expect(traces(folder, keys)).toEqual([]);
	});
});
