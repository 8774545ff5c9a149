import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstance, plan, repair } from '../index.ts';
import { randomChanges } from '../testing/changes.ts';
import { population } from '../testing/populations.ts';
import { mended, small, toldPlan } from '../testing/small.ts';
import type { Repair, Round, Sheet } from '../types.ts';
import { sheetOf } from './verify.ts';

const FIGURES = ['pairsMeetingAgain', 'c2', 'sameCountryPairs', 'sameOrganisationPairs', 'sameModePairs'] as const;
const boundOf = (sheet: Sheet, figure: (typeof FIGURES)[number]): number => sheet[`${figure}Bound`];

/** All ways to seat everybody in one round with one person at each table at least and no table too full. */
function everySeating({ instance }: Repair): Round[] {
	const { people, tables } = instance;
	let rounds: Round[] = [{}];
	for (const { id } of people)
		rounds = rounds.flatMap((round) => tables.map((table) => ({ ...round, [id]: table.id })));
	return rounds.filter((round) =>
		tables.every(({ id, seats }) => {
			const size = Object.values(round).filter((table) => table === id).length;
			return size > 0 && size <= seats;
		})
	);
}

/** The sheets of a repaired plan with every possible seating of its rounds to come. */
function everySheet(after: Repair): Sheet[] {
	const { instance, past, rounds } = after;
	const seatings = everySeating(after);
	let plans: Round[][] = [rounds.slice(0, past!.rounds)];
	while (plans[0]!.length < instance.rounds) plans = plans.flatMap((told) => seatings.map((round) => [...told, round]));
	return plans.map((told) => sheetOf(instance, { rounds: told, past: past! }));
}

const traits = {
	a: { country: 'DE' },
	b: { country: 'DE' },
	c: { country: 'DE' },
	d: { country: 'FR', organisation: 'x' },
	e: { organisation: 'x' }
};

describe('the bounds of a plan that was repaired', () => {
	test.each([
		{ left: ['f'], joined: [] },
		{ left: ['a'], joined: [{ id: 'g', country: 'DE' }] },
		{ left: [], joined: [{ id: 'g' }] }
	])('no seats of the rounds to come are below them: %o', (changes) => {
		const instance = small(['t1', 't2'], 'abcdef', { rounds: 3 }, traits);
		const after = mended(instance, toldPlan(instance, ['abc|def', 'ade|bcf', 'acf|bde']), {
			afterRound: 1,
			...changes
		});
		const sheets = everySheet(after);
		for (const figure of FIGURES) {
			const least = Math.min(...sheets.map((sheet) => sheet[figure]));
			expect(least, figure).toBeGreaterThanOrEqual(boundOf(after.sheet, figure));
			expect(boundOf(after.sheet, figure)).toBe(boundOf(sheets[0]!, figure));
		}
		// What has been lost so far counts, and so does what is to come.
		expect(after.sheet.sameCountryPairsBound).toBeGreaterThanOrEqual(3);
		expect(after.sheet.pairsMeetingAgainBound).toBeGreaterThan(0);
	});

	test('who has met before cannot be a stranger again: what is unavoidable is said', () => {
		const instance = small(['t1', 't2'], 'abcdef', { rounds: 2 });
		const after = mended(instance, toldPlan(instance, ['abc|def', 'abd|cef']), { afterRound: 1 });
		const least = Math.min(...everySheet(after).map(({ pairsMeetingAgain }) => pairsMeetingAgain));
		expect([after.sheet.pairsMeetingAgainBound, least, after.sheet.pairsMeetingAgain]).toEqual([2, 2, 2]);
		expect(after.sheet.sentences[0]).toBe('2 repeated meetings (2 cannot be avoided); at most 1 for one person.');
	});

	test('when all rounds are over, what happened is what could not be avoided any more', () => {
		const instance = small(['t1', 't2'], 'abcdef', { rounds: 2 }, traits);
		const { sheet } = mended(instance, toldPlan(instance, ['abc|def', 'abc|def']), { afterRound: 2, left: ['a'] });
		for (const figure of FIGURES) expect(boundOf(sheet, figure), figure).toBe(sheet[figure]);
		expect(sheet.pairsMeetingAgain).toBe(6);
	});

	test('a group that someone has left still counts as a group', () => {
		const instance = small(['t1', 't2'], 'abcdef', {
			rounds: 3,
			together: [
				['a', 'b'],
				['b', 'c']
			]
		});
		const told = toldPlan(instance, ['abc|def', 'abc|def', 'abc|def']);
		const after = mended(instance, told, { afterRound: 1, left: ['b'] });
		const least = Math.min(...everySheet(after).map(({ pairsMeetingAgain }) => pairsMeetingAgain));
		expect([after.sheet.pairsMeetingAgainBound, least]).toEqual([0, 2]);
	});

	test('no repaired plan of a random population is below them', () => {
		const flavours = fc.record({
			linked: fc.boolean(),
			languages: fc.boolean(),
			groups: fc.boolean(),
			locks: fc.boolean(),
			spare: fc.integer({ min: 0, max: 2 })
		});
		const rules = fc.constantFrom({}, { policy: 'fixed' }, { policy: 'group' }, { lastRound: 'return_home' });
		let bounded = 0;
		fc.assert(
			fc.property(fc.nat(100_000), fc.integer({ min: 6, max: 60 }), flavours, rules, (seed, n, flavour, asked) => {
				const draft = population(seed, n, flavour);
				const parsed = parseInstance({ ...draft, locked: [], iterations: 0, rules: { ...draft.rules, ...asked } });
				if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
				const told = plan(parsed.value);
				if (!told.ok) return;
				const over = seed % (parsed.value.rounds + 1);
				const after = repair(parsed.value, told.value, randomChanges(parsed.value, seed, over));
				if (!after.ok) return;
				const { sheet } = after.value;
				for (const figure of FIGURES) expect(sheet[figure], figure).toBeGreaterThanOrEqual(boundOf(sheet, figure));
				if (sheet.pairsMeetingAgainBound > 0) bounded++;
			}),
			{ numRuns: 150 }
		);
		expect(bounded).toBeGreaterThan(0);
	}, 60_000);
});
