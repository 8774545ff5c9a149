import { companyAfter } from './company.ts';
import { modeCost, pairCost } from './pairs.ts';
import type { Seating } from './seating.ts';
import { apartCost, remoteDelta, tagDelta, visitDelta } from './visits.ts';

/** What it costs (negative: gains) in company when `out` leaves a slot and `into` comes. */
function companyDelta(s: Seating, slot: number, out: number, into: number): number {
	const { weights } = s.problem;
	if (weights.outside === 0 && weights.alone === 0) return 0;
	const company = companyAfter(s, slot, out, into);
	return weights.alone * (company.alone - s.alone[slot]!) + weights.outside * (company.outside - s.outside[slot]!);
}

/** Pair costs of p at table b in round r with everybody there but `without`; stops once they exceed `limit`. */
function joining(s: Seating, p: number, r: number, b: number, without: number, limit: number): number {
	const first = (r * s.g + b) * s.cap;
	const linked = s.problem.linked[b] === 1;
	let cost = 0;
	for (let i = first, end = first + s.size[r * s.g + b]!; i < end; i++) {
		const x = s.members[i]!;
		if (x === without) continue;
		cost += pairCost(s, p, x);
		if (linked) cost += modeCost(s, p, x, b);
		if (cost > limit) return cost;
	}
	return cost;
}

/**
 * What it costs when p and q, at different tables, change places in round r.
 * Once it is sure to exceed `limit`, some number above the limit is returned instead: most changes are refused,
 * and the cheap criteria refuse most of them before anybody is compared with anybody.
 */
export function exchangeDelta(s: Seating, p: number, q: number, r: number, limit: number): number {
	const { problem } = s;
	const a = s.rows[p * s.stride + r]!;
	const b = s.rows[q * s.stride + r]!;
	// The most that can still be gained by leaving the two tables; everything else only adds.
	const leaving = s.pairs[p * s.R + r]! + s.pairs[q * s.R + r]!;
	const slack = leaving + slackOf(s, r * s.g + a) + slackOf(s, r * s.g + b);
	let delta = visitDelta(s, p, r, a, b) + visitDelta(s, q, r, b, a);
	if (problem.apart[p]!.length > 0) delta += apartCost(s, p, r, b, q) - apartCost(s, p, r, a, -1);
	if (problem.apart[q]!.length > 0) delta += apartCost(s, q, r, a, p) - apartCost(s, q, r, b, -1);
	if (delta > limit + slack) return delta;
	const likes = likesThere(s, p, r * s.g + b, q) + likesThere(s, q, r * s.g + a, p);
	if (delta + likes > limit + slack) return delta + likes - slack;
	delta += companyDelta(s, r * s.g + a, p, q) + companyDelta(s, r * s.g + b, q, p);
	if (problem.tags > 0) delta += tagDelta(s, r * s.g + a, p, q) + tagDelta(s, r * s.g + b, q, p);
	if (problem.anyRemoteCap) {
		const change = problem.remote[q]! - problem.remote[p]!;
		delta += remoteDelta(s, r * s.g + a, change) + remoteDelta(s, r * s.g + b, -change);
	}
	delta -= leaving;
	if (delta > limit) return delta;
	delta += joining(s, p, r, b, q, limit - delta);
	return delta > limit ? delta : delta + joining(s, q, r, a, p, limit - delta);
}

/**
 * What p finds of the own country and attendance in a slot that q leaves, from counters. Asked of both before
 * languages are weighed and people compared, it lets most exchanges that are too dear end there (1,000 people: from
 * 2.7 to 3.8 M moves a second). It only refuses: what a change costs is summed up person by person.
 */
function likesThere(s: Seating, p: number, slot: number, q: number): number {
	const { country, countries, remote, linked, weights } = s.problem;
	const own = country[p]!;
	let cost = 0;
	if (own >= 0 && weights.country > 0 && s.countries.length > 0) {
		cost += weights.country * (s.countries[slot * countries + own]! - (own === country[q] ? 1 : 0));
	}
	if (weights.mode === 0 || linked[slot % s.g] === 0) return cost;
	const remotes = s.remotes[slot]!;
	const alike = remote[p] === 1 ? remotes : s.size[slot]! - remotes;
	return cost + weights.mode * (alike - (remote[p] === remote[q] ? 1 : 0));
}

/** Most that a change of one person could gain in company, tags and remote seats at a table. */
function slackOf(s: Seating, slot: number): number {
	const { weights, tags } = s.problem;
	const over = s.remotes[slot]! - s.problem.remoteCap[slot % s.g]!;
	return (
		weights.alone * s.alone[slot]! +
		(s.outside[slot]! > 0 ? weights.outside * s.outside[slot]! : 0) +
		tags * weights.tag +
		(over > 0 ? over * weights.hard : 0)
	);
}

/**
 * What it costs when p goes to table b in round r, from a table or from nowhere; above `limit` as in
 * {@link exchangeDelta}. Who joins late looks at every table: topics and sizes refuse most of them at once.
 */
export function moveDelta(s: Seating, p: number, r: number, b: number, limit: number): number {
	const { problem } = s;
	const a = s.rows[p * s.stride + r]!;
	const to = r * s.g + b;
	const from = a >= 0 ? r * s.g + a : -1;
	const row = s.cap + 1;
	let delta = visitDelta(s, p, r, a, b) - s.pairs[p * s.R + r]!;
	delta += s.sizeCost[to * row + s.size[to]! + 1]! - s.sizeCost[to * row + s.size[to]!]!;
	if (from >= 0) delta += s.sizeCost[from * row + s.size[from]! - 1]! - s.sizeCost[from * row + s.size[from]!]!;
	if (problem.apart[p]!.length > 0) delta += apartCost(s, p, r, b, -1) - (a >= 0 ? apartCost(s, p, r, a, -1) : 0);
	if (delta > limit + slackOf(s, to) + (from >= 0 ? slackOf(s, from) : 0)) return delta;
	delta += companyDelta(s, to, -1, p) + tagDelta(s, to, -1, p) + remoteDelta(s, to, problem.remote[p]!);
	if (from >= 0) {
		delta += companyDelta(s, from, p, -1) + tagDelta(s, from, p, -1) + remoteDelta(s, from, -problem.remote[p]!);
	}
	return delta > limit ? delta : delta + joining(s, p, r, b, -1, limit - delta);
}
