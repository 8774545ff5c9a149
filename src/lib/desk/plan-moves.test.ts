import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { canBeDone, closedTables, moveVerdict, planView, swapVerdict, tableChoices } from './plan-moves.ts';

const table = (id: string, number: number, more: object = {}) => ({
	id,
	number,
	mode: 'hall',
	seats: 4,
	topic: null,
	languages: [],
	stepFree: true,
	...more
});
const card = {
	tables: [
		table('A', 1, { topic: 'x' }),
		table('B', 2, { topic: 'y' }),
		table('C', 3, { topic: 'x', stepFree: false }),
		table('N', 4, { mode: 'online' }),
		table('E', 5),
		table('F', 6, { languages: ['fr'] })
	]
} as unknown as EventCard;
const rounds = [
	{ a1: 'A', a2: 'A', a3: 'A', a4: 'A', b1: 'B', b2: 'B', b3: 'B', c1: 'C', c2: 'C', n1: 'N', f1: 'F', f2: 'F' },
	{ a1: 'B', b1: 'B', b2: 'B', a2: 'A', a3: 'A', a4: 'A', b3: 'A', c1: 'C', c2: 'C', n1: 'N', f1: 'F', f2: 'F' }
];
const person = (id: string, more: Partial<DeskPerson> = {}): DeskPerson =>
	({ id, attendance: 'hall', device: 'own', languages: ['en'], hosts: null, ...more }) as DeskPerson;
const given = (more: Record<string, Partial<DeskPerson>> = {}, needs: object = {}) =>
	planView({
		card,
		rounds: rounds as never,
		needs: needs as never,
		people: Object.fromEntries(Object.keys(rounds[0]!).map((id) => [id, person(id, more[id])])) as never
	});
const p = (id: string) => id as PersonId;
const t = (id: string) => id as TableId;
const rule = (verdict: ReturnType<typeof moveVerdict>) => (verdict.ok ? null : `${verdict.rule} ${verdict.person}`);

it('says whom a person meets again, and which table and topic come twice', () => {
	expect(moveVerdict(given(), p('a1'), 1, t('B'))).toEqual({
		ok: true,
		cost: { again: ['b1', 'b2'], againBefore: 0, tableTwice: true, topicTwice: false, left: 3, there: 4 }
	});
	expect(moveVerdict(given(), p('a2'), 1, t('C'))).toMatchObject({
		cost: { again: [], againBefore: 2, tableTwice: false, topicTwice: true }
	});
});

it('[I2][I5][I6][I3] names the rule that forbids a move, and for whom', () => {
	const french = { f1: { languages: ['fr'] }, f2: { languages: ['fr-BE'] } };
	expect(rule(moveVerdict(given({ a1: { hosts: t('A') } }), p('a1'), 1, t('B')))).toBe('host a1');
	expect(rule(moveVerdict(given(), p('a1'), 1, t('N')))).toBe('attendance a1');
	expect(rule(moveVerdict(given({ a1: { attendance: 'remote' } }), p('a1'), 1, t('B')))).toBe('attendance a1');
	expect(rule(moveVerdict(given({}, { a1: ['step-free'] }), p('a1'), 1, t('C')))).toBe('step_free a1');
	expect(rule(moveVerdict(given(french), p('a1'), 1, t('F')))).toBe('table_language a1');
	expect(rule(moveVerdict(given({ a1: { languages: ['de'] } }), p('a1'), 1, t('B')))).toBe('language a1');
	expect(rule(moveVerdict(given(), p('a1'), 1, t('E')))).toBe('alone a1');
	expect(rule(moveVerdict(given(), p('c1'), 1, t('A')))).toBe('few c2');
	expect(rule(moveVerdict(given(), p('nobody'), 1, t('A')))).toBe('attendance nobody');
});

it('[I6] looks after those who stay behind', () => {
	const people = { a1: { languages: ['de', 'en'] }, a2: { languages: ['de'] } };
	expect(rule(moveVerdict(given(people), p('a1'), 1, t('B')))).toBe('language a2');
	// Somebody who named no language is company for anybody.
	expect(rule(moveVerdict(given({ ...people, a3: { languages: [] } }), p('a1'), 1, t('B')))).toBeNull();
});

it('lets a table have the one chair for late people, and no more', () => {
	const view = given();
	const full = planView({
		...view,
		card: { tables: card.tables.map((each) => ({ ...each, seats: 2 })) } as unknown as EventCard
	});
	expect(rule(moveVerdict(full, p('a1'), 1, t('B')))).toBe('full a1');
	expect(rule(swapVerdict(full, p('a1'), p('b1'), 1))).toBeNull();
	// A largest size that was asked for leaves no chair beside.
	expect(rule(moveVerdict(planView({ ...view, largest: 3 }), p('a1'), 1, t('B')))).toBe('full a1');
});

it('[I4] leaves no two behind, and says that a trade can be made', () => {
	const verdict = moveVerdict(given(), p('b1'), 1, t('A'));
	expect(rule(verdict)).toBe('few b2');
	expect(canBeDone(verdict)).toBe(true);
	expect(rule(swapVerdict(given(), p('b1'), p('a1'), 1))).toBeNull();
});

it('counts both sides of a swap', () => {
	expect(swapVerdict(given(), p('a1'), p('b3'), 1)).toEqual({
		ok: true,
		cost: {
			again: ['b1', 'b2', 'a2', 'a3', 'a4'],
			againBefore: 0,
			tableTwice: true,
			topicTwice: false,
			left: 4,
			there: 3
		}
	});
	expect(rule(swapVerdict(given(), p('a1'), p('a2'), 1))).toBe('alone a1');
	expect(rule(swapVerdict(given({ b1: { hosts: t('B') } }), p('a1'), p('b1'), 1))).toBe('host b1');
	expect(rule(swapVerdict(given({ a1: { languages: ['de'] } }), p('a1'), p('b1'), 1))).toBe('language a1');
});

it('offers what costs least first, and what is forbidden last', () => {
	const choices = tableChoices(given(), p('a2'), 1);
	// C has a topic that she has had, at B she meets b3 again; the rest is online, empty, and French.
	expect(choices.map(({ table: { id }, verdict }) => (verdict.ok ? id : `(${id})`))).toEqual([
		'C',
		'B',
		'(N)',
		'(E)',
		'(F)'
	]);
});

it('puts tables where somebody can never sit together by the reason, and keeps those where she can trade', () => {
	const view = given({}, { a2: ['step-free'] });
	const closed = closedTables(tableChoices(view, p('a2'), 1));
	expect(closed.map(({ verdict, tables }) => [verdict.rule, ...tables.map(({ number }) => number)])).toEqual([
		['step_free', 3],
		['attendance', 4],
		['alone', 5],
		['table_language', 6]
	]);
	const alike = {
		...view,
		card: { ...view.card, tables: view.card.tables.map((each) => ({ ...each, stepFree: false })) }
	};
	expect(closedTables(tableChoices(alike, p('a2'), 1))[0]?.tables.map(({ number }) => number)).toEqual([2, 3, 5, 6]);
});
