import { breachesOf } from './breaches.ts';
import { likeness, modeCost } from './pairs.ts';
import type { Seating } from './seating.ts';
import { apartCost } from './visits.ts';

/** The cost of a seating, counted from its state, and how often it breaks hard rules. */
export interface Total {
	cost: number;
	/** 0 when the plan may be used. */
	hard: number;
}

export function totalOf(s: Seating): Total {
	return { cost: slots(s) + seats(s) + pairs(s), hard: breachesOf(s, 0, everybody) };
}

const everybody = (): boolean => true;

function slots(s: Seating): number {
	const { weights, remoteCap, tags } = s.problem;
	let cost = 0;
	for (let slot = 0; slot < s.size.length; slot++) {
		cost += s.sizeCost[slot * (s.cap + 1) + s.size[slot]!]!;
		cost += weights.alone * s.alone[slot]! + weights.outside * s.outside[slot]!;
		cost += Math.max(0, s.remotes[slot]! - remoteCap[slot % s.g]!) * weights.hard;
		for (let tag = 0; tag < tags; tag++) if (s.tagged[slot * tags + tag] === 0) cost += weights.tag;
	}
	return cost;
}

function seats(s: Seating): number {
	const { seatCost, classOf, kinds, kindOf, apart } = s.problem;
	let cost = 0;
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) {
			const t = s.rows[p * s.stride + r]!;
			if (t < 0) continue;
			if (s.held[p * s.R + r] === 0) cost += seatCost[classOf[p]! * kinds + kindOf[t]!]!;
			if (apart[p]!.length > 0) cost += apartCost(s, p, r, t, -1) / 2;
			cost += visit(s, p, r, t);
		}
	}
	return cost;
}

/** What a visit costs after the earlier ones: tables and topics again, less the worth of a wish. */
function visit(s: Seating, p: number, r: number, t: number): number {
	const { weights, topicOf, wish, topics, host } = s.problem;
	if (host[p] === 1) return 0;
	const topic = topicOf[t]!;
	let cost = 0;
	let seen = false;
	for (let i = 0; i < r; i++) {
		const earlier = s.rows[p * s.stride + i]!;
		if (earlier < 0) continue;
		if (earlier === t) cost += weights.tableTwice;
		if (topic < 0 || topicOf[earlier] !== topic) continue;
		cost += weights.topicTwice;
		seen = true;
	}
	return topic >= 0 && !seen ? cost - wish[p * topics + topic]! : cost;
}

/**
 * Cached pair costs count every pair of a slot twice. Of a pair's m meetings each slot holds m - 1, so that all
 * slots together hold m(m - 1) on either side: four times what m(m - 1) / 2 meetings again cost.
 */
function pairs(s: Seating): number {
	let sum = 0;
	for (let i = 0; i < s.pairs.length; i++) sum += s.pairs[i]!;
	const alike = likenesses(s);
	return alike + (sum - 2 * alike) / 4;
}

/** What people at one table have in common, over all slots, each pair once. */
function likenesses(s: Seating): number {
	let sum = 0;
	for (let slot = 0; slot < s.size.length; slot++) {
		const first = slot * s.cap;
		const end = first + s.size[slot]!;
		for (let i = first; i < end; i++) {
			for (let j = i + 1; j < end; j++) {
				const [p, x] = [s.members[i]!, s.members[j]!];
				sum += likeness(s, p, x) + modeCost(s, p, x, slot % s.g);
			}
		}
	}
	return sum;
}
