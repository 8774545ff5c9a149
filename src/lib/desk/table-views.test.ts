import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { CallId, PersonId, TableId, TopicId } from '../domain/ids.ts';
import type { DeskPart, TablePart } from '../domain/parts.ts';
import { INITIAL_TABLE } from '../domain/initial.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import type { TableTally } from '../protocol/wire.ts';
import { filtered, needsSomebody, tableViews, topicRows, worstFirst, type TableSources } from './table-views.ts';

const START = 1_000_000;
const table = (number: number, topic: string | null = 'a'): TableCard => ({
	id: `T${number}` as TableId,
	number,
	name: { en: `Table ${number}` },
	icon: 'anchor',
	mode: 'hall',
	seats: 5,
	topic: topic as TopicId | null,
	languages: ['en'],
	stepFree: true
});
const card = (tables: TableCard[], timeScale = 1): EventCard =>
	({ tables, timeScale, topics: [{ id: 'a' }, { id: 'b' }], cafe: { rounds: [] } }) as unknown as EventCard;
const person = (id: string, more: Partial<DeskPerson> = {}): [string, DeskPerson] => [
	id,
	{
		id: id as PersonId,
		role: 'participant',
		participation: 'committed',
		hosts: null,
		attendance: 'hall',
		device: 'own',
		languages: ['en'],
		country: null,
		organisation: null,
		tags: [],
		topics: [],
		...more
	}
];
const people = Object.fromEntries([
	person('h', { hosts: 'T1' as TableId }),
	person('a'),
	person('b', { device: 'none' }),
	person('c', { attendance: 'remote' })
]);
const seats = { h: 'T1', a: 'T1', b: 'T1', c: 'T1' } as Record<PersonId, TableId>;
const tally = (more: Partial<TableTally> = {}): TableTally => ({
	table: 'T1' as TableId,
	expected: 4,
	here: 4,
	ideas: 3,
	insights: 1,
	aloneSince: null,
	quietMs: 1_000,
	hostHere: true,
	mediaHere: 0,
	...more
});
const running: CafeClock = { phase: 'running', round: 1, startedAt: START, endsAt: START + 1_200_000 };
const BEFORE: CafeClock = { phase: 'before' };

function given(more: Partial<Omit<TableSources, 'desk'>> & { desk?: Partial<DeskPart>; tally?: TableTally } = {}) {
	const { desk, tally: counted = tally(), ...rest } = more;
	return tableViews({
		card: card([table(1)]),
		clock: running,
		desk: { people, plan: null, seating: { version: 1, round: 1, seats }, ...desk },
		help: { calls: [] },
		tallies: new Map([[counted.table, counted]]),
		partOf: () => ({ ...INITIAL_TABLE, host: 'h' as PersonId }),
		hereAt: () => ['h', 'a', 'c'] as PersonId[],
		now: START + 300_000,
		...rest
	});
}
const word = (more: Parameters<typeof given>[0] = {}) => given(more)[0]!.status.word;
const call = (more = {}) => ({
	id: 'x' as CallId,
	person: 'a' as PersonId,
	table: 'T1' as TableId,
	since: START,
	takenBy: null,
	solvedAt: null,
	...more
});

describe('the word of a table', () => {
	it('says talking when all is well', () => expect(word()).toBe('talking'));
	it('says what is worst: alone before no host before help before small before quiet', () => {
		const worst = { aloneSince: START, hostHere: false, here: 1, quietMs: 999_999 };
		const help = { calls: [call()] };
		expect(word({ tally: tally(worst), help })).toBe('alone');
		expect(word({ tally: tally({ ...worst, aloneSince: null }), help })).toBe('no_host');
		expect(word({ tally: tally({ here: 1, quietMs: 999_999 }), help })).toBe('help');
		expect(word({ tally: tally({ here: 2, quietMs: 999_999 }) })).toBe('small');
		expect(word({ tally: tally({ quietMs: 999_999 }) })).toBe('quiet');
	});
	it('forgets a call that was solved or comes from elsewhere', () => {
		expect(word({ help: { calls: [call({ solvedAt: START })] } })).toBe('talking');
		expect(word({ help: { calls: [call({ person: 'z', table: 'T2' })] } })).toBe('talking');
	});
	it('says help where the caller sits now, not where she called', () => {
		expect(word({ help: { calls: [call({ table: 'T2' })] } })).toBe('help');
		const elsewhere = { version: 1, round: 1, seats: { ...seats, a: 'T2' as TableId } };
		expect(word({ help: { calls: [call()] }, desk: { seating: elsewhere } })).toBe('talking');
	});
	it('calls nobody small, hostless or quiet while they sit down', () => {
		const sitting = { tally: tally({ here: 1, hostHere: false, quietMs: null }), now: START + 20_000 };
		expect(word(sitting)).toBe('talking');
	});
	it('is quiet sooner in a rehearsal that runs faster, and never longer than the round', () => {
		const views = given({ card: card([table(1)], 4), tally: tally({ quietMs: 50_000 }) });
		expect(views[0]!.status).toEqual({ word: 'quiet', minutes: 1 });
		expect(word({ tally: tally({ quietMs: 9_999_999 }), now: START + 60_000 })).toBe('talking');
	});
	it('waits for people who walk', () => {
		const moving: CafeClock = { phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 0, nextMs: 0 };
		const walking = (placed: boolean[]) => () =>
			({ ...INITIAL_TABLE, host: 'h', seated: placed.map((each) => ({ placed: each })) }) as unknown as TablePart;
		const status = (partOf: TableSources['partOf'], here = 4) =>
			given({ clock: moving, partOf, tally: tally({ here }) })[0]!.status;
		expect(status(walking([true, true, false, true]))).toEqual({ word: 'forming', here: 3, of: 4 });
		expect(status(walking([true, true, true, true]), 1)).toEqual({ word: 'ready' });
		// The panel counts the same people as the card.
		const view = given({ clock: moving, partOf: walking([true, false, false, false]), tally: tally({ here: 4 }) })[0]!;
		expect(view.count).toEqual({ here: 1, of: 4 });
		// A table that this page has not opened: only the count is known.
		expect(status(() => null, 3)).toEqual({ word: 'forming', here: 3, of: 4 });
	});
	it('says where a merged table has gone, and closed for one without people', () => {
		const merged: TablePart = { ...INITIAL_TABLE, mergedInto: 'T2' as TableId };
		const views = given({
			card: card([table(1), table(2)]),
			desk: { seating: { version: 1, round: 1, seats: {} } },
			partOf: (id) => (id === 'T1' ? merged : INITIAL_TABLE)
		});
		expect(views.map(({ status }) => status)).toEqual([{ word: 'merged', into: 2 }, { word: 'closed' }]);
	});
	it('counts who is ready before the first round', () => {
		const rounds = [{ h: 'T1', a: 'T1' } as Record<PersonId, TableId>];
		const people2 = { ...people, a: { ...people['a']!, participation: 'invited' as const } };
		const desk = { people: people2, seating: null, plan: { version: 1, rounds, sheet: {} as never } };
		expect(given({ desk, clock: BEFORE })[0]!.status).toEqual({ word: 'forming', here: 1, of: 2 });
		expect(given({ desk: { seating: null, plan: null }, clock: BEFORE })[0]!.status).toEqual({
			word: 'forming',
			here: 1,
			of: 5
		});
	});
});

describe('before the first round and after the last', () => {
	const rounds = [seats];
	const desk = { seating: null, plan: { version: 1, rounds, sheet: {} as never } };
	it('nobody sits at a table any more when the café is over', () => {
		const [view] = given({ desk, clock: { phase: 'after' } });
		expect(view).toMatchObject({ people: [], seats: [], status: { word: 'closed' }, count: null, hostless: false });
		expect(given({ desk, clock: BEFORE })[0]!.people).toHaveLength(4);
	});
	it('names the tables without a host, which need somebody once people sit', () => {
		const away = { ...people, h: { ...people['h']!, participation: 'invited' as const } };
		const [before] = given({ desk: { ...desk, people: away }, clock: BEFORE });
		expect([before!.hostless, needsSomebody(before!)]).toEqual([true, false]);
		expect(given({ desk, clock: BEFORE })[0]!.hostless).toBe(false);
		const moving: CafeClock = { phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 0, nextMs: 0 };
		const views = given({ clock: moving, tally: tally({ hostHere: false }) });
		expect(filtered(views, 'needy')).toHaveLength(1);
		expect(filtered(views, 'hostless')).toHaveLength(1);
	});
});

describe('the drawing of a table', () => {
	it('shows who was appointed before there is a plan', () => {
		const [view] = given({ desk: { seating: null, plan: null }, clock: BEFORE });
		expect([view!.host, view!.people, view!.seats]).toEqual(['h', [], [{ shape: 'host', state: 'here' }]]);
	});
	it('puts the host first; paper cards are not missed, an own device is', () => {
		expect(given({ hereAt: () => ['h', 'c'] as PersonId[] })[0]!.seats).toEqual([
			{ shape: 'host', state: 'here' },
			{ shape: 'hall', state: 'missing' },
			{ shape: 'paper', state: 'here' },
			{ shape: 'remote', state: 'here' }
		]);
	});
	it('calls nobody missing before it was told who is connected', () => {
		const states = (here: number) =>
			given({ hereAt: () => [], tally: tally({ here }) })[0]!.seats.map(({ state }) => state);
		expect(states(4)).toEqual(['here', 'here', 'here', 'here']);
		// One is here, and that is the paper card: so the others really are not.
		expect(states(1)).toEqual(['missing', 'missing', 'here', 'missing']);
	});
	it('shows the empty chair of a host', () => {
		expect(given({ partOf: () => INITIAL_TABLE })[0]!.seats[0]).toEqual({ shape: 'host', state: 'missing' });
	});
	it('does not call people missing at a table that was not opened', () => {
		const { seats: drawn } = given({ partOf: () => null, hereAt: () => [] })[0]!;
		expect(drawn.every(({ state }) => state === 'here')).toBe(true);
	});
});

it('sorts by what is worst for people, then by number', () => {
	const views = [
		{ number: 3, status: { word: 'quiet', minutes: 3 } },
		{ number: 2, status: { word: 'alone' } },
		{ number: 9, status: { word: 'talking' } },
		{ number: 1, status: { word: 'alone' } },
		{ number: 4, status: { word: 'no_host' } }
	].map((view) => ({ ...given()[0]!, ...view }) as ReturnType<typeof given>[number]);
	expect(worstFirst(views).map(({ number }) => number)).toEqual([1, 2, 4, 3]);
	expect(filtered(views, 'needy').map(({ number }) => number)).toEqual([2, 1, 4]);
	expect(views.filter(needsSomebody)).toHaveLength(3);
	expect(filtered(views, 'online')).toEqual([]);
});

it('has one row per topic, and one for tables without', () => {
	const tables = [table(1, 'b'), table(2, 'a'), table(3, null), table(4, 'b')];
	const views = given({ card: card(tables) });
	expect(
		topicRows(card(tables), views).map(({ topic, tables: row }) => [topic, row.map(({ number }) => number)])
	).toEqual([
		[1, [2]],
		[2, [1, 4]],
		[0, [3]]
	]);
});
