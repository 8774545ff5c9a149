import { expect, it } from 'vitest';
import { byTable } from './report-groups.ts';

it('groups by table in the order of their numbers, and keeps the order within', () => {
	const insight = (id: string, number: number) => ({ id, table: { number, name: { en: `T${number}` } } });
	const grouped = byTable([insight('a', 12), insight('b', 3), insight('c', 12)]);
	expect(grouped.map(({ number, insights }) => [number, insights.map(({ id }) => id)])).toEqual([
		[3, ['b']],
		[12, ['a', 'c']]
	]);
	expect(byTable([])).toEqual([]);
});
