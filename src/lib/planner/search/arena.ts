import type { Seating } from '../kernel/seating.ts';
import type { Layout } from '../pools/layout.ts';

/** People who may change places, sorted so that those who can change with each other stand side by side. */
export interface Arena {
	people: Int32Array;
	/** First and one past last place of the people with whom p can change. */
	rangeOf(p: number): readonly [number, number];
	/** Tables at which the people of p's part of the event sit. */
	tablesOf(p: number): readonly number[];
	/** Whether p and the table belong to the same part of the event. */
	shares(p: number, t: number): boolean;
	/** By place in `people`: first and one past last place of its part. */
	start: Int32Array;
	end: Int32Array;
}

function canMove(s: Seating, { arenaOf }: Layout, p: number): boolean {
	if (s.problem.party[p]! >= 0 || arenaOf[p]! < 0) return false;
	for (let r = 0; r < s.R; r++) if (s.held[p * s.R + r] === 0) return true;
	return false;
}

/** Parties move as one and are left out: {@link ./exchange-parties.ts} moves them. */
export function arenaOf(s: Seating, layout: Layout): Arena {
	const movable: number[] = [];
	for (let p = 0; p < s.n; p++) if (canMove(s, layout, p)) movable.push(p);
	movable.sort((p, q) => layout.arenaOf[p]! - layout.arenaOf[q]! || p - q);
	const people = Int32Array.from(movable);
	const ranges = new Map<number, [number, number]>();
	people.forEach((p, i) => {
		const number = layout.arenaOf[p]!;
		const range = ranges.get(number);
		if (range) range[1] = i + 1;
		else ranges.set(number, [i, i + 1]);
	});
	const tables = new Map<number, number[]>();
	layout.groupOfTable.forEach((group, t) => {
		const number = layout.arenaOfGroup[group]!;
		tables.set(number, [...(tables.get(number) ?? []), t]);
	});
	const none: readonly [number, number] = [0, 0];
	return {
		people,
		rangeOf: (p) => ranges.get(layout.arenaOf[p]!) ?? none,
		tablesOf: (p) => tables.get(layout.arenaOf[p]!) ?? [],
		shares: (p, t) => layout.arenaOf[p] === layout.arenaOfGroup[layout.groupOfTable[t]!],
		start: people.map((p) => ranges.get(layout.arenaOf[p]!)![0]),
		end: people.map((p) => ranges.get(layout.arenaOf[p]!)![1])
	};
}
