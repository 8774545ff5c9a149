import { exchange, move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { exchangeDelta, moveDelta } from '../kernel/weigh.ts';
import type { Random } from '../random.ts';

/** What a change costs that cannot be made, or was not. */
export const REFUSED = Number.POSITIVE_INFINITY;

/** A change of one seat that can be taken back. */
type Step = { kind: 'exchange'; p: number; q: number } | { kind: 'move'; p: number; from: number };

/**
 * Brings a party to another table in round r: it changes places with a party there, or with as many single people.
 * The change is made and taken back if it costs more than `limit`.
 * @param alone whether it may also go there with nobody coming back, which changes the sizes of tables
 * @returns what it cost, or infinity if it was refused
 */
export function tryParty(s: Seating, random: Random, limit: number, alone = false): number {
	const { parties } = s.problem;
	const party = parties[random.below(parties.length)]!;
	const r = random.below(s.R);
	const other = random.below(s.n);
	const b = s.rows[other * s.stride + r]!;
	if (b < 0) return REFUSED;
	if (alone && random.below(2) === 0) return moveParty(s, party, r, b, limit, []);
	return moveParty(s, party, r, b, limit, partnersAt(s, party, r, b, random.below(s.cap)));
}

/** As {@link tryParty}, for one party, one table and those who come back from there. */
function moveParty(
	s: Seating,
	party: Int32Array,
	r: number,
	b: number,
	limit: number,
	leaving: readonly number[]
): number {
	const coming = comingTo(s, party, r, b);
	if (coming.length === 0 || party.some((p) => s.held[p * s.R + r] === 1)) return REFUSED;
	const a = s.rows[coming[0]! * s.stride + r]!;
	if (s.size[r * s.g + b]! - leaving.length + coming.length > s.cap - 1) return REFUSED;
	if (s.size[r * s.g + a]! - coming.length + leaving.length > s.cap - 1) return REFUSED;
	const steps: Step[] = [];
	let cost = 0;
	for (let i = 0; i < Math.max(coming.length, leaving.length); i++) {
		const p = coming[i];
		const q = leaving[i];
		if (p !== undefined && q !== undefined) {
			cost += exchangeDelta(s, p, q, r, REFUSED);
			exchange(s, p, q, r);
			steps.push({ kind: 'exchange', p, q });
			continue;
		}
		const who = (p ?? q)!;
		const from = s.rows[who * s.stride + r]!;
		const to = p === undefined ? a : b;
		cost += moveDelta(s, who, r, to, REFUSED);
		move(s, who, r, to);
		steps.push({ kind: 'move', p: who, from });
	}
	if (cost <= limit) return cost;
	for (const step of steps.reverse()) {
		if (step.kind === 'exchange') exchange(s, step.p, step.q, r);
		else move(s, step.p, r, step.from);
	}
	return REFUSED;
}

const comingTo = (s: Seating, party: Int32Array, r: number, b: number): number[] =>
	[...party].filter((p) => s.rows[p * s.stride + r] !== b);

/** The free party at a table, or up to as many free single people as come; `offset` chooses among them. */
function partnersAt(s: Seating, coming: Int32Array, r: number, b: number, offset: number): number[] {
	const own = s.problem.party[coming[0]!]!;
	const count = comingTo(s, coming, r, b).length;
	const first = (r * s.g + b) * s.cap;
	const size = s.size[r * s.g + b]!;
	const singles: number[] = [];
	for (let i = 0; i < size; i++) {
		const q = s.members[first + ((i + offset) % size)]!;
		if (s.held[q * s.R + r] === 1) continue;
		const number = s.problem.party[q]!;
		if (number >= 0) {
			const party = s.problem.parties[number]!;
			const whole = party.every((p) => s.held[p * s.R + r] === 0 && s.rows[p * s.stride + r] === b);
			if (whole && number !== own) return [...party];
		} else if (singles.length < count) singles.push(q);
	}
	return singles;
}

/** Moves badly seated parties to the best table there is for them; returns the number of changes. */
export function settleParties(s: Seating): number {
	let changes = 0;
	for (const party of s.problem.parties) {
		for (let r = 0; r < s.R; r++) {
			for (let b = 0; b < s.g; b++) {
				for (let offset = 0; offset < 3; offset++) {
					if (moveParty(s, party, r, b, -1, partnersAt(s, party, r, b, offset)) < 0) changes++;
				}
			}
		}
	}
	return changes;
}
