import type { Seating } from './seating.ts';

/** What one more meeting of p and x costs: meetings so far, and what they have in common. */
export function pairCost(s: Seating, p: number, x: number): number {
	const { rows, R, stride } = s;
	const { personTwice, country, organisation } = s.problem.weights;
	const a = p * stride;
	const b = x * stride;
	let cost = 0;
	if (rows[a + R + 2] !== rows[b + R + 2]) {
		for (let r = 0; r < R; r++) if (rows[a + r] === rows[b + r] && rows[a + r]! >= 0) cost += personTwice;
	}
	if (rows[a + R] === rows[b + R]) cost += country;
	if (rows[a + R + 1] === rows[b + R + 1]) cost += organisation;
	return cost + muteCost(s, p, x);
}

/**
 * What it costs that p and x share no language. Who is outside a table's language stays so until the last of five
 * neighbours is exchanged; counting pairs makes every step towards such a table cheaper than the one before
 * (people outside at 2,000: 5 without, 0 with it).
 */
export function muteCost({ problem }: Seating, p: number, x: number): number {
	const { weights, voice, voices, mute } = problem;
	if (weights.mute === 0) return 0;
	return weights.mute * mute[(voice[p]! + 1) * (voices.length + 1) + voice[x]! + 1]!;
}

/** What p and x have or lack in common, without their meetings. */
export function likeness(s: Seating, p: number, x: number): number {
	const { rows, R, stride } = s;
	const { country, organisation } = s.problem.weights;
	const a = p * stride;
	const b = x * stride;
	return (
		(rows[a + R] === rows[b + R] ? country : 0) +
		(rows[a + R + 1] === rows[b + R + 1] ? organisation : 0) +
		muteCost(s, p, x)
	);
}

/** What it costs that p and x are of the same attendance at table t: only linked tables can mix it. */
export function modeCost(s: Seating, p: number, x: number, t: number): number {
	const { linked, remote, weights } = s.problem;
	return linked[t] === 1 && remote[p] === remote[x] ? weights.mode : 0;
}

/** What q in p's place changes in the pairs of a slot that have country, organisation or attendance in common. */
export function likenessDelta(s: Seating, p: number, q: number, slot: number): number {
	const { problem } = s;
	const { weights } = problem;
	let delta = 0;
	const own = problem.country[p]!;
	const other = problem.country[q]!;
	if (own !== other && weights.country > 0) {
		delta += weights.country * alikeDelta(s, p, slot, s.countries, problem.countries, problem.country, own, other);
	}
	const { organisation, organisations } = problem;
	if (organisation[p] !== organisation[q] && weights.organisation > 0) {
		const [from, to] = [organisation[p]!, organisation[q]!];
		delta += weights.organisation * alikeDelta(s, p, slot, s.organisations, organisations, organisation, from, to);
	}
	if (problem.linked[slot % s.g] === 1 && problem.remote[p] !== problem.remote[q]) {
		const remotes = s.remotes[slot]!;
		const others = s.size[slot]! - remotes;
		delta += weights.mode * (problem.remote[p] === 1 ? others - remotes + 1 : remotes - others + 1);
	}
	return delta;
}

/** Pairs with an equal value in a slot, once the value of p is `to` instead of `from`. */
function alikeDelta(
	s: Seating,
	p: number,
	slot: number,
	counters: Uint16Array,
	values: number,
	valueOf: Int32Array,
	from: number,
	to: number
): number {
	if (counters.length > 0) {
		const gained = to >= 0 ? counters[slot * values + to]! : 0;
		return from >= 0 ? gained - counters[slot * values + from]! + 1 : gained;
	}
	let delta = 0;
	for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
		const x = s.members[i]!;
		if (x === p) continue;
		if (valueOf[x] === to) delta++;
		if (valueOf[x] === from) delta--;
	}
	return delta;
}
