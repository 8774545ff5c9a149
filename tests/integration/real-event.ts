/** A real event of a few people in an app without a port, ended and deleted with the test. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach } from 'vitest';
import type { Command } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { deskOf } from '#lib/domain/read.ts';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { readFolder } from '#server/import/index.ts';
import { provideServices } from '#server/services.ts';
import { findProgram } from '#server/supervise/programs.ts';

export const STORES = findProgram('redis-server', process.env.PATH)
	? (['sqlite', 'redis'] as const)
	: (['sqlite'] as const);
const TABLE = 'T33' as TableId;
export const NAME = 'Philippa Vandersteen-Qvortrup';
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
export const TITLE = Object.values(source!.title)[0]!;

const folders: string[] = [];
const apps: App[] = [];
afterEach(async () => {
	for (const app of apps.splice(0)) await app.stop();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export async function startOn(folder: string, store: string): Promise<App> {
	const config = readConfig(['--data', folder, '--store', store, '--media', 'off'], { LOG_LEVEL: 'silent' });
	const app = await buildServices({ config, origin: 'http://localhost:1', version: 'test', port: 1 });
	apps.push(app);
	await app.resume();
	provideServices(app.services);
	return app;
}

/** A real event of the crew and three guests, who are to sit at one table. */
export async function realEvent(app: App, participantsDays: number | null = 30) {
	const { eventMaker, openEvents, directory, store } = app.services;
	const remote = participants.people.filter(({ attendance }) => attendance === 'remote').slice(0, 3);
	const people = [...crew!.people, ...remote].map((person) => ({ ...person, name: NAME }));
	const { event, lead } = await eventMaker.make(
		{ ...source!, pins: [], retention: { ...source!.retention, participantsDays } },
		people
	);
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
	/** All guests take part, sit down at one table, and its first round is running. */
	const startRound = async () => {
		const { people } = deskOf(opened.runtime.state);
		const guests = Object.values(people).filter(({ role }) => role === 'participant' || role === 'table_host');
		for (const { id } of guests) await submit({ type: 'take_part' }, id);
		const seats = Object.fromEntries(guests.map(({ id, hosts }) => [id, hosts ?? TABLE]));
		await submit({ type: 'adopt_plan', rounds: [seats, seats, seats], sheet: {} as never, basis: 0 });
		await submit({ type: 'start_round', round: 1 });
		return guests.map(({ id }) => id);
	};
	return { event, lead, opened, keys, submit, signIn, startRound, directory };
}

export function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-deletion-'));
	folders.push(folder);
	return folder;
}

export async function stop(app: App): Promise<void> {
	apps.splice(apps.indexOf(app), 1);
	await app.stop();
}
