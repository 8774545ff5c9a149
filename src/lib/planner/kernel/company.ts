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
	const { voice } = s.problem;
	const vo = out < 0 ? -2 : voice[out]!;
	const vi = into < 0 ? -2 : voice[into]!;
	if (vo === vi) {
		after.alone = s.alone[slot]!;
		after.outside = s.outside[slot]!;
		after.covered = s.covered[slot]!;
		return after;
	}
	outsideAfter(s, slot, out, into);
	after.alone = aloneWhere(s, slot, out, into, after.covered);
	return after;
}

/** The cheap part of {@link companyAfter}: how many people the table's language would leave out. */
export function outsideAfter(s: Seating, slot: number, out: number, into: number): number {
	const { voice, channelOf } = s.problem;
	const vo = out < 0 ? -2 : voice[out]!;
	const vi = into < 0 ? -2 : voice[into]!;
	const size = s.size[slot]! - (out < 0 ? 0 : 1) + (into < 0 ? 0 : 1);
	const anybody = s.anybody[slot]! - (vo === -1 ? 1 : 0) + (vi === -1 ? 1 : 0);
	after.covered = coveredAfter(s, slot, vo, vi);
	after.outside = size < 2 ? 0 : size - anybody - after.covered;
	const channels = channelOf[slot % s.g]!;
	if (channels >= 0 && after.outside > 0) after.outside = uncovered(s, slot, out, vo, vi, channels);
	return after.outside;
}

/** The dear part of {@link companyAfter}: how many people would share no language with anybody there. */
export function aloneAfter(s: Seating, slot: number, out: number, into: number): number {
	const { voice } = s.problem;
	const covered = coveredAfter(s, slot, out < 0 ? -2 : voice[out]!, into < 0 ? -2 : voice[into]!);
	return aloneWhere(s, slot, out, into, covered);
}

function aloneWhere(s: Seating, slot: number, out: number, into: number, covered: number): number {
	const { voice, channelOf } = s.problem;
	const vo = out < 0 ? -2 : voice[out]!;
	const vi = into < 0 ? -2 : voice[into]!;
	const size = s.size[slot]! - (out < 0 ? 0 : 1) + (into < 0 ? 0 : 1);
	const anybody = s.anybody[slot]! - (vo === -1 ? 1 : 0) + (vi === -1 ? 1 : 0);
	// Who fits everywhere is company for anybody; so is everybody where one language covers all.
	if (size < 2 || anybody > 0 || covered === size) return 0;
	return lonely(s, slot, out, vo, vi, channelOf[slot % s.g]!);
}

/**
 * Most people that one language covers, with voice `vo` out and `vi` in (-2 for nobody, -1 fits everywhere): whether
 * that changes at all is read from the masks of a slot's languages.
 */
function coveredAfter(s: Seating, slot: number, vo: number, vi: number): number {
	const { tongues, words } = s.problem;
	let more = 0;
	let kept = 0;
	let next = 0;
	for (let w = 0, at = slot * words; w < words; w++, at++) {
		const leaving = vo < 0 ? 0 : tongues[vo * words + w]!;
		const coming = vi < 0 ? 0 : tongues[vi * words + w]!;
		const top = s.top[at]!;
		more |= coming & ~leaving & top;
		kept |= top & ~(leaving & ~coming);
		next |= coming & ~leaving & s.next[at]!;
	}
	const now = s.covered[slot]!;
	if (more !== 0) return now + 1;
	return kept !== 0 || next !== 0 || now === 0 ? now : now - 1;
}

const speakersAfter = (s: Seating, slot: number, language: number, vo: number, vi: number): number => {
	const { speaks, languages } = s.problem;
	return (
		s.speakers[slot * languages + language]! -
		(vo >= 0 ? speaks[vo * languages + language]! : 0) +
		(vi >= 0 ? speaks[vi * languages + language]! : 0)
	);
};

/** Writes to `common` which languages two people or more at the table would speak. */
function commonAfter(s: Seating, slot: number, vo: number, vi: number): void {
	const { tongues, words } = s.problem;
	for (let w = 0, at = slot * words; w < words; w++, at++) {
		const leaving = vo < 0 ? 0 : tongues[vo * words + w]!;
		const coming = vi < 0 ? 0 : tongues[vi * words + w]!;
		s.common[w] = (s.many[at]! & ~(leaving & ~coming & s.two[at]!)) | (coming & ~leaving & s.one[at]!);
	}
}

function isLonely(s: Seating, own: number, channels: number): boolean {
	const { tongues, words, hears } = s.problem;
	if (own < 0 || (channels >= 0 && hears[channels]![own] === 1)) return false;
	for (let w = 0; w < words; w++) if ((tongues[own * words + w]! & s.common[w]!) !== 0) return false;
	return true;
}

function lonely(s: Seating, slot: number, out: number, vo: number, vi: number, channels: number): number {
	commonAfter(s, slot, vo, vi);
	let count = vi >= 0 && isLonely(s, vi, channels) ? 1 : 0;
	for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
		const x = s.members[i]!;
		if (x !== out && isLonely(s, s.problem.voice[x]!, channels)) count++;
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
