import type { Seating } from '../kernel/seating.ts';
import type { Arena } from './arena.ts';
import { fillTables } from './fill.ts';
import { settle } from './settle.ts';

/** Fills tables and settles hard trouble in turn: each can undo a little of the other. */
export function settleSizes(s: Seating, arena: Arena, stop: () => boolean): void {
	for (let pass = 0; pass < 4; pass++) {
		const filled = fillTables(s, arena, 0);
		const settled = settle(s, arena, { trouble: s.problem.weights.even, passes: 20, from: 0, stop });
		if (filled + settled === 0) return;
	}
}
