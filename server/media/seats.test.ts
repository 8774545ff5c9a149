import { describe, expect, test } from 'vitest';
import type { EventState } from '#lib/domain/parts.ts';
import { MemoryMedia } from './memory-media.ts';
import {
	change,
	durably,
	ending,
	EVENT,
	p,
	participate,
	SECRET,
	stateOf,
	t,
	visits,
	type StateSketch
} from './media-state.fixture.ts';
import { mintSeat } from './mint-seat.ts';
import { MediaNames } from './names.ts';
import { RoomKeeper } from './room-keeper.ts';
import { armDelayMs, identitiesIn, mediaSeatFor, onlookerSeatFor, type SeatWish } from './seats.ts';

const names = new MediaNames(SECRET);
const SKETCH: StateSketch = {
	tables: { on: 'online', li: 'linked', ha: 'hall', empty: 'online' },
	people: {
		amina: {},
		remote_phoneless: { device: 'none' },
		phone: { attendance: 'hall' },
		visitor_online: { attendance: 'hall' },
		tablet: { attendance: 'hall', device: 'table' },
		remote_linked: {},
		sitter: { attendance: 'hall', device: 'table' },
		free: {},
		fac: { role: 'facilitator', attendance: 'hall' },
		org: { role: 'organiser' },
		watcher: { role: 'observer' },
		waiting: { participation: 'waiting' }
	},
	seating: {
		version: 2,
		seats: {
			amina: 'on',
			remote_phoneless: 'on',
			visitor_online: 'on',
			phone: 'li',
			tablet: 'li',
			sitter: 'li',
			remote_linked: 'li'
		}
	},
	onStage: ['org']
};
const ask = (state: EventState, who: string, wish: SeatWish = 'table', visiting: string | null = null) => {
	if (visiting !== null) visits(state, who, visiting);
	const found = mediaSeatFor(names, state, EVENT, p(who), wish);
	return found.ok ? found.value.room.table : found.error.code;
};

describe('table seats', () => {
	test.each([
		['amina', 'on'],
		['remote_linked', 'li'],
		['remote_phoneless', 'no_table_sound'],
		['visitor_online', 'companion'],
		['phone', 'companion'],
		['tablet', 'li'],
		['sitter', 'companion'],
		['free', 'not_seated'],
		['watcher', 'not_seated'],
		['waiting', 'not_allowed'],
		['nobody', 'unknown_person']
	])('[I15] %s → %s', (who, where) => {
		expect(ask(stateOf(SKETCH), who)).toBe(where);
	});

	test("a linked table has one audio device: the host's, else a tablet", () => {
		const hosted = stateOf({ ...SKETCH, hosts: { li: 'phone' } });
		expect(['phone', 'tablet', 'sitter'].map((who) => ask(hosted, who))).toEqual(['li', 'companion', 'companion']);
		const bareHost = stateOf({
			...SKETCH,
			people: { ...SKETCH.people, phone: { attendance: 'hall', device: 'none' } },
			hosts: { li: 'phone' }
		});
		expect(ask(bareHost, 'tablet')).toBe('li');
	});

	test('[I16] facilitators and organisers visit online tables where somebody sits, nobody else does', () => {
		const state = stateOf(SKETCH);
		expect(ask(state, 'fac', 'table', 'on')).toBe('on');
		expect(ask(state, 'org', 'table', 'li')).toBe('li');
		expect(ask(state, 'fac', 'table', 'ha')).toBe('no_table_sound');
		expect(ask(state, 'fac', 'table', 'empty')).toBe('nobody_seated');
		expect(ask(state, 'fac', 'table', 'nowhere')).toBe('unknown_table');
		// A visit of somebody who may not: her own seat, or none.
		expect(ask(state, 'amina', 'table', 'li')).toBe('on');
		for (const who of ['free', 'watcher']) expect(ask(state, who, 'table', 'li')).toBe('not_seated');
	});

	test('[I16] who visits hears and sends nothing, is named to those who sit there, and only while she visits', () => {
		const state = stateOf(SKETCH);
		const whoIsThere = (table: string) =>
			Object.values(identitiesIn(names, EVENT, state, { kind: 'table' as const, table: t(table), armed: false }));
		expect(whoIsThere('on')).not.toContain('fac');
		visits(state, 'fac', 'on');
		const seat = mediaSeatFor(names, state, EVENT, p('fac'), 'table');
		expect(seat).toMatchObject({ ok: true, value: { mayPublish: false, sources: [] } });
		expect(whoIsThere('on')).toContain('fac');
		expect(whoIsThere('li')).not.toContain('fac');
		// Of the seating before: it has ended with it.
		change(state, { seating: { version: 3, seats: { amina: 'on' } } });
		expect(ask(state, 'fac')).toBe('not_seated');
		expect(whoIsThere('on')).not.toContain('fac');
	});

	test('who was removed or has left gets nothing, although the seating still names her', () => {
		const state = stateOf(SKETCH);
		for (const gone of ['removed', 'left'] as const) {
			participate(state, 'amina', gone);
			for (const wish of ['table', 'stage', 'next'] as const) expect(ask(state, 'amina', wish)).toBe('not_allowed');
		}
	});

	test('nothing before the café and after the event', () => {
		expect(ask(stateOf({ ...SKETCH, seating: null }), 'amina')).toBe('nobody_seated');
		expect(ask(stateOf({ ...SKETCH, closed: true }), 'amina')).toBe('event_closed');
		expect(ask(new Map(), 'amina')).toBe('unknown_event');
	});

	test('[MEDIA-3] the next seat is given only between the bell and the switch', () => {
		const state = stateOf(SKETCH);
		expect(ask(state, 'amina', 'next')).toBe('no_next_seat');
		change(state, { clock: ending(3), next: { version: 3, seats: { amina: 'li' } } });
		const armed = mediaSeatFor(names, state, EVENT, p('amina'), 'next');
		expect(armed.ok && armed.value).toMatchObject({
			switchAt: 1_230_000,
			room: { table: 'li', version: 3, armed: true }
		});
		expect(ask(state, 'amina')).toBe('on');
		expect(ask(state, 'remote_linked', 'next')).toBe('no_next_seat');
		change(state, { clock: ending(4) });
		expect(ask(state, 'amina', 'next')).toBe('no_next_seat');
	});
});

describe('stage seats', () => {
	const may = (state: EventState, who: string) => {
		const seat = mediaSeatFor(names, state, EVENT, p(who), 'stage');
		return seat.ok ? seat.value.mayPublish : seat.error.code;
	};

	test('everybody listens, only who is on stage may publish', () => {
		const state = stateOf(SKETCH);
		expect(['org', 'amina', 'watcher', 'phone'].map((who) => may(state, who))).toEqual([true, false, false, false]);
	});

	test('a phone in the hall never publishes: its owner speaks into the microphone of the hall', () => {
		const state = stateOf({ ...SKETCH, onStage: ['phone', 'amina', 'fac'] });
		expect(['phone', 'amina', 'fac'].map((who) => may(state, who))).toEqual([false, true, true]);
	});
});

describe('seats of those whom nobody stands behind', () => {
	const askFor = (state: EventState, wish: SeatWish, entry = 'entry-1') =>
		onlookerSeatFor(names, state, EVENT, entry, wish);

	test('[MEDIA-10] they hear the stage and send nothing', () => {
		const found = askFor(stateOf(SKETCH), 'stage');
		expect(found.ok && found.value).toMatchObject({
			room: { kind: 'stage', table: null },
			mayPublish: false,
			sources: [],
			switchAt: null
		});
	});

	test('[MEDIA-10] [I15] they get no table, not even while everybody moves', () => {
		const state = stateOf(SKETCH);
		expect(askFor(state, 'table')).toEqual({ ok: false, error: { code: 'not_allowed' } });
		change(state, { clock: ending(3), next: { version: 3, seats: { amina: 'li' } } });
		expect(askFor(state, 'next')).toEqual({ ok: false, error: { code: 'not_allowed' } });
	});

	test('nothing before there is an event, and nothing after it', () => {
		expect(askFor(stateOf({ ...SKETCH, closed: true }), 'stage')).toEqual({
			ok: false,
			error: { code: 'event_closed' }
		});
		expect(askFor(new Map(), 'stage')).toEqual({ ok: false, error: { code: 'unknown_event' } });
	});

	test('[MEDIA-10] the identity says nothing of the entry, and is no person’s although the ids are the same', () => {
		const identity = names.onlooker(EVENT, 'amina');
		expect(identity).toMatch(/^[\w-]{22}$/);
		const others = [
			names.identity(EVENT, p('amina')),
			names.onlooker(EVENT, 'entry-2'),
			names.onlooker('ev-2' as typeof EVENT, 'amina'),
			new MediaNames(`${SECRET}!`).onlooker(EVENT, 'amina')
		];
		expect(others).not.toContain(identity);
		expect(new MediaNames(SECRET).onlooker(EVENT, 'amina')).toBe(identity);
		expect(names.person(EVENT, identity, [p('amina')])).toBeNull();
	});

	test('[MEDIA-10] the token opens the stage alone, without the right to send', async () => {
		const media = new MemoryMedia();
		const mint = { media, rooms: new RoomKeeper(media), names, url: 'ws://127.0.0.1:7880' };
		const wish = { durably: durably(stateOf(SKETCH)), event: EVENT, person: null, entry: 'entry-1' } as const;
		const seat = await mintSeat(mint, { ...wish, wish: 'stage' });
		if (!seat.ok) throw new Error(seat.error.code);
		expect(media.read(seat.value.token)).toEqual({
			room: names.room(EVENT, 'stage', null, 0, 0),
			identity: names.onlooker(EVENT, 'entry-1'),
			mayPublish: false,
			sources: []
		});
		expect(seat.value.identities).toEqual({ [names.identity(EVENT, p('org'))]: 'org' });
		expect(await mintSeat(mint, { ...wish, wish: 'table' })).toEqual({ ok: false, error: { code: 'not_allowed' } });
	});
});

describe('minting', () => {
	const desk = () => {
		const media = new MemoryMedia();
		return { media, rooms: new RoomKeeper(media), names, url: 'ws://127.0.0.1:7880' };
	};

	test('answers what the page needs, with the identities of that table alone', async () => {
		const mint = desk();
		const seat = await mintSeat(mint, {
			durably: durably(stateOf(SKETCH)),
			event: EVENT,
			person: p('amina'),
			wish: 'table'
		});
		if (!seat.ok) throw new Error(seat.error.code);
		expect(seat.value).toMatchObject({ kind: 'table', table: 'on', version: 2, switchAt: null, mayPublish: true });
		expect(Object.values(seat.value.identities).sort()).toEqual(['amina', 'remote_phoneless', 'visitor_online']);
		const said = mint.media.read(seat.value.token);
		expect(said).toMatchObject({ room: seat.value.key, mayPublish: true, sources: ['microphone', 'camera'] });
		expect(seat.value.identities[said.identity]).toBe('amina');
	});

	test('the room is made before the token, once for all its people', async () => {
		const mint = desk();
		const state = stateOf(SKETCH);
		const people = ['amina', 'fac', 'org'];
		for (const who of ['fac', 'org']) visits(state, who, 'on');
		await Promise.all(
			people.map((who) => mintSeat(mint, { durably: durably(state), event: EVENT, person: p(who), wish: 'table' }))
		);
		expect(mint.media.calls.filter((call) => call.startsWith('ensureRoom'))).toHaveLength(1);
	});

	test('a page that could not join has its room made again', async () => {
		const mint = desk();
		const wish = { durably: durably(stateOf(SKETCH)), event: EVENT, person: p('amina'), wish: 'table' } as const;
		const first = await mintSeat(mint, wish);
		mint.media.crash();
		const again = await mintSeat(mint, { ...wish, broken: first.ok ? first.value.key : '' });
		expect(again.ok && mint.media.join(again.value.token)).toBe(true);
	});

	test('who is removed or moved while the room is made gets no token for it', async () => {
		const mint = desk();
		const state = stateOf(SKETCH);
		const { ensureRoom } = mint.media;
		mint.media.ensureRoom = async function (room) {
			await ensureRoom.call(this, room);
			participate(state, 'amina', 'removed');
		};
		const seat = await mintSeat(mint, { durably: durably(state), event: EVENT, person: p('amina'), wish: 'table' });
		expect(seat).toEqual({ ok: false, error: { code: 'not_allowed' } });

		const fresh = desk();
		const moved = stateOf(SKETCH);
		fresh.media.ensureRoom = async function (room) {
			await ensureRoom.call(this, room);
			change(moved, { seating: { version: 2, seats: { amina: 'li', remote_linked: 'li' } }, rekeys: { on: 1 } });
		};
		const elsewhere = await mintSeat(fresh, {
			durably: durably(moved),
			event: EVENT,
			person: p('amina'),
			wish: 'table'
		});
		expect(elsewhere.ok && elsewhere.value.table).toBe('li');
	});

	test('[MEDIA-11] what is taken back before it was durable seats nobody', async () => {
		const mint = desk();
		const [tentative, durable] = [stateOf(SKETCH), stateOf({ ...SKETCH, seating: null })];
		let looks = 0;
		/** As the log does it: looks again when what was seen was taken back. */
		const takenBack = async <T>(look: (state: EventState) => T): Promise<T> => {
			if (looks++ === 0) look(tentative);
			return look(durable);
		};
		const seat = await mintSeat(mint, { durably: takenBack, event: EVENT, person: p('amina'), wish: 'table' });
		expect(seat).toEqual({ ok: false, error: { code: 'nobody_seated' } });
		expect(mint.media.calls).toEqual([]);
	});

	test('when the media server is away nobody gets a token, and the next try works', async () => {
		const mint = desk();
		mint.media.up = false;
		const wish = { durably: durably(stateOf(SKETCH)), event: EVENT, person: p('amina'), wish: 'stage' } as const;
		await expect(mintSeat(mint, wish)).rejects.toMatchObject({ name: 'MediaUnavailableError' });
		mint.media.up = true;
		expect((await mintSeat(mint, wish)).ok).toBe(true);
	});
});

describe('arming', () => {
	test('spreads 2,000 people evenly over the first half of what is left', () => {
		const delays = Array.from({ length: 2_000 }, (_, i) =>
			armDelayMs(names.identity(EVENT, p(`p${i}`)), 3, 1_000, 31_000)
		);
		expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...delays)).toBeLessThan(15_000);
		const tenths = Array.from({ length: 10 }, (_, i) => delays.filter((ms) => Math.floor(ms / 1_500) === i).length);
		for (const count of tenths) expect(count).toBeGreaterThan(140);
	});

	test('is the same when asked again, another one in the next round, and never in the past', () => {
		const identity = names.identity(EVENT, p('amina'));
		expect(armDelayMs(identity, 3, 0, 30_000)).toBe(armDelayMs(identity, 3, 0, 30_000));
		expect(armDelayMs(identity, 4, 0, 30_000)).not.toBe(armDelayMs(identity, 3, 0, 30_000));
		expect(armDelayMs(identity, 3, 31_000, 30_000)).toBe(0);
	});
});
