import type { Problem } from '../problem.ts';
import type { Seating } from './seating.ts';

/** Counts of one table in one round after a change that is only weighed: somebody out, somebody in, or both. */
export interface Company {
	alone: number;
	outside: number;
	covered: number;
}

const after: Company = { alone: 0, outside: 0, covered: 0 };

/**
 * Who would lack a shared language in a slot if `out` left and `into` came (-1 for nobody).
 * The answer is one shared object, valid until the next call.
 */
export function companyAfter(s: Seating, slot: number, out: number, into: number): Company {
	const { voice, channelOf } = s.problem;
	const vo = out < 0 ? -2 : voice[out]!;
	const vi = into < 0 ? -2 : voice[into]!;
	if (vo === vi) {
		after.alone = s.alone[slot]!;
		after.outside = s.outside[slot]!;
		after.covered = s.covered[slot]!;
		return after;
	}
	const size = s.size[slot]! - (out < 0 ? 0 : 1) + (into < 0 ? 0 : 1);
	const anybody = s.anybody[slot]! - (vo === -1 ? 1 : 0) + (vi === -1 ? 1 : 0);
	after.covered = coveredAfter(s, slot, vo, vi);
	after.outside = size - anybody - after.covered;
	after.alone = 0;
	if (size < 2) {
		after.outside = 0;
		return after;
	}
	const channels = channelOf[slot % s.g]!;
	if (after.outside === 0) return after;
	if (anybody === 0) after.alone = lonely(s, slot, out, vo, vi, channels);
	if (channels >= 0) after.outside = uncovered(s, slot, out, vo, vi, channels);
	return after;
}

/** Most people that one language covers, with voice `vo` out and `vi` in (-2 for nobody, -1 fits everywhere). */
function coveredAfter(s: Seating, slot: number, vo: number, vi: number): number {
	const { voices, speaks, languages } = s.problem;
	const base = slot * languages;
	const now = s.covered[slot]!;
	let atNow = false;
	if (vi >= 0) {
		for (const language of voices[vi]!) {
			if (vo >= 0 && speaks[vo * languages + language] === 1) continue;
			const count = s.speakers[base + language]! + 1;
			if (count > now) return count;
			if (count === now) atNow = true;
		}
	}
	if (atNow || vo < 0) return now;
	let lost = false;
	for (const language of voices[vo]!) {
		if (s.speakers[base + language] !== now) continue;
		if (vi >= 0 && speaks[vi * languages + language] === 1) return now;
		lost = true;
	}
	if (!lost) return now;
	for (let language = 0; language < languages; language++) {
		if (s.speakers[base + language] === now && speaks[vo * languages + language] === 0) return now;
	}
	return now - 1;
}

const speakersAfter = (s: Seating, slot: number, language: number, vo: number, vi: number): number => {
	const { speaks, languages } = s.problem;
	return (
		s.speakers[slot * languages + language]! -
		(vo >= 0 ? speaks[vo * languages + language]! : 0) +
		(vi >= 0 ? speaks[vi * languages + language]! : 0)
	);
};

function isLonely(s: Seating, slot: number, own: number, vo: number, vi: number, channels: number): boolean {
	const { voices, hears } = s.problem;
	if (own < 0 || (channels >= 0 && hears[channels]![own] === 1)) return false;
	for (const language of voices[own]!) if (speakersAfter(s, slot, language, vo, vi) >= 2) return false;
	return true;
}

function lonely(s: Seating, slot: number, out: number, vo: number, vi: number, channels: number): number {
	let count = vi >= 0 && isLonely(s, slot, vi, vo, vi, channels) ? 1 : 0;
	for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
		const x = s.members[i]!;
		if (x !== out && isLonely(s, slot, s.problem.voice[x]!, vo, vi, channels)) count++;
	}
	return count;
}

/** At a table with channels: people not covered by the most covering language who do not hear a channel either. */
function uncovered(s: Seating, slot: number, out: number, vo: number, vi: number, channels: number): number {
	const { voice, languages, hears } = s.problem;
	let best = Number.POSITIVE_INFINITY;
	for (let language = 0; language < languages; language++) {
		if (speakersAfter(s, slot, language, vo, vi) !== after.covered) continue;
		let count = vi >= 0 && misses(s.problem, vi, language, hears[channels]!) ? 1 : 0;
		for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
			const x = s.members[i]!;
			if (x !== out && voice[x]! >= 0 && misses(s.problem, voice[x]!, language, hears[channels]!)) count++;
		}
		if (count < best) best = count;
	}
	return Number.isFinite(best) ? best : 0;
}

const misses = ({ speaks, languages }: Problem, own: number, language: number, hears: Uint8Array): boolean =>
	speaks[own * languages + language] === 0 && hears[own] === 0;
