/** A dot vote as one person sees it: her own order, her own dots. */
import type { PersonId, ThemeId } from '../domain/ids.ts';
import type { PersonPart, PublicVote, Tally } from '../domain/parts.ts';

export type Dots = Readonly<Record<ThemeId, number>>;

/** Options in an order that differs between people and is the same for one person each time: nobody's first place helps. */
export function mixedOrder<T extends { readonly theme: ThemeId }>(options: readonly T[], person: PersonId): T[] {
	const place = new Map(options.map(({ theme }) => [theme, hashOf(`${person}/${theme}`)]));
	return options.toSorted((a, b) => place.get(a.theme)! - place.get(b.theme)!);
}

/** FNV-1a with a last mix: enough to shuffle, no secret. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	return (hash ^ (hash >>> 13)) >>> 0;
}

export const given = (dots: Dots): number => Object.values(dots).reduce((sum, count) => sum + count, 0);

/** One dot more or less on a theme; the same dots when there is none to give or to take. */
export function moved(dots: Dots, theme: ThemeId, by: 1 | -1, most: number): Dots {
	const now = dots[theme] ?? 0;
	if (by === 1 ? given(dots) >= most : now === 0) return dots;
	return { ...dots, [theme]: now + by };
}

export const dotsOf = (me: PersonPart, vote: PublicVote): Dots =>
	(Object.hasOwn(me.ballots, vote.id) ? me.ballots[vote.id]?.dots : undefined) ?? {};

export interface RankedTheme extends Tally {
	readonly name: string;
	readonly mine: number;
	/** Of the most dots that any theme got: 0 to 1. */
	readonly share: number;
}

/** The result, most dots first; equal ones in the order of the vote. Empty while the vote is open. */
export function ranking(vote: PublicVote, me: PersonPart): RankedTheme[] {
	const tallies = vote.result?.tallies ?? [];
	const most = Math.max(1, ...tallies.map(({ dots }) => dots));
	const mine = dotsOf(me, vote);
	return tallies
		.map((tally) => ({
			...tally,
			name: vote.options.find(({ theme }) => theme === tally.theme)?.name ?? '',
			mine: mine[tally.theme] ?? 0,
			share: tally.dots / most
		}))
		.toSorted((a, b) => b.dots - a.dots);
}
