/** A report's insights in the order of a reader: by table, each with what was said there. */
import type { Texts } from '../domain/ids.ts';

export interface TableInsight {
	readonly table: { readonly number: number; readonly name: Texts };
}

/** Insights by table; tables by number. */
export function byTable<I extends TableInsight>(
	insights: readonly I[]
): { number: number; name: Texts; insights: I[] }[] {
	const tables = new Map<number, { number: number; name: Texts; insights: I[] }>();
	for (const insight of insights) {
		const { number, name } = insight.table;
		const table = tables.get(number) ?? { number, name, insights: [] };
		table.insights.push(insight);
		tables.set(number, table);
	}
	return [...tables.values()].toSorted((a, b) => a.number - b.number);
}
