import { field } from './field.ts';

/**
 * A rule by which seats travel round g tables: the seat that starts at table j with slope a is at table
 * `at(a, j, k)` in round k. Seats of one slope never meet; slope 0 never moves (hosts).
 */
export interface Rotation {
	tables: number;
	/** Slopes are 0…slopes-1. */
	slopes: number;
	rounds: number;
	at(slope: number, start: number, round: number): number;
	/** How many pairs of rounds let seats of two slopes meet again. */
	again(slope: number, other: number): number;
}

/** Tables on a circle: slope a moves a tables on in every round. */
export function cyclic(tables: number, rounds: number): Rotation {
	return {
		tables,
		slopes: tables,
		rounds,
		at: (slope, start, round) => (start + slope * round) % tables,
		again(slope, other) {
			let pairs = 0;
			for (let apart = 1; apart < rounds; apart++) {
				if (((slope - other) * apart) % tables === 0) pairs += rounds - apart;
			}
			return pairs;
		}
	};
}

/** Lines over the field of q = g elements: no two slopes ever meet again in up to q rounds. Null if there is none. */
export function lines(tables: number, rounds: number): Rotation | null {
	const over = rounds <= tables ? field(tables) : null;
	if (!over) return null;
	const { plus, times, q } = over;
	return {
		tables,
		slopes: tables,
		rounds,
		at: (slope, start, round) => plus[start * q + times[slope * q + round]!]!,
		again: (slope, other) => (slope === other ? (rounds * (rounds - 1)) / 2 : 0)
	};
}

/**
 * Chooses slopes so that no two seats meet again, cheapest first by `cost`.
 * @param fixed slopes that are taken already (0 for hosts)
 * @returns as many slopes as asked for, or null if none was found in bounded time
 */
export function chooseSlopes(
	rotation: Rotation,
	columns: number,
	fixed: readonly number[],
	cost: (slope: number) => number
): number[] | null {
	const candidates = Array.from({ length: rotation.slopes }, (_, slope) => slope).filter((a) => !fixed.includes(a));
	const costs = candidates.map(cost);
	const order = candidates.map((_, i) => i).sort((i, j) => costs[i]! - costs[j]! || i - j);
	const chosen = [...fixed];
	let steps = 0;
	const extend = (from: number): boolean => {
		if (chosen.length === columns + fixed.length) return true;
		for (let i = from; i < order.length && steps < 20_000; i++) {
			steps++;
			const slope = candidates[order[i]!]!;
			if (chosen.some((other) => rotation.again(slope, other) > 0)) continue;
			chosen.push(slope);
			if (extend(i + 1)) return true;
			chosen.pop();
		}
		return false;
	};
	return extend(0) ? chosen.slice(fixed.length) : null;
}

/** Chooses slopes one by one, each with the fewest meetings again, where no perfect choice exists. */
export function leastSlopes(
	rotation: Rotation,
	columns: number,
	fixed: readonly number[],
	cost: (slope: number) => number
): number[] {
	const chosen = [...fixed];
	for (let column = 0; column < columns; column++) {
		let best = 0;
		let bestCost = Number.POSITIVE_INFINITY;
		for (let slope = 0; slope < rotation.slopes; slope++) {
			const again = chosen.reduce((sum, other) => sum + rotation.again(slope, other), 0);
			const total = again * rotation.tables + cost(slope);
			if (total < bestCost) [best, bestCost] = [slope, total];
		}
		chosen.push(best);
	}
	return chosen.slice(fixed.length);
}
