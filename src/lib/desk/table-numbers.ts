import type { TableCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';

export type NumbersAnswer =
	{ readonly ok: true; readonly tables: TableId[] } | { readonly ok: false; readonly unknown: string };

/** Tables as somebody types them: `3, 7-9 12`. Answers the first part that is no table; an empty text names none. */
export function tablesTyped(text: string, cards: readonly TableCard[]): NumbersAnswer {
	const chosen = new Set<TableId>();
	const byNumber = new Map(cards.map(({ number, id }) => [number, id]));
	for (const part of text
		.replace(/\s*[-–]\s*/g, '-')
		.split(/[\s,;]+/)
		.filter(Boolean)) {
		const [, from, to] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
		const first = Number(from);
		const last = Number(to ?? from);
		if (from === undefined || last < first || !byNumber.has(first) || !byNumber.has(last))
			return { ok: false, unknown: part };
		for (let number = first; number <= last; number++) {
			const table = byNumber.get(number);
			if (table !== undefined) chosen.add(table);
		}
	}
	return { ok: true, tables: [...chosen] };
}
