import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChanges, parseInstance, plan, repair, verify } from './index.ts';
import { tablesOf } from './kernel/seating.ts';
import { totalOf } from './kernel/total.ts';
import { layOut } from './pools/layout.ts';
import { openTables } from './pools/open.ts';
import { compile } from './problem.ts';
import { Random } from './random.ts';
import { anneal, newRun } from './search/anneal.ts';
import { arenaOf } from './search/arena.ts';
import { seatAll } from './kernel/seat-all.ts';
import { construct } from './construct/construct.ts';
import { randomChanges } from './testing/changes.ts';
import { population, type Draft } from './testing/populations.ts';
import type { Instance } from './types.ts';

const flavours = fc.record({
	linked: fc.boolean(),
	languages: fc.boolean(),
	groups: fc.boolean(),
	locks: fc.boolean(),
	spare: fc.integer({ min: 0, max: 2 })
});
const sizes = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 300 }));
const drafts = fc.tuple(fc.nat(100_000), sizes, flavours).map(([seed, n, flavour]) => population(seed, n, flavour));
const wishedTags = fc.subarray(['new', 'expert', 'nobody has this']);
const policies = fc.constantFrom({}, {}, { policy: 'fixed' }, { policy: 'group' }, { lastRound: 'return_home' });

function parsed(draft: Draft, rules: object = {}): Instance {
	const locked = Object.keys(rules).length === 0 ? draft.locked : [];
	const result = parseInstance({ ...draft, locked, rules: { ...draft.rules, ...rules } });
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

describe('over random populations of 1 to 300 people', () => {
	test('[I1] [I2] [I4] [I5] [I6] [I7] every plan keeps every hard rule, and its sheet is true', () => {
		fc.assert(
			fc.property(drafts, policies, wishedTags, (draft, rules, atEveryTable) => {
				const asked = { ...draft, rules: { ...draft.rules, atEveryTable }, iterations: 2_000 };
				const instance = parsed(asked, rules);
				const result = plan(instance);
				// Some populations have nobody to talk to, or too many to keep apart: that is told, not planned.
				if (!result.ok) {
					expect(result.error.because).not.toBe('');
					return;
				}
				expect(verify(instance, result.value).breaches).toEqual([]);
			}),
			{ numRuns: 60 }
		);
	}, 60_000);

	test('the same seed gives the same plan', () => {
		fc.assert(
			fc.property(drafts, (draft) => {
				const instance = parsed({ ...draft, iterations: 1_000 });
				expect(plan(instance)).toEqual(plan(instance));
			}),
			{ numRuns: 10 }
		);
	}, 60_000);

	test('a repair leaves the past alone, keeps every hard rule, and can be repaired again', () => {
		fc.assert(
			fc.property(drafts, fc.nat(1_000), (draft, salt) => {
				let instance = parsed({ ...draft, iterations: 0 });
				const first = plan(instance);
				if (!first.ok) return;
				let told = first.value;
				for (let step = 1; step <= 2; step++) {
					const over = Math.min(step, instance.rounds);
					const changes = randomChanges(instance, salt + step, over);
					expect(parseChanges(changes, instance)).toMatchObject({ ok: true });
					const mended = repair(instance, told, changes);
					if (!mended.ok) return;
					expect(mended.value.rounds.slice(0, over)).toEqual(told.rounds.slice(0, over));
					expect(verify(mended.value.instance, mended.value).breaches).toEqual([]);
					[instance, told] = [mended.value.instance, mended.value];
				}
			}),
			{ numRuns: 40 }
		);
	}, 60_000);

	test('weighing a change and counting from scratch agree after thousands of changes', () => {
		fc.assert(
			fc.property(drafts, wishedTags, (draft, atEveryTable) => {
				const instance = parsed(draft, { atEveryTable });
				const { tables, placing } = openTables(instance);
				const problem = compile(instance, tables);
				const layout = layOut(problem, placing);
				const s = seatAll(problem, layout, construct(problem, layout));
				const arena = arenaOf(s, layout);
				if (arena.people.length < 2) return;
				const before = totalOf(s).cost;
				const run = newRun();
				const parties = problem.parties.length > 0 ? 0.1 : 0;
				const cooling = { iterations: 3_000, hot: 300, cold: 5, itineraries: 0.2, moves: 0.2, parties };
				anneal(s, arena, new Random(1), cooling, run, 3_000);
				expect(totalOf(s).cost - before).toBe(run.cost);
				const again = seatAll(problem, layout, tablesOf(s));
				expect(totalOf(again)).toEqual(totalOf(s));
			}),
			{ numRuns: 40 }
		);
	}, 60_000);
});
