import { expect, test } from 'vitest';
import { parseInstance, plan, type Instance } from '../index.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { meetingsAgain, meetTooOften } from './again.ts';
import { seatAll } from '../kernel/seat-all.ts';

function cafe(people: number, tables: number, rounds: number, iterations: number): Instance {
	const parsed = parseInstance({
		rounds,
		iterations,
		tables: Array.from({ length: tables }, (_, t) => ({ id: `t${t}`, seats: Math.ceil(people / tables) })),
		people: Array.from({ length: people }, (_, p) => ({ id: `p${p}` })),
		rules: { tableTwice: 'off', mix: [] }
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

/** The first plan of a café as a seating and as rounds. */
function first(instance: Instance) {
	const { tables, placing } = openTables(instance);
	const problem = compile(instance, tables);
	const told = plan(instance);
	if (!told.ok) throw new Error(told.error.because);
	const at = new Map(tables.map(({ id }, t) => [id, t]));
	const seats = problem.people.flatMap(({ id }) => told.value.rounds.map((round) => at.get(round[id]!)!));
	return { s: seatAll(problem, layOut(problem, placing), Int32Array.from(seats)), plan: told.value };
}

const SMALL = [8, 13, 24, 37, 39, 60].flatMap((people) => [2, 3, 4].map((rounds) => ({ people, rounds })));

test.each(SMALL)('meetings again of $people people in $rounds rounds are those of the verifier', (draft) => {
	const { people, rounds } = draft;
	const { s, plan } = first(cafe(people, 6, rounds, 0));
	expect(meetingsAgain(s)).toBe(plan.sheet.c2);
});

test('nobody who meets no one again meets too often, nor who meets as seldom as can be', () => {
	expect(meetTooOften(first(cafe(100, 20, 4, 0)).s)).toBe(false);
	expect(meetTooOften(first(cafe(200, 8, 4, 0)).s)).toBe(false);
	expect(meetTooOften(first(cafe(39, 6, 5, 0)).s)).toBe(true);
});

test('[PLAN-R6] more people at a table than there are tables: heat finds plans that settling does not', () => {
	const again = (iterations: number): number => first(cafe(39, 6, 5, iterations)).plan.sheet.c2;
	expect(again(0)).toBeGreaterThan(38);
	expect(again(1_000_000)).toBeLessThan(38);
});
