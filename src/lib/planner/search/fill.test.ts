import { expect, test } from 'vitest';
import { parseInstance } from '../index.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { seatAll } from '../kernel/seat-all.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { arenaOf } from './arena.ts';
import { fillTables } from './fill.ts';

/** Two people who speak French only at the first table, seven who speak English only at the second. */
function french(together: string[][]) {
	const parsed = parseInstance({
		rounds: 1,
		tables: [
			{ id: 't1', seats: 8 },
			{ id: 't2', seats: 8 }
		],
		people: Array.from({ length: 9 }, (_, p) => ({ id: `p${p}`, languages: [p < 2 ? 'fr' : 'en'] })),
		together
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const { tables, placing } = openTables(parsed.value);
	const problem = compile(parsed.value, tables);
	const layout = layOut(problem, placing);
	const s = seatAll(
		problem,
		layout,
		Int32Array.from({ length: 9 }, (_, p) => (p < 2 ? 0 : 1))
	);
	return { s, arena: arenaOf(s, layout) };
}

test('[I4] two people fill a table together where one alone would share a language with nobody', () => {
	const { s, arena } = french([]);
	expect(fillTables(s, arena, 0)).toBe(1);
	expect([...s.size]).toEqual([4, 5]);
	expect(breachesOf(s)).toBe(0);
});

test('who must sit together with others is not torn away to fill a table', () => {
	const { s, arena } = french([['p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']]);
	expect(fillTables(s, arena, 0)).toBe(0);
	expect([...s.size]).toEqual([2, 7]);
});
