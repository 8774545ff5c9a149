/** Plans side by side: one row per figure of their sheets, the better ones marked. */
import type { PlanSheet } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';

export interface CompareRow {
	readonly id: string;
	readonly title: string;
	/** One per plan, in the order given; "–" where a sheet does not know it. */
	readonly cells: readonly { readonly text: string; readonly better: boolean }[];
	/** What every plan has to bear. */
	readonly note?: string;
}

interface Figure {
	readonly id: string;
	readonly title: () => string;
	readonly of: (sheet: PlanSheet) => number | undefined;
	readonly most?: 'best';
	readonly text?: (sheet: PlanSheet) => string;
	readonly bound?: (sheet: PlanSheet) => number | undefined;
}

/** In the order of what a plan keeps first. */
const FIGURES: readonly Figure[] = [
	{
		id: 'pairs',
		title: m.plan_row_pairs,
		of: (sheet) => sheet.pairsMeetingAgain,
		bound: (sheet) => sheet.pairsMeetingAgainBound
	},
	{ id: 'most', title: m.plan_row_most, of: (sheet) => sheet.mostMeetingsAgain },
	{ id: 'table', title: m.plan_row_table, of: (sheet) => sheet.tableAgain },
	{ id: 'topic', title: m.plan_row_topic, of: (sheet) => sheet.topicAgain },
	{ id: 'language', title: m.plan_row_language, of: (sheet) => sheet.withoutLanguage },
	{ id: 'outside', title: m.plan_row_outside, of: (sheet) => sheet.outsideTableLanguage },
	{
		id: 'tags',
		title: m.plan_row_tags,
		of: ({ tagsMissing }) => tagsMissing?.reduce((sum, { tables }) => sum + tables, 0)
	},
	{
		id: 'country',
		title: m.plan_row_country,
		of: (sheet) => sheet.sameCountryPairs,
		bound: (sheet) => sheet.sameCountryPairsBound
	},
	{
		id: 'organisation',
		title: m.plan_row_organisation,
		of: (sheet) => sheet.sameOrganisationPairs,
		bound: (sheet) => sheet.sameOrganisationPairsBound
	},
	{
		id: 'wishes',
		title: m.plan_row_wishes,
		of: (sheet) => sheet.wishesMet,
		most: 'best',
		text: ({ wishesMet = 0, wishesPossible }) =>
			wishesPossible === undefined ? String(wishesMet) : m.plan_of({ count: wishesMet, of: wishesPossible })
	},
	{
		id: 'sizes',
		title: m.plan_row_sizes,
		of: (sheet) => sheet.largest - sheet.smallest,
		text: ({ smallest, largest }) =>
			smallest === largest ? String(largest) : m.plan_range({ from: smallest, to: largest })
	}
];

/** Rows of which at least one plan knows the figure. */
export function compareRows(sheets: readonly PlanSheet[]): CompareRow[] {
	return FIGURES.flatMap((figure) => {
		const figures = sheets.map(figure.of);
		const known = figures.filter((value) => value !== undefined);
		if (known.length === 0) return [];
		const best = figure.most === 'best' ? Math.max(...known) : Math.min(...known);
		const differ = known.some((value) => value !== best);
		// Plans may have been made for other people or settings: only the least is true of all of them.
		const bound = Math.min(...sheets.map((sheet) => figure.bound?.(sheet) ?? 0));
		return [
			{
				id: figure.id,
				title: figure.title(),
				cells: sheets.map((sheet, index) => ({
					text: figures[index] === undefined ? '–' : (figure.text?.(sheet) ?? String(figures[index])),
					better: differ && figures[index] === best
				})),
				...(bound > 0 ? { note: m.plan_row_bound({ count: bound }) } : {})
			}
		];
	});
}

/** Rows in which the plans differ, and the others, which are said in one line. */
export function partedRows(sheets: readonly PlanSheet[]): { differ: CompareRow[]; same: CompareRow[] } {
	const rows = compareRows(sheets);
	const isSame = ({ cells }: CompareRow) => cells.every(({ text }) => text === cells[0]!.text);
	return { differ: rows.filter((row) => !isSame(row)), same: rows.filter(isSame) };
}

/** Which plan is better in the first thing that is not the same in all; the last one where nothing tells them apart. */
export function bestOf(sheets: readonly PlanSheet[]): number {
	const telling = compareRows(sheets).find(({ cells }) => cells.some(({ better }) => better));
	return telling ? telling.cells.findIndex(({ better }) => better) : sheets.length - 1;
}

/** The rows in which two sheets are not the same, for "before → after". */
export const changedRows = (before: PlanSheet, after: PlanSheet): CompareRow[] =>
	compareRows([before, after]).filter(({ cells }) => cells[0]!.text !== cells[1]!.text);
