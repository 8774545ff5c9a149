/** "Personal data are deleted 30 days after the event": by a clock that the test turns, down to the bytes. */
import { describe, expect, test } from 'vitest';
import { newId } from '#lib/client/random-id.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskOf, personOf } from '#lib/domain/read.ts';
import { Retention } from '#server/app/retention.ts';
import type { App } from '#server/build-services.ts';
import { filesHolding } from '../contract/bytes.ts';
import { NAME, newFolder, realEvent, startOn, stop, STORES } from './real-event.ts';

const DAY_MS = 24 * 3_600_000;
const WORDS = 'The tram should stop where the old cinema was.';

/** A look at all events, so many days from now; fails on any fault. */
function lookIn(app: App, days: number): Promise<void> {
	const { directory, openEvents, erasure, now } = app.services;
	const onFault = (what: string, cause: unknown) => {
		throw new Error(what, { cause });
	};
	return new Retention({ directory, openEvents, erasure, onFault, now: () => now() + days * DAY_MS }).look();
}

/** A café that took place: three guests, words of the first, the second removed; published and closed. */
async function pastCafe(app: App, participantsDays: number | null = 30) {
	const made = await realEvent(app, participantsDays);
	const { submit, startRound, opened, directory, event } = made;
	const guests = await startRound();
	const [writer, removed] = guests as [PersonId, PersonId];
	const idea = newId() as never;
	const { table } = personOf(opened.runtime.state, writer).seat!;
	const words = { table, idea, text: WORDS, language: 'en', onBehalfOf: null };
	await submit({ type: 'add_idea', ...words }, writer);
	await submit({ type: 'mark_insight', table, idea, marked: true }, writer);
	await submit({ type: 'remove_person', person: removed });
	await submit({ type: 'publish_results' });
	await submit({ type: 'close_event' });
	const people = Object.values(deskOf(opened.runtime.state).people);
	const running = people.filter(({ role }) => role === 'organiser' || role === 'facilitator').map(({ id }) => id);
	const others = people.filter(({ id }) => !running.includes(id)).map(({ id }) => id);
	const identities = others.map((id) => Buffer.from(directory.ring.keysOf(event, id).identity.key));
	return { ...made, writer, removed, running, others, identities };
}

describe.each(STORES)('retention on %s', (store) => {
	test('a day too early nobody is forgotten, then all but those whose event it is; what was said stays', async () => {
		const folder = newFolder();
		const app = await startOn(folder, store);
		const { event, opened, directory, writer, removed, running, others, identities, signIn } = await pastCafe(app);
		const guest = await signIn('participant', writer);
		const onDisk = () => identities.filter((key) => filesHolding(folder, key).length > 0).length;
		const named = (people: readonly PersonId[]) =>
			people.filter((id) => directory.people.nameOf(event, id) === NAME).length;

		await lookIn(app, 29);
		expect([named(others), named(running), onDisk()]).toEqual([others.length, running.length, others.length]);

		// Two nodes at once; and once more tomorrow.
		await Promise.all([lookIn(app, 31), lookIn(app, 31)]);
		await lookIn(app, 32);
		expect([named(others), named(running), onDisk()]).toEqual([0, running.length, 0]);
		expect(running).not.toEqual([]);
		expect(others).toContain(removed);
		expect((await directory.people.list(event)).map(({ person }) => person).sort()).toEqual(running.toSorted());
		expect(await directory.sessions.entry(guest.cookie, guest.entry.entryId)).toBeNull();
		expect(personOf(opened.runtime.state, writer)).toMatchObject({ forgotten: 'identity' });
		const report = await app.services.publishedReport(event);
		expect(report?.insights[0]).toMatchObject({ text: WORDS, signedBy: null });

		await stop(app);
		const again = await startOn(folder, store);
		const reopened = await again.services.openEvents.open(event);
		expect(again.services.directory.people.nameOf(event, writer)).toBeNull();
		expect(deskOf(reopened.runtime.state).people[writer]).toMatchObject({ forgotten: true });
		expect((await again.services.publishedReport(event))?.insights[0]).toMatchObject({ text: WORDS });
		expect(await again.services.directory.people.forgottenPending(event)).toEqual([]);
		await stop(again);
		expect(onDisk()).toBe(0);
	});
});

describe('how long', () => {
	test('the days are those of the event; without them nobody is forgotten', async () => {
		const app = await startOn(newFolder(), 'sqlite');
		const forever = await pastCafe(app, null);
		const short = await pastCafe(app, 7);
		const names = async ({ event }: typeof short) => (await app.services.directory.people.list(event)).length;
		const before = await names(short);
		await lookIn(app, 6);
		expect(await names(short)).toBe(before);
		await lookIn(app, 8);
		expect(await names(short)).toBe(short.running.length);
		await lookIn(app, 10_000);
		expect(await names(forever)).toBe(before);
	});

	test('the start of the app looks too', async () => {
		const folder = newFolder();
		const app = await startOn(folder, 'sqlite');
		const { event, running } = await pastCafe(app, 0);
		await stop(app);
		const again = await startOn(folder, 'sqlite');
		await expect
			.poll(async () => (await again.services.directory.people.list(event)).length, { timeout: 10_000 })
			.toBe(running.length);
	});
});
