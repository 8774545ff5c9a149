import { bring, costOfSeating } from '../kernel/bring.ts';
import type { Resident } from './resident.ts';

/** Gives the members of a party who have no seat in round r the cheapest one that all of them can share. */
export function seatParty({ s, live }: Resident, party: Int32Array, r: number): void {
	const missing = [...party].filter((p) => s.rows[p * s.stride + r]! < 0);
	const companion = party.find((p) => s.rows[p * s.stride + r]! >= 0);
	const places = companion === undefined ? live : [s.rows[companion * s.stride + r]!];
	let best = Number.POSITIVE_INFINITY;
	let table = -1;
	for (const t of places) {
		const cost = costOfSeating(s, missing, r, t);
		if (cost < best) [best, table] = [cost, t];
	}
	if (table >= 0) bring(s, missing, r, table);
}
