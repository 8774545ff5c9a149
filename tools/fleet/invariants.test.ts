import { describe, expect, test } from 'vitest';
import type { IdeaId, PersonId, TableId } from '#lib/domain/ids.ts';
import { INITIAL_DESK, INITIAL_EVERYONE, INITIAL_PERSON, INITIAL_TABLE } from '#lib/domain/initial.ts';
import type { DeskPart, Idea, TablePart } from '#lib/domain/parts.ts';
import { card, sheet } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { Fleet } from './fleet.ts';
import { breachesOf } from './invariants.ts';
import { Ledger } from './ledger.ts';

const [ANN, BOB] = ['ann', 'bob'] as [PersonId, PersonId];
const [T1, T2] = ['t1', 't2'] as [TableId, TableId];
const idea = (id: string, text = 'words'): Idea => ({
	id: id as IdeaId,
	round: 1,
	text,
	language: 'en',
	rev: 1,
	at: 1,
	stars: 0,
	key: false,
	hidden: false,
	onBehalf: false,
	signedBy: null
});
const seat = (person: PersonId) => ({ person, attendance: 'hall', device: 'own', placed: true }) as const;

/** A fleet at rest: Ann and Bob at table 1 with one idea of Ann's, all as it should be. */
function atRest() {
	const everyone = { ...INITIAL_EVERYONE, card: card({ hall: 2, online: 0 }), seatingVersion: 1 };
	const tables = new Map<TableId, TablePart>([
		[T1, { ...INITIAL_TABLE, version: 1, round: 1, seated: [seat(ANN), seat(BOB)], ideas: [idea('i1')] }],
		[T2, INITIAL_TABLE]
	]);
	const ledger = new Ledger();
	ledger.acknowledge(ANN, {
		type: 'add_idea',
		table: T1,
		idea: 'i1' as IdeaId,
		text: 'words',
		language: 'en',
		onBehalfOf: null
	});
	const seats: Record<PersonId, TableId> = { [ANN]: T1, [BOB]: T1 };
	const desk = {
		...INITIAL_DESK,
		seating: { version: 1, round: 1, seats },
		plan: { version: 1, rounds: [seats], sheet }
	} as DeskPart;
	const page = (person: PersonId | null, me: object) => ({
		person,
		live: true,
		waiting: 0,
		everyone,
		desk,
		me: { ...INITIAL_PERSON, ...me },
		tablePart: (table: TableId) => tables.get(table) ?? null,
		openTables: async () => ({ ok: true }),
		async until(what: string, is: (page: unknown) => boolean) {
			if (!is(this)) throw new Error(`not: ${what}`);
		},
		ready: true
	});
	const sitting = { seat: { table: T1, round: 1, version: 1 } };
	const own = { ideas: [{ id: 'i1', table: T1, round: 1, text: 'words', language: 'en', rev: 1 }] };
	const person = (id: PersonId, me: object) => ({
		id,
		arrived: true,
		page: page(id, me),
		seen: [{ round: 1, version: 1, table: T1 }],
		ideasSeen: new Set<string>(['i1'])
	});
	const people = [person(ANN, { ...sitting, ...own }), person(BOB, sitting)];
	return { desk: page(null, {}), people, ledger, tables, seats };
}

type AtRest = ReturnType<typeof atRest>;
const check = (fleet: AtRest) => breachesOf(fleet as unknown as Fleet, { settleMs: 60 });
const change = (fleet: AtRest, table: TableId, part: Partial<TablePart>) =>
	fleet.tables.set(table, { ...fleet.tables.get(table)!, ...part });

describe('what the fleet checks', () => {
	test('nothing is wrong where nothing is', async () => {
		expect(await check(atRest())).toEqual([]);
	});

	test('chairs that were taken away in the round make nobody get up', async () => {
		const fleet = atRest();
		const names = Array.from({ length: 8 }, (_, i) => `more${i}` as PersonId);
		for (const name of names) fleet.seats[name] = T1;
		change(fleet, T1, { seated: [ANN, BOB, ...names].map(seat) });
		const tooMany = 'REL-1: t1 has 10 people on 4 seats';
		expect(await check(fleet)).toContain(tooMany);
		const card = fleet.desk.everyone.card as { tables: readonly object[] };
		card.tables = card.tables.map((table) => ({ ...table, seatsSet: true }));
		expect(await check(fleet)).not.toContain(tooMany);
	});

	test('what was promised may come to the desk after the answer', async () => {
		const fleet = atRest();
		change(fleet, T1, { ideas: [] });
		setTimeout(() => change(fleet, T1, { ideas: [idea('i1')] }), 20);
		expect(await check(fleet)).toEqual([]);
	});

	test.each<[string, (fleet: AtRest) => void]>([
		['REL-1: ann sits at t1 and t2', (fleet) => void change(fleet, T2, { seated: [seat(ANN)] })],
		['REL-1: bob is in the seating and at no table', (fleet) => void change(fleet, T1, { seated: [seat(ANN)] })],
		[
			'REL-1: t1 has 6 people',
			(fleet) => void change(fleet, T1, { seated: Array.from({ length: 6 }, () => seat(ANN)) })
		],
		['REL-1: ann sees t2', (fleet) => void (fleet.people[0]!.page.me.seat = { table: T2, round: 1, version: 1 })],
		[
			'REL-2: bob and the desk differ in everyone',
			(fleet) => void (fleet.people[1]!.page.everyone = INITIAL_EVERYONE as never)
		],
		['REL-3: an acknowledged idea of ann is lost', (fleet) => void change(fleet, T1, { ideas: [] })],
		['REL-3: idea i1 is there 2 times', (fleet) => void change(fleet, T1, { ideas: [idea('i1'), idea('i1')] })],
		['REL-3: idea i1 is not what ann wrote', (fleet) => void change(fleet, T1, { ideas: [idea('i1', 'other words')] })],
		[
			'REL-3: insight i1 is lost',
			({ ledger }) => ledger.acknowledge(BOB, { type: 'mark_insight', table: T1, idea: 'i1' as IdeaId, marked: true })
		],
		[
			'REL-3: idea i1 lost stars',
			({ ledger }) => ledger.acknowledge(BOB, { type: 'star_idea', table: T1, idea: 'i1' as IdeaId, starred: true })
		],
		['REL-3: bob still waits', (fleet) => void (fleet.people[1]!.page.waiting = 1)],
		[
			'REL-5: bob saw an idea of t2 and never sat there',
			(fleet) => {
				change(fleet, T2, { ideas: [idea('i2')] });
				fleet.people[1]!.ideasSeen.add('i2');
			}
		],
		['REL-5: heard', ({ ledger }) => ledger.breach('REL-5', 'heard')]
	])('%s', async (breach, spoil) => {
		const fleet = atRest();
		spoil(fleet);
		expect((await check(fleet)).some((found) => found.startsWith(breach))).toBe(true);
	});
});
