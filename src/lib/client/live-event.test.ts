import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../domain/channel.ts';
import type { IdeaId, PersonId, TableId } from '../domain/ids.ts';
import { INITIAL_PERSON, INITIAL_TABLE } from '../domain/initial.ts';
import type { PersonPart } from '../domain/parts.ts';
import type { Snapshot } from '../protocol/frames.ts';
import { PROTOCOL_VERSION, type MediaSeat } from '../protocol/wire.ts';
import { LiveEvent } from './live-event.svelte.ts';
import { SocketDouble } from './testing/socket-double.ts';

const T1 = 't1' as TableId;
const ME = 'person:me' as Channel;
const TABLE = 'table:t1' as Channel;
const ADA = 'ada' as PersonId;

const seatedPart: PersonPart = { ...INITIAL_PERSON, seat: { table: T1, round: 1, version: 1 } };
const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
	parts: [
		{ channel: ME, n: 3, part: seatedPart },
		{ channel: TABLE, n: 7, part: INITIAL_TABLE }
	],
	gone: [],
	...more
});
const seat = (more: Partial<MediaSeat> = {}): MediaSeat => ({
	kind: 'table',
	key: 'k1',
	url: 'ws://127.0.0.1',
	token: 't',
	table: T1,
	version: 1,
	switchAt: null,
	mayPublish: true,
	identities: {},
	...more
});

let far: SocketDouble;
let live: LiveEvent;

function open() {
	live = new LiveEvent({ entry: 'e1', tab: 'tab', keep: null, dial: SocketDouble.dial((s) => (far = s)) });
	live.connect();
}
function openAndSeat() {
	open();
	far.welcome();
	far.say('snapshot', snapshot());
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	live.close();
	vi.useRealTimers();
});

describe('connection', () => {
	test('connecting → live → offline → live, and says what it has', () => {
		open();
		expect(live.state).toBe('connecting');
		far.welcome();
		expect(live.state).toBe('live');
		expect(live.ready).toBe(false);
		expect(far.hello).toEqual({ version: PROTOCOL_VERSION, entry: 'e1', have: {}, tab: 'tab' });
		far.say('snapshot', snapshot());
		expect(live.ready).toBe(true);
		far.drop();
		expect(live.state).toBe('offline');
		expect(live.tableId).toBe(T1);
		vi.advanceTimersByTime(600);
		expect(far.dials).toBe(2);
		far.welcome();
		expect(far.hello!.have).toEqual({ [ME]: 3, [TABLE]: 7 });
	});

	test('waits longer each time, never more than 5 s', () => {
		open();
		for (let i = 0; i < 8; i++) {
			far.fail();
			const before = far.dials;
			vi.advanceTimersByTime(299);
			expect(far.dials).toBe(before);
			vi.advanceTimersByTime(4_701);
			expect(far.dials).toBe(before + 1);
		}
	});

	test('refused: no second try, and why', () => {
		open();
		far.fail('client_too_old');
		expect([live.state, live.refusal]).toEqual(['refused', 'client_too_old']);
		vi.advanceTimersByTime(60_000);
		expect(far.dials).toBe(1);
	});

	test('refused in mid-life stays refused when the socket closes', () => {
		openAndSeat();
		far.say('refused', 'removed');
		expect([live.state, live.refusal]).toEqual(['refused', 'removed']);
		vi.advanceTimersByTime(60_000);
		expect(far.dials).toBe(1);
	});

	test('a server that is busy is asked again', () => {
		open();
		far.fail('unavailable', true);
		vi.advanceTimersByTime(5_000);
		expect(far.dials).toBe(2);
	});

	test('`come_back` is honoured to the millisecond', () => {
		openAndSeat();
		far.say('come_back', 8_000);
		expect(live.state).toBe('offline');
		vi.advanceTimersByTime(7_999);
		expect(far.dials).toBe(1);
		vi.advanceTimersByTime(1);
		expect(far.dials).toBe(2);
	});

	test('[DOOR] a second browser waits to be let in, and comes in at once', () => {
		open();
		far.say('refused', 'knocking');
		expect([live.state, live.refusal]).toEqual(['connecting', 'knocking']);
		far.say('refused', 'come_in');
		vi.advanceTimersByTime(0);
		expect(far.dials).toBe(2);
		far.welcome();
		expect([live.state, live.refusal]).toEqual(['live', null]);
	});

	test('[DOOR] nobody answers: asked again after a while; not let in: no more', () => {
		open();
		far.say('refused', 'knocking');
		vi.advanceTimersByTime(22_000);
		expect(far.dials).toBe(2);
		far.say('refused', 'not_let_in');
		vi.advanceTimersByTime(60_000);
		expect([live.state, far.dials]).toEqual(['refused', 2]);
	});

	test('closed: it stays closed', () => {
		openAndSeat();
		live.close();
		vi.advanceTimersByTime(60_000);
		expect(far.dials).toBe(1);
	});
});

describe('facts', () => {
	test('a frame changes several parts and the names at once', () => {
		openAndSeat();
		far.say('frame', {
			parts: [
				{ channel: TABLE, n: 8, facts: [{ type: 'table_hand_raised', person: ADA }] },
				{ channel: ME, n: 4, facts: [{ type: 'star_given', idea: 'i1' as IdeaId }] }
			],
			names: { [ADA]: 'Ada' }
		});
		expect(live.table?.hands).toEqual([ADA]);
		expect(live.me.stars).toEqual(['i1']);
		expect(live.names[ADA]).toBe('Ada');
	});

	test('a gap is asked for once, and again when no answer comes', () => {
		openAndSeat();
		const late = (n: number) =>
			far.say('frame', { parts: [{ channel: TABLE, n, facts: [{ type: 'table_hand_raised', person: ADA }] }] });
		late(9);
		late(10);
		expect(far.sentOf('resync')).toEqual([['resync', { [ME]: 3, [TABLE]: 7 }]]);
		vi.advanceTimersByTime(5_000);
		expect(far.sentOf('resync')).toHaveLength(2);
		late(8);
		late(9);
		vi.advanceTimersByTime(5_000);
		expect(far.sentOf('resync')).toHaveLength(3);
		late(10);
		vi.advanceTimersByTime(60_000);
		expect(far.sentOf('resync')).toHaveLength(3);
	});

	test('a table that is gone takes its people and drafts with it', () => {
		openAndSeat();
		far.say('presence', { table: T1, here: [ADA] });
		far.say('draft', { table: T1, writer: 'w1', text: 'wi' });
		expect(live.beside.draftsAt(T1)).toHaveLength(1);
		far.say('snapshot', snapshot({ parts: [{ channel: ME, n: 4, part: INITIAL_PERSON }], gone: [TABLE] }));
		expect(live.tableOf(T1)).toBeNull();
		expect(live.beside.draftsAt(T1)).toEqual([]);
		expect(live.beside.hereAt(T1)).toEqual([]);
	});

	test('a draft goes when it is sent, and when nothing was heard for 20 s', () => {
		openAndSeat();
		const type = (text: string) => far.say('draft', { table: T1, writer: 'w1', text });
		type('w');
		type('wi');
		expect(live.beside.draftsAt(T1).map(({ text }) => text)).toEqual(['wi']);
		type('');
		expect(live.beside.draftsAt(T1)).toEqual([]);
		type('w');
		vi.advanceTimersByTime(20_000);
		expect(live.beside.draftsAt(T1)).toEqual([]);
	});
});

describe('commands', () => {
	test('[REL-3] an unanswered command is sent again after the reconnect with the same id', async () => {
		openAndSeat();
		const done = live.send({ type: 'raise_hand' });
		expect(live.waiting).toEqual([{ type: 'raise_hand' }]);
		far.drop();
		await vi.advanceTimersByTimeAsync(5_000);
		far.welcome();
		const sent = far.sentOf('command');
		expect(sent).toHaveLength(2);
		expect(sent[1]![1]).toEqual(sent[0]![1]);
		sent[1]![2]({ ok: true, names: { [ADA]: 'Ada' } });
		expect(await done).toEqual({ ok: true, names: { [ADA]: 'Ada' } });
		expect(live.names[ADA]).toBe('Ada');
		expect(live.waiting).toEqual([]);
	});

	test('no answer for 5 s counts as none', async () => {
		openAndSeat();
		void live.send({ type: 'raise_hand' });
		await vi.advanceTimersByTimeAsync(5_700);
		expect(far.sentOf('command')).toHaveLength(2);
	});

	test('open tables are opened again after a reconnect', async () => {
		openAndSeat();
		void live.openTables([T1]);
		far.drop();
		await vi.advanceTimersByTimeAsync(600);
		far.welcome();
		await vi.advanceTimersByTimeAsync(0);
		expect(far.sentOf('open_tables').map(([, tables]) => tables)).toEqual([[T1], [T1]]);
	});

	test('a question without a connection is answered at once', async () => {
		open();
		expect(await live.ask.rename('Ada')).toEqual({ ok: false, code: 'timeout', retryable: true });
		expect(far.sent).toEqual([]);
	});
});

describe('clock', () => {
	test('is measured on connecting and every 30 s', async () => {
		openAndSeat();
		await vi.advanceTimersByTimeAsync(0);
		for (let i = 0; i < 5; i++) {
			far.sentOf('clock').at(-1)![2](1_800_000_000_500);
			await vi.advanceTimersByTimeAsync(0);
		}
		expect(far.sentOf('clock')).toHaveLength(5);
		expect(Math.abs(live.clock.now() - 1_800_000_000_500)).toBeLessThan(50);
		await vi.advanceTimersByTimeAsync(30_000);
		expect(far.sentOf('clock')).toHaveLength(6);
	});
});

describe('media seats', () => {
	const armed = seat({ key: 'k2', version: 2, switchAt: 1_800_000_030_000 });
	const next = { table: 't2' as TableId, round: 2, version: 2, switchAt: armed.switchAt! };
	const person = (n: number, part: PersonPart) => far.say('snapshot', { parts: [{ channel: ME, n, part }], gone: [] });

	function arm() {
		openAndSeat();
		far.say('media_seat', seat());
		person(4, { ...seatedPart, next });
		far.say('media_seat', armed);
	}

	test('a next seat stands beside the seat of now', () => {
		arm();
		expect([live.seats.table?.key, live.seats.next?.key]).toEqual(['k1', 'k2']);
	});

	test('the bell is taken back: the armed seat is dropped', () => {
		arm();
		person(5, seatedPart);
		expect([live.seats.table?.key, live.seats.next]).toEqual(['k1', null]);
	});

	test('the seating switched before this page’s clock did: the armed seat is the seat', () => {
		arm();
		person(5, { ...seatedPart, seat: { table: next.table, round: 2, version: 2 }, next: null });
		expect([live.seats.table?.key, live.seats.table?.switchAt, live.seats.next]).toEqual(['k2', null, null]);
	});

	test('this page’s clock was first', () => {
		arm();
		live.switchedTo('k2');
		person(5, { ...seatedPart, seat: { table: next.table, round: 2, version: 2 }, next: null });
		expect([live.seats.table?.key, live.seats.next]).toEqual(['k2', null]);
	});

	test('no seat: no sound', () => {
		arm();
		far.say('media_seat', null);
		expect([live.seats.table, live.seats.next]).toEqual([null, null]);
	});

	test('who is known under which LiveKit name is refreshed with the same key', () => {
		arm();
		far.say('media_seat', seat({ identities: { x: ADA } }));
		expect(live.seats.table?.identities).toEqual({ x: ADA });
		expect(live.seats.next?.key).toBe('k2');
	});

	test('a seat of the last seating that arrives late sends nobody back', () => {
		arm();
		live.switchedTo('k2');
		far.say('media_seat', seat({ token: 'fresh' }));
		expect(live.seats.table?.key).toBe('k2');
	});

	test('a phone in the hall is a companion; the one device that speaks for a table is not', () => {
		open();
		far.welcome();
		const profile = { attendance: 'hall', device: 'own', country: null, organisation: null } as const;
		person(4, { ...seatedPart, profile: { ...profile, languages: [], tags: [], topics: [] } });
		expect(live.companion).toBe(true);
		far.say('media_seat', seat({ kind: 'stage', mayPublish: false }));
		expect(live.companion).toBe(true);
		far.say('media_seat', seat());
		expect(live.companion).toBe(false);
	});
});
