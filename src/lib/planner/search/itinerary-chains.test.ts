import fc from 'fast-check';
import { expect, test } from 'vitest';
import { construct } from '../construct/construct.ts';
import { parseInstance } from '../index.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { tablesOf } from '../kernel/seating.ts';
import { totalOf } from '../kernel/total.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { Random } from '../random.ts';
import { arenaOf } from './arena.ts';
import { settleItineraries } from './itineraries.ts';
import { settleByItineraryChains } from './itinerary-chains.ts';
import { seatAll } from '../kernel/seat-all.ts';

const FOREVER = (): boolean => false;
const COUNTRIES = ['de', 'fr', 'es', 'it', 'pl'];

/** 42 people at seven tables of six: every seat that is exchanged alone makes somebody meet again. */
function rigid(seed: number, locked: boolean) {
	const random = new Random(seed);
	const parsed = parseInstance({
		rounds: 4,
		seed,
		tables: Array.from({ length: 7 }, (_, t) => ({ id: `t${t}`, seats: 6, topic: `k${t}` })),
		people: Array.from({ length: 42 }, (_, p) => {
			const country = COUNTRIES[random.below(COUNTRIES.length)]!;
			const languages = random.below(5) > 0 ? [country, 'en'] : [country];
			return { id: `p${p}`, country, organisation: `o${random.below(15)}`, languages, topics: [`k${random.below(7)}`] };
		}),
		locked: locked ? [{ person: 'p3', round: 2, table: 't4' }] : [],
		rules: { language: 'avoid' }
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const { tables, placing } = openTables(parsed.value);
	const problem = compile(parsed.value, tables);
	const layout = layOut(problem, placing);
	const s = seatAll(problem, layout, construct(problem, layout));
	const arena = arenaOf(s, layout);
	// Until no trade of anybody makes the plan better.
	while (settleItineraries(s, arena, () => true) > 0);
	return { s, arena, anew: () => totalOf(seatAll(problem, layout, tablesOf(s))) };
}

test('a chain of trades gains what counting anew says, lets nobody meet again and moves no lock', () => {
	fc.assert(
		fc.property(fc.nat(10_000), fc.boolean(), (seed, locked) => {
			const { s, arena, anew } = rigid(seed, locked);
			const [before, breaches, seats] = [anew().cost, breachesOf(s), tablesOf(s)];
			const meetings = s.pairs.filter((cost) => cost >= s.problem.weights.personTwice).length;
			const gain = settleByItineraryChains(s, arena, { weighs: 50_000, stop: FOREVER });
			expect(gain).toBeLessThanOrEqual(0);
			expect(anew().cost - before).toBe(gain);
			expect(breachesOf(s)).toBeLessThanOrEqual(breaches);
			expect(s.pairs.filter((cost) => cost >= s.problem.weights.personTwice).length).toBe(meetings);
			tablesOf(s).forEach((t, i) => s.held[i] === 1 && expect(t).toBe(seats[i]));
		}),
		{ numRuns: 40 }
	);
}, 60_000);

test('chains of trades find better plans where no single trade does, the same ones every time', () => {
	const gains = [1, 2, 3, 4, 5, 6].map((seed) => {
		const [one, other] = [rigid(seed, false), rigid(seed, false)];
		const gain = settleByItineraryChains(one.s, one.arena, { weighs: 1_000_000, stop: FOREVER });
		settleByItineraryChains(other.s, other.arena, { weighs: 1_000_000, stop: FOREVER });
		expect(tablesOf(one.s)).toEqual(tablesOf(other.s));
		return gain;
	});
	expect(gains.filter((gain) => gain < 0).length).toBeGreaterThan(2);
});

test('nothing to weigh and no time: nobody trades', () => {
	const { s, arena } = rigid(1, false);
	const seats = tablesOf(s);
	expect(settleByItineraryChains(s, arena, { weighs: 0, stop: FOREVER })).toBe(0);
	expect(settleByItineraryChains(s, arena, { weighs: 1e6, stop: () => true })).toBe(0);
	expect(tablesOf(s)).toEqual(seats);
});
