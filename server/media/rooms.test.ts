import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { ending, EVENT, RUNNING, SECRET, stateOf, t } from './media-state.fixture.ts';
import { identityOf, MediaNames, roomName } from './names.ts';
import { wantedRooms, type WantedRoom } from './rooms.ts';

const names = new MediaNames(SECRET);
const TABLES = { on: 'online', li: 'linked', ha: 'hall', em: 'online' } as const;
const PEOPLE = {
	a: {},
	b: {},
	c: { attendance: 'hall' },
	d: { attendance: 'hall' },
	org: { role: 'organiser' }
} as const;
const SEATS = { a: 'on', b: 'li', c: 'li', d: 'ha' };
const tablesOf = (rooms: WantedRoom[]) => rooms.map(({ table, version, armed }) => [table, version, armed]);

describe('wanted rooms', () => {
	test('[MEDIA-1] the stage, and one room per online or linked table where somebody sits', () => {
		const state = stateOf({ tables: TABLES, people: PEOPLE, seating: { version: 3, seats: SEATS } });
		expect(tablesOf(wantedRooms(names, EVENT, state))).toEqual([
			[null, 0, false],
			['on', 3, false],
			['li', 3, false]
		]);
	});

	test('no room before the event has a card, none after it was closed', () => {
		expect(wantedRooms(names, EVENT, new Map())).toEqual([]);
		const closed = stateOf({ tables: TABLES, people: PEOPLE, seating: { version: 1, seats: SEATS }, closed: true });
		expect(wantedRooms(names, EVENT, closed)).toEqual([]);
	});

	test('[MEDIA-3] from the bell to the switch the next rooms are there too, under the names they keep', () => {
		const next = { version: 4, seats: { a: 'em', b: 'on' } };
		const before = stateOf({
			tables: TABLES,
			people: PEOPLE,
			clock: ending(4),
			seating: { version: 3, seats: SEATS },
			next
		});
		const armed = wantedRooms(names, EVENT, before).filter((room) => room.armed);
		expect(tablesOf(armed)).toEqual([
			['em', 4, true],
			['on', 4, true]
		]);
		const after = stateOf({ tables: TABLES, people: PEOPLE, seating: next });
		const now = wantedRooms(names, EVENT, after).filter(({ kind }) => kind === 'table');
		expect(now.map(({ name }) => name)).toEqual(armed.map(({ name }) => name));
	});

	test('a bell that was taken back, or the last one, arms nothing', () => {
		const next = { version: 4, seats: { a: 'em' } };
		const seating = { version: 3, seats: SEATS };
		const back = stateOf({ tables: TABLES, people: PEOPLE, clock: RUNNING, seating, next });
		const last = stateOf({
			tables: TABLES,
			people: PEOPLE,
			clock: { ...ending(4), next: null } as never,
			seating,
			next
		});
		const stale = stateOf({ tables: TABLES, people: PEOPLE, clock: ending(5), seating, next });
		for (const state of [back, last, stale])
			expect(wantedRooms(names, EVENT, state).filter(({ armed }) => armed)).toEqual([]);
	});

	test('a room outlives its round by ten minutes and a reconnect by two, and has places for staff', () => {
		const state = stateOf({ tables: TABLES, people: PEOPLE, seating: { version: 1, seats: { a: 'on' } } });
		expect(wantedRooms(names, EVENT, state)[1]).toMatchObject({
			emptyTimeoutS: 30 * 60,
			departureTimeoutS: 20 * 60,
			maxParticipants: 5 + 1 + 1 + 4
		});
		const fast = { ...RUNNING, endsAt: 15_000 } as never;
		const rehearsed = stateOf({
			tables: TABLES,
			people: PEOPLE,
			clock: fast,
			seating: { version: 1, seats: { a: 'on' } }
		});
		expect(wantedRooms(names, EVENT, rehearsed)[1]).toMatchObject({ emptyTimeoutS: 615, departureTimeoutS: 120 });
	});

	test('a table that took in another has places for all of them', () => {
		const people = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}`, {}]));
		const seats = Object.fromEntries(Object.keys(people).map((id) => [id, 'on']));
		const state = stateOf({ tables: TABLES, people, seating: { version: 1, seats } });
		expect(wantedRooms(names, EVENT, state)[1]!.maxParticipants).toBe(9 + 4);
	});
});

describe('names', () => {
	test('[MEDIA-4] no two of (event, kind, table, version, re-key) share a name', () => {
		const room = fc.tuple(
			fc.constantFrom('e1', 'e2', 'e'),
			fc.constantFrom('1', '11', '1,1', '"', 't', ''),
			fc.nat(30),
			fc.nat(30)
		);
		fc.assert(
			fc.property(fc.uniqueArray(room, { selector: (words) => JSON.stringify(words), maxLength: 60 }), (rooms) => {
				const made = rooms.map(([event, table, version, rekey]) =>
					roomName(SECRET, event as EventId, 'table', t(table), version, rekey)
				);
				expect(new Set(made).size).toBe(rooms.length);
			})
		);
	});

	test('[MEDIA-4] over any course of an event no name stands for two tables or two seatings', () => {
		const step = fc.record({
			armed: fc.boolean(),
			rekey: fc.constantFrom('t1', 't2', 't3', null),
			seats: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('t1', 't2', 't3'))
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
				const meaning = new Map<string, string>();
				const rekeys: Record<string, number> = { t1: 0, t2: 0, t3: 0 };
				let version = 0;
				for (const { armed, rekey, seats } of steps) {
					if (rekey) rekeys[rekey]!++;
					version++;
					const state = stateOf({
						tables: { t1: 'online', t2: 'linked', t3: 'online' },
						people: { a: {}, b: {}, c: {}, d: {} },
						clock: armed ? ending(version + 1) : RUNNING,
						seating: { version, seats },
						next: armed ? { version: version + 1, seats } : null,
						rekeys
					});
					const rooms = wantedRooms(names, EVENT, state);
					expect(new Set(rooms.map(({ name }) => name)).size).toBe(rooms.length);
					for (const { name, kind, table, version } of rooms) {
						const means = JSON.stringify([kind, table, version, kind === 'stage' ? 0 : rekeys[table!]]);
						expect(meaning.get(name) ?? means).toBe(means);
						meaning.set(name, means);
					}
				}
			})
		);
	});

	test('tell nothing, hold 160 bits, and are the same on another node', () => {
		const name = roomName(SECRET, EVENT, 'table', t('market-hall'), 7, 0);
		expect(name).toMatch(/^tb_[\w-]{35}$/);
		expect(name).not.toContain('market');
		expect(new MediaNames(SECRET).room(EVENT, 'table', t('market-hall'), 7, 0)).toBe(name);
		expect(roomName(`${SECRET}!`, EVENT, 'table', t('market-hall'), 7, 0)).not.toBe(name);
	});

	test('identities differ by event, and only the holder of the secret knows whose they are', () => {
		const person = 'jonas' as never;
		const mine = identityOf(SECRET, EVENT, person);
		expect(mine).toMatch(/^[\w-]{22}$/);
		expect(identityOf(SECRET, 'ev-2' as EventId, person)).not.toBe(mine);
		const fresh = new MediaNames(SECRET);
		expect(fresh.person(EVENT, mine, [])).toBeNull();
		expect(fresh.person(EVENT, mine, [person])).toBe(person);
	});

	test('rooms of other events and of others on the same server are not ours', () => {
		expect(names.isOf(EVENT, roomName(SECRET, EVENT, 'stage', null, 0, 0))).toBe(true);
		expect(names.isOf(EVENT, roomName(SECRET, 'ev-2' as EventId, 'stage', null, 0, 0))).toBe(false);
		expect(names.isOf(EVENT, roomName(`${SECRET}!`, EVENT, 'stage', null, 0, 0))).toBe(false);
		expect(names.isOf(EVENT, 'weekly-meeting')).toBe(false);
	});

	test('a short secret is refused', () => {
		expect(() => new MediaNames('short')).toThrow('secret must be at least 32 characters, got 5');
	});
});
