import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { construct } from '../construct/construct.ts';
import { parseInstance } from '../index.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { Random } from '../random.ts';
import { canTrade, itineraryDelta, tradeItineraries } from '../search/itineraries.ts';
import { seatAll } from './seat-all.ts';
import { population } from '../testing/populations.ts';
import { exchange, move } from './seat.ts';
import { tablesOf, type Seating } from './seating.ts';
import { totalOf } from './total.ts';
import { exchangeDelta, moveDelta } from './weigh.ts';

/** Some sixty languages need two words of bits; a handful fits one. */
const tongues = (random: Random, languages: number): string[] => {
	const tag = (number: number): string => `${'abcdefgh'[number >> 3]!}${'klmnopqr'[number & 7]!}`;
	return Array.from({ length: random.below(4) }, () => tag(random.below(languages)));
};

const crowds = fc.record({
	seed: fc.nat(100_000),
	people: fc.integer({ min: 8, max: 60 }),
	linked: fc.boolean(),
	tags: fc.subarray(['new', 'expert']),
	languages: fc.constantFrom(2, 6, 30, 31, 32, 60),
	language: fc.constantFrom('avoid', 'everyone', 'off')
});
type Crowd = typeof crowds extends fc.Arbitrary<infer Value> ? Value : never;

interface Seated {
	s: Seating;
	/** The same seats, counted anew. */
	anew(): Seating;
	random: Random;
}

function seated({ seed, people, linked, tags, languages, language }: Crowd): Seated | null {
	const flavour = { linked, languages: true, groups: true, locks: false, spare: 1 };
	const draft = population(seed, people, flavour);
	const random = new Random(seed);
	for (const person of draft.people) person.languages = tongues(random, languages);
	const parsed = parseInstance({ ...draft, together: [], rules: { language, atEveryTable: tags } });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const { tables, placing } = openTables(parsed.value);
	const problem = compile(parsed.value, tables);
	const layout = layOut(problem, placing);
	const s = seatAll(problem, layout, construct(problem, layout));
	for (let p = 0; p < s.n; p++) for (let r = 0; r < s.R; r++) if (s.rows[p * s.stride + r]! < 0) return null;
	return { s, anew: () => seatAll(problem, layout, tablesOf(s)), random };
}

/** Below, at and above what the change costs, and so far below that the first look refuses it. */
function expectLimits(delta: number, weigh: (limit: number) => number): void {
	for (const by of [-500, -20, -1, 0, 1, 300]) {
		const weighed = weigh(delta + by);
		if (by >= 0) expect(weighed).toBe(delta);
		else expect(weighed).toBeGreaterThan(delta + by);
	}
}

interface Change {
	weigh(limit: number): number;
	make(): void;
}

/** @param draw a change to try; null where what was drawn cannot be changed */
function costsWhatIsCounted(draw: (plan: Seated) => Change | null): void {
	fc.assert(
		fc.property(crowds, (crowd) => {
			const plan = seated(crowd);
			if (!plan) return;
			const { s, anew } = plan;
			for (let i = 0; i < 40; i++) {
				const change = draw(plan);
				if (!change) continue;
				const before = totalOf(anew()).cost;
				const delta = change.weigh(Number.POSITIVE_INFINITY);
				expectLimits(delta, (limit) => change.weigh(limit));
				change.make();
				expect(totalOf(anew()).cost - before).toBe(delta);
			}
			expect(stateOf(s)).toEqual(stateOf(anew()));
		}),
		{ numRuns: 100 }
	);
}

describe('what a change costs: as counted anew, exact up to the limit, above it beyond', () => {
	test('an exchange of seats', () => {
		costsWhatIsCounted(({ s, random }) => {
			const [p, q, r] = [random.below(s.n), random.below(s.n), random.below(s.R)];
			if (s.rows[p * s.stride + r] === s.rows[q * s.stride + r]) return null;
			if (s.held[p * s.R + r] === 1 || s.held[q * s.R + r] === 1) return null;
			return { weigh: (limit) => exchangeDelta(s, p, q, r, limit), make: () => exchange(s, p, q, r) };
		});
	}, 60_000);

	test('a move to another table', () => {
		costsWhatIsCounted(({ s, random }) => {
			const [p, r, b] = [random.below(s.n), random.below(s.R), random.below(s.g)];
			if (s.rows[p * s.stride + r] === b || s.held[p * s.R + r] === 1) return null;
			if (s.size[r * s.g + b]! >= s.cap - 1) return null;
			return { weigh: (limit) => moveDelta(s, p, r, b, limit), make: () => move(s, p, r, b) };
		});
	}, 60_000);

	test('an exchange of itineraries', () => {
		costsWhatIsCounted(({ s, random }) => {
			const [p, q] = [random.below(s.n), random.below(s.n)];
			if (p === q || !canTrade(s, p) || !canTrade(s, q)) return null;
			const weigh = (limit: number) => itineraryDelta(s, p, q, limit);
			if (weigh(Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY) return null;
			return { weigh, make: () => tradeItineraries(s, p, q) };
		});
	}, 60_000);
});

/** All that is kept up to date by changes and does not depend on the order of people at a table. */
function stateOf(s: Seating): unknown {
	const filled = [...s.size.keys()].filter((slot) => s.size[slot]! > 0);
	const { words } = s.problem;
	const sets = [s.top, s.next, s.one, s.two, s.many];
	return {
		pairs: [...s.pairs],
		mutes: [...s.mutes],
		slots: filled.map((slot) => [s.size[slot], s.covered[slot], s.alone[slot], s.outside[slot], s.remotes[slot]]),
		sets: filled.map((slot) => sets.map((set) => [...set.subarray(slot * words, (slot + 1) * words)]))
	};
}
