import { expect, it } from 'vitest';
import type { PlanSheet } from '../domain/parts.ts';
import { bestOf, changedRows, compareRows, partedRows } from './plan-compare.ts';

const sheet = (more: Partial<PlanSheet> = {}): PlanSheet => ({
	pairsMeetingAgain: 0,
	pairsMeetingAgainBound: 0,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 3,
	sameCountryPairsBound: 2,
	sameOrganisationPairs: 0,
	people: 20,
	tables: 4,
	smallest: 5,
	largest: 5,
	elapsedMs: 1,
	seed: 1,
	...more
});
const cells = (rows: ReturnType<typeof compareRows>, id: string) =>
	rows.find((row) => row.id === id)?.cells.map(({ text, better }) => (better ? `${text}*` : text));

it('marks the better of two, and nothing where both are the same', () => {
	const rows = compareRows([sheet(), sheet({ pairsMeetingAgain: 2, sameCountryPairs: 2 })]);
	expect(cells(rows, 'pairs')).toEqual(['0*', '2']);
	expect(cells(rows, 'country')).toEqual(['3', '2*']);
	expect(cells(rows, 'table')).toEqual(['0', '0']);
	expect(rows.find(({ id }) => id === 'country')?.note).toBe('2 cannot be avoided');
	expect(rows.find(({ id }) => id === 'pairs')?.note).toBeUndefined();
});

it('says only of what no plan beats that it cannot be avoided', () => {
	const [pairs] = compareRows([sheet(), sheet({ pairsMeetingAgain: 600, pairsMeetingAgainBound: 591 })]);
	expect([pairs!.id, pairs!.note]).toEqual(['pairs', undefined]);
});

it('knows that more wishes are better, and that even tables are', () => {
	const rows = compareRows([
		sheet({ wishesMet: 40, wishesPossible: 50, smallest: 4 }),
		sheet({ wishesMet: 44, wishesPossible: 50, smallest: 3 })
	]);
	expect(cells(rows, 'wishes')).toEqual(['40 of 50', '44 of 50*']);
	expect(cells(rows, 'sizes')).toEqual(['4–5*', '3–5']);
});

it('leaves out what no sheet knows, and says – where one does not', () => {
	expect(cells(compareRows([sheet(), sheet()]), 'wishes')).toBeUndefined();
	expect(cells(compareRows([sheet(), sheet({ wishesMet: 4 })]), 'wishes')).toEqual(['–', '4']);
});

it('tells before and after only of what changes', () => {
	expect(changedRows(sheet(), sheet())).toEqual([]);
	expect(changedRows(sheet(), sheet({ topicAgain: 1 })).map(({ id }) => id)).toEqual(['topic']);
});

it('parts what differs from what is the same in all plans', () => {
	const { differ, same } = partedRows([sheet({ wishesMet: 4 }), sheet({ wishesMet: 6 })]);
	expect(differ.map(({ id }) => id)).toEqual(['wishes']);
	expect(same.map(({ id }) => id)).toEqual(['pairs', 'table', 'topic', 'language', 'country', 'organisation', 'sizes']);
	expect(partedRows([sheet(), sheet()]).differ).toEqual([]);
});

it('calls best what is better in the first thing that a plan keeps, else the newest', () => {
	const fewer = sheet({ pairsMeetingAgain: 0, wishesMet: 1 });
	expect(bestOf([fewer, sheet({ pairsMeetingAgain: 2, wishesMet: 9 })])).toBe(0);
	expect(bestOf([sheet({ wishesMet: 1 }), sheet({ wishesMet: 9 }), sheet({ wishesMet: 3 })])).toBe(1);
	expect(bestOf([sheet(), sheet()])).toBe(1);
});
