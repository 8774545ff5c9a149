import type { Seating } from './seating.ts';
import { apartCost } from './visits.ts';

/** The cost of a seating, counted from its state, and the part of it that breaks hard rules. */
export interface Total {
	cost: number;
	/** Number of breaches of hard rules, 0 when the plan may be used. */
	hard: number;
}

export function totalOf(s: Seating): Total {
	const { weights, seatCost, classOf, kinds, kindOf, remoteCap } = s.problem;
	const total = { cost: 0, hard: 0 };
	const add = (cost: number): void => {
		total.cost += cost;
		if (cost >= weights.hard) total.hard += Math.floor(cost / weights.hard);
	};
	for (let slot = 0; slot < s.size.length; slot++) {
		const t = slot % s.g;
		total.cost += s.sizeCost[slot * (s.cap + 1) + s.size[slot]!]!;
		total.hard += Math.max(0, s.least[t]! - s.size[slot]!, s.size[slot]! - s.most[t]!);
		add(weights.alone * s.alone[slot]!);
		total.cost += weights.outside * s.outside[slot]!;
		add(Math.max(0, s.remotes[slot]! - remoteCap[t]!) * weights.hard);
		for (let tag = 0; tag < s.problem.tags; tag++) {
			if (s.tagged[slot * s.problem.tags + tag] === 0) total.cost += weights.tag;
		}
	}
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) {
			const t = s.rows[p * s.stride + r]!;
			if (t < 0) continue;
			if (s.held[p * s.R + r] === 0) add(seatCost[classOf[p]! * kinds + kindOf[t]!]!);
			const apart = s.problem.apart[p]!.length > 0 ? apartCost(s, p, r, t, -1) : 0;
			total.cost += apart / 2;
			if (apart > 0) total.hard++;
		}
		visits(s, p, add);
	}
	pairs(s, total);
	return total;
}

function visits(s: Seating, p: number, add: (cost: number) => void): void {
	const { weights, topicOf, wish, topics, host } = s.problem;
	if (host[p] === 1) return;
	for (let r = 0; r < s.R; r++) {
		const t = s.rows[p * s.stride + r]!;
		if (t < 0) continue;
		let topicSeen = false;
		for (let i = 0; i < r; i++) {
			const earlier = s.rows[p * s.stride + i]!;
			if (earlier < 0) continue;
			if (earlier === t) add(weights.tableTwice);
			if (topicOf[t]! >= 0 && topicOf[earlier] === topicOf[t]) {
				add(weights.topicTwice);
				topicSeen = true;
			}
		}
		if (topicOf[t]! >= 0 && !topicSeen) add(-wish[p * topics + topicOf[t]!]!);
	}
}

/** Cached pair costs count a pair twice, in each round m - 1 meetings: that is m(m - 1), twice m(m - 1) / 2. */
function pairs(s: Seating, total: Total): void {
	const { weights } = s.problem;
	let sum = 0;
	for (let i = 0; i < s.pairs.length; i++) sum += s.pairs[i]!;
	total.cost += sum / 2;
	if (weights.personTwice < weights.hard) return;
	for (let i = 0; i < s.pairs.length; i++) if (s.pairs[i]! >= weights.hard) total.hard++;
}
