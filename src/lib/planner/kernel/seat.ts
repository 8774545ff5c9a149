import { companyAfter } from './company.ts';
import { modeCost, muteCost, pairCost } from './pairs.ts';
import type { Seating } from './seating.ts';

/** Seats p at table t in round r; keeps every count and the pair costs of all concerned up to date. */
export function seat(s: Seating, p: number, r: number, t: number): void {
	const { tags, tagsOf, remote, weights } = s.problem;
	const slot = r * s.g + t;
	const first = slot * s.cap;
	const count = s.size[slot]!;
	countLanguages(s, slot, -1, p);
	let own = 0;
	let mute = 0;
	for (let i = first; i < first + count; i++) {
		const x = s.members[i]!;
		const cost = pairCost(s, p, x) + modeCost(s, p, x, t);
		const silent = muteCost(s, p, x);
		mute += silent;
		s.mutes[x * s.R + r]! += silent;
		own += cost;
		s.pairs[x * s.R + r]! += cost;
		if (cost >= weights.personTwice) shiftMeetings(s, p, x, weights.personTwice);
	}
	s.pairs[p * s.R + r] = own;
	s.mutes[p * s.R + r] = mute;
	s.members[first + count] = p;
	s.place[p * s.R + r] = count;
	s.size[slot] = count + 1;
	s.rows[p * s.stride + r] = t;
	countAttributes(s, slot, p, 1);
	if (remote[p] === 1) s.remotes[slot]!++;
	if (tags > 0) for (const tag of tagsOf[p]!) s.tagged[slot * tags + tag]!++;
}

/** Takes p from his or her seat in round r. */
export function unseat(s: Seating, p: number, r: number): void {
	const { tags, tagsOf, remote, weights } = s.problem;
	const t = s.rows[p * s.stride + r]!;
	const slot = r * s.g + t;
	const first = slot * s.cap;
	const last = s.size[slot]! - 1;
	countLanguages(s, slot, p, -1);
	const place = s.place[p * s.R + r]!;
	const moved = s.members[first + last]!;
	s.members[first + place] = moved;
	s.place[moved * s.R + r] = place;
	s.size[slot] = last;
	s.rows[p * s.stride + r] = -1;
	s.pairs[p * s.R + r] = 0;
	s.mutes[p * s.R + r] = 0;
	for (let i = first; i < first + last; i++) {
		const x = s.members[i]!;
		const cost = pairCost(s, p, x) + modeCost(s, p, x, t);
		s.mutes[x * s.R + r]! -= muteCost(s, p, x);
		s.pairs[x * s.R + r]! -= cost;
		if (cost >= weights.personTwice) shiftMeetings(s, p, x, -weights.personTwice);
	}
	countAttributes(s, slot, p, -1);
	if (remote[p] === 1) s.remotes[slot]!--;
	if (tags > 0) for (const tag of tagsOf[p]!) s.tagged[slot * tags + tag]!--;
}

function countAttributes(s: Seating, slot: number, p: number, change: number): void {
	const { country, organisation, countries, organisations } = s.problem;
	if (country[p]! >= 0 && s.countries.length > 0) s.countries[slot * countries + country[p]!]! += change;
	if (organisation[p]! >= 0 && s.organisations.length > 0) {
		s.organisations[slot * organisations + organisation[p]!]! += change;
	}
}

/** A meeting more or less of p and x makes their meetings in all other rounds dearer or cheaper. */
function shiftMeetings(s: Seating, p: number, x: number, change: number): void {
	const { rows, stride, R } = s;
	if (change === 0 || rows[p * stride + R + 2] === rows[x * stride + R + 2]) return;
	for (let r = 0; r < R; r++) {
		const t = rows[p * stride + r]!;
		if (t < 0 || t !== rows[x * stride + r]) continue;
		s.pairs[p * R + r]! += change;
		s.pairs[x * R + r]! += change;
	}
}

function countLanguages(s: Seating, slot: number, out: number, into: number): void {
	const { voice, voices, languages } = s.problem;
	const company = companyAfter(s, slot, out, into);
	s.alone[slot] = company.alone;
	s.outside[slot] = company.outside;
	s.covered[slot] = company.covered;
	const own = voice[out < 0 ? into : out]!;
	const change = out < 0 ? 1 : -1;
	if (own < 0) {
		s.anybody[slot]! += change;
		return;
	}
	for (const language of voices[own]!) s.speakers[slot * languages + language]! += change;
	markLanguages(s, slot);
}

/** Sorts the languages of a slot into the sets that {@link companyAfter} reads. */
function markLanguages(s: Seating, slot: number): void {
	const { languages, words } = s.problem;
	const covered = s.covered[slot]!;
	for (let w = 0, language = 0, at = slot * words; w < words; w++, at++) {
		let [top, next, one, two, many] = [0, 0, 0, 0, 0];
		for (let bit = 1; bit > 0 && language < languages; bit <<= 1, language++) {
			const count = s.speakers[slot * languages + language]!;
			if (count === covered) top |= bit;
			else if (count === covered - 1) next |= bit;
			if (count === 1) one |= bit;
			else if (count > 1) {
				many |= bit;
				if (count === 2) two |= bit;
			}
		}
		s.top[at] = top;
		s.next[at] = next;
		s.one[at] = one;
		s.two[at] = two;
		s.many[at] = many;
	}
}

/** Two people change places in round r. */
export function exchange(s: Seating, p: number, q: number, r: number): void {
	const a = s.rows[p * s.stride + r]!;
	const b = s.rows[q * s.stride + r]!;
	unseat(s, p, r);
	unseat(s, q, r);
	seat(s, p, r, b);
	seat(s, q, r, a);
}

export function move(s: Seating, p: number, r: number, to: number): void {
	unseat(s, p, r);
	seat(s, p, r, to);
}
