import type { Seating } from './seating.ts';

/**
 * What it costs a person to sit at table `to` instead of `from` in round r, by fit, tables and topics visited in
 * other rounds, and wishes; -1 as `from` or `to` is no seat.
 */
export function visitDelta(s: Seating, p: number, r: number, from: number, to: number): number {
	const { seatCost, classOf, kinds, kindOf, topicOf, weights, host } = s.problem;
	const fits = classOf[p]! * kinds;
	let delta = 0;
	if (from >= 0) delta -= seatCost[fits + kindOf[from]!]!;
	if (to >= 0) delta += seatCost[fits + kindOf[to]!]!;
	if (host[p] === 1) return delta;
	const topicFrom = from < 0 ? -1 : topicOf[from]!;
	const topicTo = to < 0 ? -1 : topicOf[to]!;
	let tables = 0;
	let fromAgain = 0;
	let toAgain = 0;
	const row = p * s.stride;
	for (let i = 0; i < s.R; i++) {
		if (i === r) continue;
		const t = s.rows[row + i]!;
		if (t < 0) continue;
		if (t === from) tables--;
		if (t === to) tables++;
		const topic = topicOf[t]!;
		if (topic === topicFrom) fromAgain++;
		if (topic === topicTo) toAgain++;
	}
	delta += weights.tableTwice * tables;
	if (topicFrom === topicTo) return delta;
	const wishes = p * s.problem.topics;
	if (topicFrom >= 0) {
		delta -= weights.topicTwice * fromAgain;
		if (fromAgain === 0) delta += s.problem.wish[wishes + topicFrom]!;
	}
	if (topicTo >= 0) {
		delta += weights.topicTwice * toAgain;
		if (toAgain === 0) delta -= s.problem.wish[wishes + topicTo]!;
	}
	return delta;
}

/** What keep-apart pairs cost p at table t in round r, `without` left out of account. */
export function apartCost(s: Seating, p: number, r: number, t: number, without: number): number {
	let cost = 0;
	for (const x of s.problem.apart[p]!) {
		if (x !== without && s.rows[x * s.stride + r] === t) cost += s.problem.weights.hard;
	}
	return cost;
}

/** What it costs in missing tags when `out` leaves a slot and `into` comes (-1 for nobody). */
export function tagDelta(s: Seating, slot: number, out: number, into: number): number {
	const { tags, tagsOf, weights } = s.problem;
	let delta = 0;
	if (out >= 0) {
		for (const tag of tagsOf[out]!) {
			const kept = into >= 0 && tagsOf[into]!.includes(tag);
			if (!kept && s.tagged[slot * tags + tag] === 1) delta += weights.tag;
		}
	}
	if (into >= 0) {
		for (const tag of tagsOf[into]!) {
			const kept = out >= 0 && tagsOf[out]!.includes(tag);
			if (!kept && s.tagged[slot * tags + tag] === 0) delta -= weights.tag;
		}
	}
	return delta;
}

const over = (count: number, cap: number, weight: number): number => (count > cap ? (count - cap) * weight : 0);

/** What the cap on remote people costs when `change` more of them (or fewer) sit in a slot. */
export function remoteDelta(s: Seating, slot: number, change: number): number {
	if (change === 0) return 0;
	const cap = s.problem.remoteCap[slot % s.g]!;
	const now = s.remotes[slot]!;
	return over(now + change, cap, s.problem.weights.hard) - over(now, cap, s.problem.weights.hard);
}
