import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstance, plan, verify } from '../index.ts';
import { population, type Draft } from '../testing/populations.ts';
import type { Instance } from '../types.ts';

const flavours = fc.record({
	linked: fc.boolean(),
	languages: fc.boolean(),
	groups: fc.boolean(),
	locks: fc.boolean(),
	assistants: fc.constant(true),
	spare: fc.integer({ min: 0, max: 2 })
});
const drafts = fc
	.tuple(fc.nat(100_000), fc.integer({ min: 4, max: 90 }), flavours)
	.map(([seed, n, flavour]) => population(seed, n, flavour));
const policies = fc.constantFrom({}, {}, { policy: 'fixed' }, { policy: 'group' }, { lastRound: 'return_home' });

function parsed(draft: Draft, rules: object): Instance {
	const result = parseInstance({ ...draft, locked: [], rules: { ...draft.rules, ...rules } });
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

describe('over random populations in which hosts have somebody with them', () => {
	test('[I1] [I2] [I4] nobody loses a seat, every hard rule holds, and most are planned', () => {
		let [asked, planned] = [0, 0];
		fc.assert(
			fc.property(drafts, policies, fc.constantFrom(0, 1_000), (draft, rules, iterations) => {
				const instance = parsed({ ...draft, iterations }, rules);
				const result = plan(instance);
				asked++;
				if (!result.ok) {
					expect(result.error.because).not.toBe('');
					return;
				}
				planned++;
				for (const round of result.value.rounds) expect(Object.keys(round)).toHaveLength(instance.people.length);
				expect(verify(instance, result.value).breaches).toEqual([]);
			}),
			{ numRuns: 80 }
		);
		expect(planned / asked).toBeGreaterThan(0.6);
	}, 60_000);
});
