import { resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { careOf, deskOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { bytesOf, example, listOf, scenario } from '../import/files.test-kit.ts';
import { readFolder, readPeople, type PeopleOptions } from '../import/index.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { EventMaker } from './event-maker.ts';
import { nodeOn } from './node.test-kit.ts';
import { PeopleLists, type ListWish } from './people-list.ts';

const { event: source } = readFolder({
	event: example('leipzig-world-cafe', 'event.json'),
	participants: example('leipzig-world-cafe', 'participants.csv'),
	crew: example('leipzig-world-cafe', 'crew.csv')
});
const WISH: ListWish = { file: 'list.csv', acceptOffers: false, attendance: 'hall' };
const names = (...people: string[]) => bytesOf(['name', ...people].join('\n'));
const row = (id: string, name: string, needs = '') => `${id},${name},participant,hall,own,en,,,,,${needs}`;

/** With what reads lists; no thread is needed for a few rows. */
function deskOn(on: MemoryStore) {
	const node = nodeOn(on);
	const read = async (list: Uint8Array, options?: PeopleOptions) => readPeople(list, options);
	return { ...node, lists: new PeopleLists({ directory: node.directory, read }) };
}

let store: MemoryStore;
let node: ReturnType<typeof deskOn>;
let opened: OpenEvent;
let lead: PersonId;
let ids = 0;

beforeEach(async () => {
	store = new MemoryStore();
	node = deskOn(store);
	const maker = new EventMaker({
		...node,
		now: () => 1,
		examplesFolder: resolve(import.meta.dirname, '../../examples')
	});
	const made = await maker.make({ ...source!, pins: [] }, [], { organiser: 'Olga Organiser' });
	lead = made.lead;
	opened = await node.openEvents.open(made.event);
});

const organiser = () => ({ commandId: `list-command-${++ids}`, actor: { role: 'organiser', person: lead } as const });
const look = (list: Uint8Array, wish: Partial<ListWish> = {}) => node.lists.look(opened, list, { ...WISH, ...wish });
async function add(list: Uint8Array, by = organiser(), wish: Partial<ListWish> = { acceptOffers: true }) {
	const added = await node.lists.add(opened, await look(list, wish), by);
	if (!added.ok) throw new Error(added.error.code);
	return added.value;
}
const everybody = () =>
	Object.keys(deskOf(opened.runtime.state).people)
		.map((id) => node.directory.people.nameOf(opened.event, id as PersonId))
		.toSorted();

describe('a list for an event that is there', () => {
	test('who types a name of the list at the door keeps nobody off the list', async () => {
		const atDoor = somebody('door', { participation: 'waiting' });
		await node.directory.people.add(opened.event, [{ person: atDoor.id, name: 'Vera Vip' }]);
		const people = [atDoor];
		await opened.runtime.submit('knocking', { type: 'add_people', people }, { role: 'system', person: null });
		const { fresh, there, alike } = await look(listOf(row('vip-1', 'Vera Vip')));
		expect([fresh.length, there.length, alike.length]).toEqual([1, 0, 1]);
	});

	test('who has herself forgotten while a list is read is not tied to her row again', async () => {
		const [anna] = await add(listOf(row('7', 'Anna')));
		const seen = await look(listOf(row('7', 'Anna')));
		expect(seen.there).toHaveLength(1);
		await opened.runtime.submit(
			'forget',
			{ type: 'forget_me', what: 'everything' },
			{ role: 'participant', person: anna! }
		);
		const claimed: unknown[] = [];
		const { claim } = node.directory.people;
		node.directory.people.claim = (event, list) => {
			claimed.push(...list);
			return claim.call(node.directory.people, event, list);
		};
		await node.lists.add(opened, seen, organiser());
		expect(claimed).toEqual([]);
	});

	test('its people are invited, with names, keys, cards and needs, in one commit that says who added them', async () => {
		const { seq } = opened.runtime;
		const [anna, bo] = await add(listOf(row('7', 'Anna', 'step-free|assistant:8'), row('8', 'Bo')));
		expect(opened.runtime.seq).toBe(seq + 1);
		const { people, acts } = deskOf(opened.runtime.state);
		expect(people[anna!]).toMatchObject({ role: 'participant', participation: 'invited', attendance: 'hall' });
		expect(careOf(opened.runtime.state).needs[anna!]).toEqual(['step-free', `assistant:${bo}`]);
		expect(acts.at(-1)).toMatchObject({ act: 'add_people', by: lead });
		expect(await node.directory.people.get(opened.event, bo!)).toMatchObject({ name: 'Bo', importId: '8' });
	});

	test('needs may name whom an earlier list has brought', async () => {
		const [anna] = await add(listOf(row('7', 'Anna')));
		const [bo] = await add(listOf(row('8', 'Bo', 'keep-apart:7')));
		expect(careOf(opened.runtime.state).needs[bo!]).toEqual([`keep-apart:${anna}`]);
	});

	test('the newer list the evening before adds only who is new, and changes nobody', async () => {
		const [anna] = await add(listOf(row('7', 'Anna'), row('8', 'Bo')));
		const before = deskOf(opened.runtime.state).people[anna!];
		const newer = listOf(row('9', 'Cleo'), row('7', 'Anna Maria').replace('hall', 'remote'), row('8', 'Bo'));
		const looked = await look(newer);
		expect(looked.fresh.map(({ name }) => name)).toEqual(['Cleo']);
		expect(looked.there.map(({ person }) => node.directory.people.nameOf(opened.event, person))).toEqual([
			'Anna',
			'Bo'
		]);
		expect(await add(newer)).toHaveLength(1);
		expect(everybody()).toEqual(['Anna', 'Bo', 'Cleo', 'Olga Organiser']);
		expect(deskOf(opened.runtime.state).people[anna!]).toEqual(before);
		expect(await add(newer)).toEqual([]);
	});
});

describe('who is there already', () => {
	test('without ids by name, however it is spelled, also under a new name', async () => {
		const [anna] = await add(names('Anna Weber', 'Bo'));
		await node.directory.people.rename(opened.event, anna!, 'Nana');
		const looked = await look(names('ANNA  weber', 'Bo', 'Olga Organiser', 'Cleo'), { acceptOffers: true });
		expect(looked.fresh.map(({ name }) => name)).toEqual(['Cleo']);
	});

	test('one name twice in a list without ids is one person, and told', async () => {
		const { read, verdict, fresh } = await look(names('Anna', 'Bo', 'anna'), { acceptOffers: true });
		expect(verdict).toBe('rows');
		expect(read.faults.filter(({ severity }) => severity === 'reject')).toMatchObject([
			{ rule: 'name_again', line: 4, record: 3, came: 'anna' }
		]);
		expect(fresh.map(({ name }) => name)).toEqual(['Anna', 'Bo']);
	});

	test('by name, too, where only one of the two has an id, and from then on by the id', async () => {
		const [anna] = await add(names('Anna'));
		expect(await add(listOf(row('7', 'Anna'), row('8', 'Bo')))).toHaveLength(1);
		await node.directory.people.rename(opened.event, anna!, 'Nana');
		expect((await look(listOf(row('7', 'Anna')))).fresh).toEqual([]);
		// And back: the list that lost its ids.
		expect((await look(names('Bo'), { acceptOffers: true })).fresh).toEqual([]);
	});

	test('two ids are two people, whatever their names; that they have one name is told', async () => {
		await add(listOf(row('7', 'Anna')));
		const looked = await look(listOf(row('8', 'Anna'), row('9', 'Anna'), row('10', 'Bo')));
		expect(looked.fresh.map(({ id }) => id)).toEqual(['8', '9', '10']);
		expect(looked.alike.map(({ id }) => id)).toEqual(['8', '9']);
	});

	test('somebody without an id is taken for one row only', async () => {
		await add(names('Anna'));
		const { fresh, there, alike } = await look(listOf(row('7', 'Anna'), row('8', 'Anna')));
		expect([there, fresh, alike].map((rows) => rows.length)).toEqual([1, 1, 1]);
	});

	test('who was removed or has left stays so', async () => {
		const [anna] = await add(names('Anna'));
		await opened.runtime.submit('remove-anna-1234', { type: 'remove_person', person: anna! }, organiser().actor);
		expect(await add(names('Anna'))).toEqual([]);
		expect(deskOf(opened.runtime.state).people[anna!]?.participation).toBe('removed');
	});
});

describe('once, or not at all', () => {
	test('[REL-3] a repetition with the same id adds nobody and answers whom the first one added', async () => {
		const by = organiser();
		const first = await add(names('Anna', 'Bo'), by);
		const { seq } = opened.runtime;
		expect(await add(names('Anna', 'Bo'), by)).toEqual(first);
		expect(await add(names('Anna', 'Bo'), organiser())).toEqual([]);
		expect(opened.runtime.seq).toBe(seq);
	});

	test('[REL-8] two who add one list at the same time, on one node and on another, add each person once', async () => {
		const other = deskOn(store.connect());
		const there = await other.openEvents.open(opened.event);
		const list = names('Anna', 'Bo', 'Cleo');
		const looked = await look(list, { acceptOffers: true });
		const added = await Promise.all([
			node.lists.add(opened, looked, organiser()),
			node.lists.add(opened, looked, organiser()),
			other.lists.add(there, looked, organiser())
		]);
		expect(added.flatMap((each) => (each.ok ? each.value : ['refused']))).toHaveLength(3);
		await opened.runtime.catchUp();
		await node.directory.people.refresh(opened.event, Object.keys(deskOf(opened.runtime.state).people) as PersonId[]);
		expect(everybody()).toEqual(['Anna', 'Bo', 'Cleo', 'Olga Organiser']);
	});

	test('[REL-8] whom another node has added a moment ago is there', async () => {
		const other = deskOn(store.connect());
		const there = await other.openEvents.open(opened.event);
		const looked = await other.lists.look(there, names('Anna'), { ...WISH, acceptOffers: true });
		await other.lists.add(there, looked, organiser());
		expect((await look(names('Anna', 'Bo'), { acceptOffers: true })).fresh.map(({ name }) => name)).toEqual(['Bo']);
	});

	test('[REL-3] the store goes away in the middle: nobody, and the repetition adds everybody once', async () => {
		const by = organiser();
		const looked = await look(names('Anna', 'Bo'), { acceptOffers: true });
		const { append } = store.log;
		store.log.append = () => Promise.reject(new Error('away'));
		await expect(node.lists.add(opened, looked, by)).rejects.toThrow('not acknowledged');
		store.log.append = append;
		expect(await add(names('Anna', 'Bo'), by)).toHaveLength(2);
		expect(everybody()).toEqual(['Anna', 'Bo', 'Olga Organiser']);
		expect((await store.records.list(`person/${opened.event}/`)).length).toBe(3);
	});

	test('an event that is over takes nobody, and keeps no name of those who were refused', async () => {
		const looked = await look(names('Anna'), { acceptOffers: true });
		await opened.runtime.submit('close-the-event-1', { type: 'close_event' }, organiser().actor);
		const refused = { ok: false, error: { code: 'event_closed' } };
		expect(await node.lists.add(opened, looked, organiser())).toMatchObject(refused);
		expect((await store.records.list(`person/${opened.event}/`)).length).toBe(1);
	});

	test('also when it is closed while names are being written', async () => {
		const looked = await look(names('Anna'), { acceptOffers: true });
		const { submit } = opened.runtime;
		opened.runtime.submit = async (...asked) => {
			opened.runtime.submit = submit;
			await opened.runtime.submit('close-the-event-1', { type: 'close_event' }, organiser().actor);
			return opened.runtime.submit(...asked);
		};
		expect(await node.lists.add(opened, looked, organiser())).toMatchObject({ error: { code: 'event_closed' } });
		for (const kind of ['person', 'import', 'keys'])
			expect((await store.records.list(`${kind}/${opened.event}/`)).length, kind).toBe(1);
	});

	test('[SEC-3] who does not run the event adds nobody and writes no name', async () => {
		const looked = await look(names('Anna'), { acceptOffers: true });
		for (const role of ['moderator', 'harvester', 'greeter', 'hotline', 'participant', 'observer'] as const)
			expect(
				await node.lists.add(opened, looked, { commandId: `as-somebody-${role}`, actor: { role, person: null } })
			).toMatchObject({ error: { code: 'not_allowed' } });
		expect((await store.records.list(`person/${opened.event}/`)).length).toBe(1);
	});

	test('one list of an event at a time', async () => {
		let done = () => undefined as void;
		const first = node.lists.inTurn(opened.event, () => new Promise<void>((resolve) => (done = resolve)));
		expect(await node.lists.inTurn(opened.event, async () => 'read')).toBeNull();
		done();
		await first;
		expect(await node.lists.inTurn(opened.event, async () => 'read')).toBe('read');
	});
});

describe('lists that are refused', () => {
	test('missing columns are named and offered; nothing is assumed until it is accepted', async () => {
		const asked = await look(scenario('broken.csv'));
		expect(asked).toMatchObject({ verdict: 'refused', fresh: [] });
		expect(asked.read.columns.offered).toEqual({ attendance: 'hall', languages: source!.languages.working[0] });
		expect(await add(scenario('broken.csv'))).toHaveLength(5);
		const [anna] = await add(names('Anna'));
		expect(deskOf(opened.runtime.state).people[anna!]?.attendance).toBe('hall');
	});

	test('of hostile.csv exactly the rows that the import takes', async () => {
		const imported = readPeople(scenario('hostile.csv'), { topics: source!.topics.map(({ id }) => id) });
		const { read, verdict, fresh } = await look(scenario('hostile.csv'));
		expect(verdict).toBe('rows');
		expect(read.faults.map(({ line, rule, column }) => [line, rule, column])).toEqual(
			imported.faults.map(({ line, rule, column }) => [line, rule, column])
		);
		expect(fresh).toEqual(imported.people);
		expect(await add(scenario('hostile.csv'))).toHaveLength(imported.people.length);
	});

	test.each([
		['latin1.csv', 'not_utf8'],
		['unclosed-quote.csv', 'quote_open'],
		['empty.csv', 'file_empty']
	])('%s', async (file, rule) => {
		expect(await look(scenario(file))).toMatchObject({ verdict: 'refused', fresh: [], read: { faults: [{ rule }] } });
	});

	test.each(['utf16le.csv', 'semicolon.csv', 'tabs.csv', 'bom-crlf.csv', 'shuffled-columns.csv'])(
		'%s is read as the import reads it',
		async (file) => expect((await look(scenario(file))).fresh).toEqual(readPeople(scenario(file)).people)
	);

	test('more than can be added at once, or than an event takes: nobody, with the numbers', async () => {
		const rows = (from: number, to: number) =>
			Array.from({ length: to - from }, (_, index) => row(`n${from + index}`, `N ${from + index}`));
		expect(await look(listOf(...rows(0, 2_001)))).toMatchObject({
			verdict: 'refused',
			read: { faults: [{ rule: 'people_at_once', record: 0, params: { fresh: 2_001, limit: 2_000 } }] }
		});
		expect(await add(listOf(...rows(0, 2_000)))).toHaveLength(2_000);
		expect(await add(listOf(...rows(0, 4_000)))).toHaveLength(2_000);
		const last = listOf(...rows(3_000, 5_000));
		expect(await look(last)).toMatchObject({
			verdict: 'refused',
			read: { faults: [{ rule: 'people_many', params: { there: 4_001, fresh: 1_000, limit: 5_000 } }] }
		});
		expect((await look(listOf(...rows(0, 4_999)))).verdict).toBe('clean');
		expect(await node.lists.add(opened, { fresh: [], there: [] }, organiser())).toMatchObject({ value: [] });
	});
});

test('[SEC-8] who is there in one event is nobody in another', async () => {
	await add(names('Anna'));
	const maker = new EventMaker({ ...node, now: () => 1, examplesFolder: '' });
	const { event } = await maker.make({ ...source!, pins: [] }, [], { organiser: 'Olga Organiser' });
	const elsewhere = await node.openEvents.open(event);
	const looked = await node.lists.look(elsewhere, names('Anna'), { ...WISH, acceptOffers: true });
	expect(looked.fresh.map(({ name }) => name)).toEqual(['Anna']);
});
