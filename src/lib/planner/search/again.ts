import { boundsOf } from '../bounds.ts';
import type { Seating } from '../kernel/seating.ts';

/** Pairs that meet m times count m(m - 1) / 2: how often people meet again in a seating, from its rows alone. */
export function meetingsAgain(s: Seating): number {
	const { rows, stride, R } = s;
	let again = 0;
	for (let slot = s.g; slot < s.size.length; slot++) {
		const round = Math.floor(slot / s.g);
		const first = slot * s.cap;
		for (let i = first, end = first + s.size[slot]!; i < end; i++) {
			for (let j = i + 1; j < end; j++) {
				const [p, x] = [s.members[i]!, s.members[j]!];
				if (rows[p * stride + R + 2] === rows[x * stride + R + 2]) continue;
				for (let r = 0; r < round; r++) if (rows[p * stride + r] === rows[x * stride + r]) again++;
			}
		}
	}
	return again;
}

/**
 * Whether people meet again in a first seating clearly more often than they must. Then annealing starts hot enough to
 * take the schedule apart; where the construction is at the bound (25 people at each of eight tables), heat would
 * only spoil it. 39 people at six tables in five rounds: 40 meetings again without this look, 34 with it, 30 the bound.
 */
export function meetTooOften(s: Seating): boolean {
	const again = meetingsAgain(s);
	return again > 0 && again > boundsOf(s.problem.instance).c2 * 1.02;
}
