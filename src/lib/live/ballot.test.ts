import { describe, expect, it } from 'vitest';
import type { PersonId, ThemeId, VoteId } from '../domain/ids.ts';
import { INITIAL_PERSON } from '../domain/initial.ts';
import type { PublicVote } from '../domain/parts.ts';
import { given, mixedOrder, moved, ranking } from './ballot.ts';

const options = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ theme: id as ThemeId, name: id.toUpperCase() }));
const a = 'a' as ThemeId;
const b = 'b' as ThemeId;
const vote: PublicVote = { id: 'v' as VoteId, dots: 3, options, openedAt: 0, result: null };

describe('mixedOrder', () => {
	it('is the same for one person, loses nobody, and gives every theme a first place somewhere', () => {
		const orderOf = (person: number) => mixedOrder(options, `p${person}` as PersonId).map(({ theme }) => theme);
		expect(orderOf(1)).toEqual(orderOf(1));
		expect(orderOf(1).toSorted()).toEqual(options.map(({ theme }) => theme));
		const firsts = new Map<string, number>();
		for (let person = 0; person < 600; person++) {
			const first = orderOf(person)[0]!;
			firsts.set(first, (firsts.get(first) ?? 0) + 1);
		}
		for (const { theme } of options) expect(firsts.get(theme) ?? 0).toBeGreaterThan(50);
	});
});

describe('moved', () => {
	it('gives until all are given and takes until none is there', () => {
		expect(moved({}, a, 1, 3)).toEqual({ a: 1 });
		expect(moved({ [a]: 2, [b]: 1 }, b, 1, 3)).toEqual({ a: 2, b: 1 });
		expect(moved({ [a]: 2 }, a, -1, 3)).toEqual({ a: 1 });
		expect(moved({ [a]: 0 }, a, -1, 3)).toEqual({ a: 0 });
		expect(given({ [a]: 2, [b]: 1 })).toBe(3);
	});
});

describe('ranking', () => {
	it('is empty while the vote is open', () => {
		expect(ranking(vote, INITIAL_PERSON)).toEqual([]);
	});
	it('ranks by dots, keeps the order of equals, and knows one’s own', () => {
		const tallies = [
			{ theme: a, dots: 1 },
			{ theme: b, dots: 4 },
			{ theme: 'c' as ThemeId, dots: 1 }
		];
		const me = {
			...INITIAL_PERSON,
			ballots: { [vote.id]: { dots: { [b]: 2 } as Record<ThemeId, number>, paper: false } }
		};
		const ranked = ranking({ ...vote, result: { closedAt: 1, ballots: 5, tallies } }, me);
		expect(ranked.map(({ theme }) => theme)).toEqual(['b', 'a', 'c']);
		expect(ranked[0]).toMatchObject({ name: 'B', mine: 2, share: 1 });
		expect(ranked[1]!.share).toBe(0.25);
	});
	it('divides by nothing when nobody gave a dot', () => {
		const result = { closedAt: 1, ballots: 0, tallies: [{ theme: a, dots: 0 }] };
		expect(ranking({ ...vote, result }, INITIAL_PERSON)[0]!.share).toBe(0);
	});
});
