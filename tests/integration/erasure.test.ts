/** Story F: "forget who I am and what I wrote", down to the bytes, on both stores, also when cut off in the middle. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Command } from '#lib/domain/commands.ts';
import type { IdeaId, PersonId } from '#lib/domain/ids.ts';
import { deskOf, personOf, tableOf } from '#lib/domain/read.ts';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import type { OpenEvent } from '#server/events/open-event.ts';
import { filesHolding } from '../contract/bytes.ts';
import { findProgram } from '#server/supervise/programs.ts';

const STORES = findProgram('redis-server', process.env.PATH) ? (['sqlite', 'redis'] as const) : (['sqlite'] as const);
const NAME = 'Philippa Vandersteen-Qvortrup';
const TEXT = 'The tram should stop where the old cinema was.';
const EDITED = 'The tram must stop where the old cinema was.';

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
	return app;
}

async function stop(app: App): Promise<void> {
	apps.splice(apps.indexOf(app), 1);
	await app.stop();
}

const submit = async (host: OpenEvent, command: Command, person: PersonId) => {
	const role = deskOf(host.runtime.state).people[person]!.role;
	const done = await host.runtime.submit(randomUUID(), command, { role, person });
	if (!done.ok) throw new Error(`${command.type}: ${done.error.code}`);
};

/** Four people at two tables; one of them writes, edits, marks, and wants to be forgotten. */
async function cafe(app: App) {
	const { eventMaker, directory, openEvents } = app.services;
	const { event, lead } = await eventMaker.makeExample();
	const host = await openEvents.open(event);
	const person = Object.values(deskOf(host.runtime.state).people).find(({ hosts: table }) => table === 'T33')!.id;
	await directory.people.rename(event, person, NAME);
	const at = 'T33';
	const people = Object.values(deskOf(host.runtime.state).people)
		.filter(({ attendance, role }) => attendance === 'remote' && (role === 'participant' || role === 'table_host'))
		.map(({ id }) => id);
	for (const id of people) await submit(host, { type: 'take_part' }, id);
	const seats = Object.fromEntries(
		people.map((id) => [id, deskOf(host.runtime.state).people[id]!.hosts ?? at])
	) as Record<PersonId, never>;
	const rounds = [seats, seats, seats];
	await submit(host, { type: 'adopt_plan', rounds, sheet: {} as never, basis: 0 }, lead);
	await submit(host, { type: 'start_round', round: 1 }, lead);
	const idea = randomUUID() as IdeaId;
	const table = at as never;
	await submit(host, { type: 'add_idea', table, idea, text: TEXT, language: 'en', onBehalfOf: null }, person);
	await submit(host, { type: 'edit_idea', table, idea, baseRev: 1, text: EDITED }, person);
	await submit(host, { type: 'mark_insight', table, idea, marked: true }, person);
	await submit(host, { type: 'create_theme', theme: 'theme' as never, name: 'Trams' }, lead);
	await submit(host, { type: 'place_insight', idea, theme: 'theme' as never }, lead);
	await submit(host, { type: 'publish_results' }, lead);
	const { identity, content } = directory.ring.keysOf(event, person);
	return { event, host, person, table, keys: [Buffer.from(identity.key), Buffer.from(content!.key)] };
}

/** What of a person is in the files below `folder`: raw, hex or base64. */
function traces(folder: string, keys: readonly Buffer[], texts: readonly string[]): string[] {
	const sought: [string, Buffer][] = [
		...texts.map((text): [string, Buffer] => [text, Buffer.from(text)]),
		...keys.map((key, index): [string, Buffer] => [index === 0 ? 'identity key' : 'content key', key])
	];
	return sought.filter(([, secret]) => filesHolding(folder, secret).length > 0).map(([what]) => what);
}

describe.each(STORES)('[G8] erasure on %s', (store) => {
	test('neither name nor words nor keys are in any byte afterwards, and the report is made anew', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'rondo-erasure-'));
		folders.push(folder);
		const app = await startOn(folder, store);
		const { event, host, person, table, keys } = await cafe(app);
		const before = await app.services.publishedReport(event);
		expect(before?.insights[0]).toMatchObject({ text: EDITED });
		// They are sealed from the first byte; only the keys make them readable.
		expect(traces(folder, keys, [NAME, TEXT, EDITED])).toEqual(['identity key', 'content key']);

		await submit(host, { type: 'forget_me', what: 'everything' }, person);
		await app.services.erasure.finish(host, person, 'everything');

		expect(traces(folder, keys, [NAME, TEXT, EDITED])).toEqual([]);
		expect((await app.services.publishedReport(event))?.insights[0]).toMatchObject({ text: null, signedBy: null });
		expect(app.services.directory.people.nameOf(event, person)).toBeNull();
		expect(tableOf(host.runtime.state, table).ideas[0]?.text).toBeNull();

		await stop(app);
		const again = await startOn(folder, store);
		const reopened = await again.services.openEvents.open(event);
		expect(tableOf(reopened.runtime.state, table).ideas[0]?.text).toBeNull();
		expect(deskOf(reopened.runtime.state).people[person]).toMatchObject({ forgotten: true, participation: 'left' });
		expect(personOf(reopened.runtime.state, person).ideas).toEqual([]);
		await stop(again);
		expect(traces(folder, keys, [NAME, TEXT, EDITED])).toEqual([]);
	});

	test('"forget who I am" keeps the words and nothing that says whose they were', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'rondo-erasure-'));
		folders.push(folder);
		const app = await startOn(folder, store);
		const { event, host, person, table, keys } = await cafe(app);
		await submit(host, { type: 'forget_me', what: 'identity' }, person);
		await app.services.erasure.finish(host, person, 'identity');
		expect(traces(folder, keys, [NAME])).toEqual(['content key']);
		await stop(app);
		const again = await startOn(folder, store);
		const reopened = await again.services.openEvents.open(event);
		expect(tableOf(reopened.runtime.state, table).ideas[0]?.text).toBe(EDITED);
		expect((await again.services.publishedReport(event))?.insights[0]).toMatchObject({ text: EDITED, signedBy: null });
	});

	test('a restart after the fact, before the keys were destroyed, finishes it', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'rondo-erasure-'));
		folders.push(folder);
		const app = await startOn(folder, store);
		const { host, person, keys } = await cafe(app);
		await submit(host, { type: 'forget_me', what: 'everything' }, person);
		await stop(app);
		expect(traces(folder, keys, [])).not.toEqual([]);
		await startOn(folder, store);
		expect(traces(folder, keys, [NAME, TEXT, EDITED])).toEqual([]);
	});
});
