import type { Table } from '../types.ts';

/** The sizes that tables of a pool may have when `people` spread evenly over them. */
export interface Sizes {
	lo: number[];
	hi: number[];
}

const clamp = (level: number, least: number, most: number): number => Math.max(least, Math.min(level, most));

/** Fills a pool like water fills vessels: sizes differ by one at most unless `least` or `seats` force more. */
export function evenSizes(people: number, least: readonly number[], seats: readonly number[]): Sizes {
	const at = (level: number): number[] => seats.map((most, t) => clamp(level, Math.min(least[t]!, most), most));
	const total = (sizes: number[]): number => sizes.reduce((sum, size) => sum + size, 0);
	let low = 0;
	let high = Math.max(1, ...seats);
	while (low < high) {
		const middle = (low + high) >> 1;
		if (total(at(middle)) >= people) high = middle;
		else low = middle + 1;
	}
	const hi = at(low);
	return total(hi) === people ? { lo: hi, hi } : { lo: at(low - 1), hi };
}

/** Fewest people at a table that is in use. */
export const leastAt = (table: Table): number => Math.min(table.minSeats ?? 1, table.seats);
