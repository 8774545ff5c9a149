import { beforeEach, describe, expect, test } from 'vitest';
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { Directory, newEventId, newPersonId } from './directory.ts';
import { recordKey } from './record-keys.ts';
import type { Trier } from './tries.ts';

const NOW = 1_000_000 as EpochMs;
const WRONG = '222222';
const UNKNOWN = { event: null, answer: { kind: 'unknown' } };
const WAIT = { event: null, answer: { kind: 'wait' } };

describe('a code among all events', () => {
	let store: MemoryStore;
	let directory: Directory;
	let first: EventId, second: EventId, code: string;
	const trying = (typed: string, trier: Trier, at = NOW, events = [first, second]) =>
		directory.links.tryCodeAmong(events, typed, trier, at);

	beforeEach(async () => {
		store = new MemoryStore();
		directory = new Directory(store.records);
		[first, second] = [newEventId(), newEventId()];
		code = await directory.links.createOpenCode(second);
	});

	test('[SEC-2] a try in many events is one try of the browser', async () => {
		const many = Array.from({ length: 20 }, newEventId);
		for (let n = 0; n < 5; n++) expect(await trying(WRONG, 'a', NOW, [...many, second])).toEqual(UNKNOWN);
		expect(await trying(WRONG, 'a')).toEqual(WAIT);
		expect(await trying(code, 'a')).toEqual(WAIT);
		expect(await trying(code, 'b')).toEqual({ event: second, answer: { kind: 'open' } });
		expect(await trying(code, 'a', NOW + 60_000)).toEqual({ event: second, answer: { kind: 'open' } });
	});

	test('[SEC-2] 40 wrong ones a minute for an address, however many browsers it has, and 50 for the instance', async () => {
		const tries = (address: string) =>
			Promise.all(Array.from({ length: 60 }, (_, n) => trying(WRONG, { browser: `${address} ${n}`, address })));
		const wrong = async (address: string) =>
			(await tries(address)).filter(({ answer }) => answer.kind === 'unknown').length;
		expect(await wrong('10.0.0.1')).toBe(40);
		// One address alone shuts the door for nobody else.
		expect(await trying(code, { browser: 'c', address: '10.0.0.2' })).toMatchObject({ event: second });
		expect(await trying(code, { browser: 'c', address: '10.0.0.1' })).toEqual(WAIT);
		expect(await wrong('10.0.0.2')).toBe(10);
		expect(await trying(code, 'b')).toEqual(WAIT);
		// An event that is asked for by itself, and a later minute, are not concerned.
		expect(await directory.links.tryCode(second, code, 'b', NOW)).toEqual({ kind: 'open' });
		expect(await trying(code, { address: '10.0.0.1' }, NOW + 60_000)).toMatchObject({ event: second });
	});

	test('[SEC-2] an address has 40 of its own, whatever it tries them on', async () => {
		const from = { address: '10.0.0.1' };
		for (let n = 0; n < 40; n++)
			expect(await directory.links.tryCode(first, WRONG, from, NOW)).toEqual({ kind: 'unknown' });
		expect(await trying(code, from)).toEqual(WAIT);
		// Others are not concerned: not the next address, nor a browser that the server knows.
		expect((await trying(code, { address: '10.0.0.2' })).answer.kind).toBe('open');
		expect((await trying(code, 'a')).answer.kind).toBe('open');
	});

	test('right ones are not counted, however many come from one address', async () => {
		for (let n = 0; n < 120; n++) expect((await trying(code, { address: '10.0.0.1' })).answer.kind).toBe('open');
	});

	test('an open code goes before the card of another event that happens to be the same', async () => {
		const person = newPersonId();
		await store.records.put(recordKey('code', first, code), person);
		expect(await trying(code, 'a')).toEqual({ event: second, answer: { kind: 'open' } });
		expect(await trying(code, 'a', NOW, [first])).toEqual({ event: first, answer: { kind: 'person', person } });
	});

	test('the code of an event that cannot be joined is as unknown, and as wrong, as any other', async () => {
		for (let n = 0; n < 5; n++) expect(await trying(code, 'a', NOW, [first])).toEqual(UNKNOWN);
		expect(await trying(code, 'a')).toEqual(WAIT);
	});

	test('a try that the store did not answer is not a wrong one', async () => {
		store.interrupt();
		for (let n = 0; n < 9; n++) await expect(trying(WRONG, 'a')).rejects.toThrow();
		store.resume();
		expect((await trying(code, 'a')).answer.kind).toBe('open');
	});
});

describe('ending links', () => {
	const link = { kind: 'role', role: 'screen', person: null, label: 'Foyer' } as const;

	test('[SEC-8] ends those of the event that asks, whatever ids it names', async () => {
		const directory = new Directory(new MemoryStore().records);
		const [here, elsewhere] = [newEventId(), newEventId()];
		const mine = await directory.links.create(here, link, NOW);
		const theirs = await directory.links.create(elsewhere, link, NOW);
		expect(await directory.links.revoke(here, [theirs.link.id, 'unknown', mine.link.id])).toEqual([mine.link.id]);
		expect(await directory.links.resolve(mine.token)).toBeNull();
		expect(await directory.links.list(here)).toEqual([]);
		expect(await directory.links.resolve(theirs.token)).toMatchObject({ event: elsewhere });
		expect(await directory.links.list(elsewhere)).toHaveLength(1);
	});

	test('names every link of one person, of one event, and of nobody else', async () => {
		const directory = new Directory(new MemoryStore().records);
		const [here, elsewhere] = [newEventId(), newEventId()];
		const [ann, bo] = [newPersonId(), newPersonId()];
		const own = (person: typeof ann) => ({ kind: 'personal', role: 'participant', person, label: null }) as const;
		const [first, , again] = await directory.links.createMany(here, [own(ann), own(bo), own(ann)], NOW);
		await directory.links.create(elsewhere, own(ann), NOW);
		const ids = await directory.links.ofPeople(here, new Set([ann]));
		expect(ids.toSorted()).toEqual([first!.link.id, again!.link.id].toSorted());
	});
});
