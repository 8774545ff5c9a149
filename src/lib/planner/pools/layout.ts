import type { Problem } from '../problem.ts';
import { arenasOf, type Placing } from './pools.ts';
import { evenSizes, leastAt } from './sizes.ts';

/** Where people and tables belong before anybody has a seat, and how many may sit where. */
export interface Layout {
	/** By table: number of its pool and of its group of like tables. */
	poolOfTable: Int32Array;
	groupOfTable: Int32Array;
	/** By person: group where he or she is placed, -1 for nobody's. */
	groupOf: Int32Array;
	/** By person: people with one number can change places. */
	arenaOf: Int32Array;
	arenaOfGroup: Int32Array;
	/** rounds*tables: smallest and largest size of an even spread. */
	lo: Int32Array;
	hi: Int32Array;
	/** By table: smallest and largest size that is allowed at all. */
	least: Int32Array;
	most: Int32Array;
}

/** The layout of a problem whose open tables were placed in groups by `placing`. */
export function layOut(problem: Problem, placing: Placing): Layout {
	const { g, R, tables } = problem;
	const groupOfTable = new Int32Array(g);
	const at = new Map(tables.map((table, t) => [table, t]));
	placing.groups.forEach((group, b) => group.tables.forEach((table) => (groupOfTable[at.get(table)!] = b)));
	const pools = [...new Set(placing.groups.map(({ pool }) => pool))];
	const poolOfTable = groupOfTable.map((b) => pools.indexOf(placing.groups[b]!.pool));
	const arenas = arenasOf(placing);
	const layout: Layout = {
		poolOfTable,
		groupOfTable,
		groupOf: placing.groupOf,
		arenaOf: placing.groupOf.map((b) => (b < 0 ? -1 : arenas[b]!)),
		arenaOfGroup: Int32Array.from(arenas),
		lo: new Int32Array(R * g),
		hi: new Int32Array(R * g),
		least: Int32Array.from(tables, leastAt),
		most: Int32Array.from(tables, (table) => table.seats)
	};
	pools.forEach((_, pool) => sizePool(problem, layout, placing, pool));
	return layout;
}

function sizePool(problem: Problem, layout: Layout, placing: Placing, pool: number): void {
	const { g, R } = problem;
	const own = [...layout.poolOfTable.keys()].filter((t) => layout.poolOfTable[t] === pool);
	const people = own.length === 0 ? 0 : poolLoad(layout, placing, pool);
	for (let r = 0; r < R; r++) {
		const locked = lockedCounts(problem, r);
		const least = (t: number): number => Math.max(layout.least[t]!, locked[t]!);
		const share = evenSizes(
			people,
			own.map(least),
			own.map((t) => layout.most[t]!)
		);
		own.forEach((t, i) => {
			layout.lo[r * g + t] = share.lo[i]!;
			layout.hi[r * g + t] = share.hi[i]!;
		});
	}
}

function poolLoad(layout: Layout, placing: Placing, pool: number): number {
	const groups = new Set([...layout.groupOfTable].filter((_, t) => layout.poolOfTable[t] === pool));
	return [...groups].reduce((sum, b) => sum + placing.bins[b]!.load, 0);
}

function lockedCounts({ n, g, R, lock }: Problem, r: number): Int32Array {
	const counts = new Int32Array(g);
	for (let p = 0; p < n; p++) {
		const t = lock[p * R + r]!;
		if (t >= 0) counts[t]!++;
	}
	return counts;
}
