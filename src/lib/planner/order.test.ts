import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInstance, plan, repair, verify } from './index.ts';
import { orderOf, USUAL_ORDER } from './order.ts';
import { randomChanges } from './testing/changes.ts';
import { leipzig } from './testing/leipzig.ts';
import { population } from './testing/populations.ts';
import type { Criterion, Instance, Sheet } from './types.ts';
import { HARD, weightsOf } from './weights.ts';

function instanceOf(draft: object): Instance {
	const parsed = parseInstance(draft);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

function sheetOf(draft: object): Sheet {
	const instance = instanceOf(draft);
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	expect(verify(instance, result.value).breaches).toEqual([]);
	return result.value.sheet;
}

const table = (id: string, more: object = {}) => ({ id, seats: 2, ...more });
const orders = fc
	.shuffledSubarray([...USUAL_ORDER], { minLength: 0, maxLength: USUAL_ORDER.length })
	.map((order): Criterion[] => order);

describe('the usual order', () => {
	const people = [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }];
	const draft = { rounds: 2, tables: [table('t1'), table('t2')], people };

	test('weighs as ever, whether it is said or not', () => {
		const usual = {
			...{ hard: HARD, even: 8_000, personTwice: 480, tableTwice: 240, topicTwice: 240 },
			...{ alone: 160, misfit: 120, outside: 50, mute: 3, tag: 40 },
			...{ country: 16, organisation: 15, mode: 4, wish: 3, firstWish: 5 }
		};
		for (const order of [undefined, [], ['personTwice'], [...USUAL_ORDER]]) {
			const rules = { language: 'avoid', ...(order && { order }) };
			expect(weightsOf(instanceOf({ ...draft, rules }))).toEqual(usual);
		}
	});

	test('gives the same plan, byte for byte, as no order at all', () => {
		const drafts = [3, 4, 9, 17].map((seed) =>
			population(seed, 12 + seed * 5, { linked: seed % 2 === 0, languages: true, groups: true, locks: true, spare: 1 })
		);
		for (const each of [leipzig(), ...drafts.map((one) => instanceOf(one))]) {
			const said = { ...each, rules: { ...each.rules, order: [...USUAL_ORDER] } };
			expect(JSON.stringify(plan(said))).toBe(JSON.stringify(plan(each)));
		}
	});

	test('follows after the criteria that are named', () => {
		expect(orderOf({ order: ['wishes', 'mix'] })).toEqual([
			...['wishes', 'mix', 'personTwice', 'tableTwice', 'topicTwice', 'language', 'atEveryTable']
		]);
	});
});

describe('another order', () => {
	const draft = { rounds: 2, tables: [table('t1'), table('t2')], people: [{ id: 'p1' }, { id: 'p2' }] };

	test('gives each criterion the weight of its place, and its parts their proportions', () => {
		const rules = { language: 'avoid', order: ['mix', 'wishes', 'language'] };
		expect(weightsOf(instanceOf({ ...draft, rules }))).toMatchObject({
			...{ country: 480, organisation: 450, mode: 120, wish: 240, firstWish: 400 },
			...{ outside: 240, alone: 768, misfit: 576, mute: 14 },
			...{ personTwice: 50, tableTwice: 40, topicTwice: 16, tag: 3 }
		});
		const last = { language: 'avoid', order: USUAL_ORDER.filter((criterion) => criterion !== 'language') };
		expect(weightsOf(instanceOf({ ...draft, rules: last }))).toMatchObject({ outside: 3, alone: 10, mute: 1 });
	});

	test('weighs everything in whole numbers, nothing as nothing, and rules as rules', () => {
		fc.assert(
			fc.property(orders, (order) => {
				const soft = weightsOf(instanceOf({ ...draft, rules: { language: 'avoid', order } }));
				for (const weight of Object.values(soft)) expect(Number.isInteger(weight) && weight > 0).toBe(true);
				const rules = { personTwice: 'never', tableTwice: 'never', topicTwice: 'never', language: 'everyone', order };
				const hard = weightsOf(instanceOf({ ...draft, rules }));
				expect([hard.personTwice, hard.tableTwice, hard.topicTwice, hard.alone]).toEqual(Array(4).fill(HARD));
				const off = { personTwice: 'off', tableTwice: 'off', topicTwice: 'off', language: 'off', mix: [], order };
				const none = weightsOf(instanceOf({ ...draft, rules: off }));
				expect([none.personTwice, none.tableTwice, none.topicTwice, none.outside, none.alone, none.mute]).toEqual(
					Array(6).fill(0)
				);
				expect([none.country, none.organisation, none.mode]).toEqual([0, 0, 0]);
			})
		);
	});
});

describe('where two criteria exclude each other, the order decides which is kept', () => {
	test('meeting again or countries mixed: two Germans and two French at two tables in three rounds', () => {
		const draft = {
			...{ rounds: 3, iterations: 2_000, tables: [table('t1'), table('t2')] },
			people: ['DE', 'DE', 'FR', 'FR'].map((country, p) => ({ id: `p${p}`, country }))
		};
		const kept = (order?: string[]) => sheetOf({ ...draft, rules: { tableTwice: 'off', ...(order && { order }) } });
		expect(kept()).toMatchObject({ pairsMeetingAgain: 0, sameCountryPairs: 2 });
		expect(kept(['mix'])).toMatchObject({ pairsMeetingAgain: 2, sameCountryPairs: 0 });
		expect(kept(['personTwice', 'mix'])).toMatchObject({ pairsMeetingAgain: 0, sameCountryPairs: 2 });
	});

	test('wishes or no topic twice: two wishes that send a third person back to her topic', () => {
		const topics = ['a', 'b', 'c'];
		const draft = {
			...{ rounds: 2, iterations: 2_000 },
			tables: topics.map((topic) => table(topic, { topic, seats: 1 })),
			people: [{ id: 'x', topics: ['b'] }, { id: 'y', topics: ['a'] }, { id: 'z' }],
			locked: ['x', 'y', 'z'].map((person, at) => ({ person, round: 1, table: topics[at] }))
		};
		const kept = (order?: string[]) => sheetOf({ ...draft, rules: { tableTwice: 'off', ...(order && { order }) } });
		expect(kept()).toMatchObject({ topicAgain: 0, wishesMet: 1 });
		expect(kept(['wishes'])).toMatchObject({ topicAgain: 1, wishesMet: 2 });
		expect(kept(['topicTwice', 'wishes'])).toMatchObject({ topicAgain: 0, wishesMet: 1 });
	});

	test('the table’s language or countries mixed: two who speak German only and two who speak French only', () => {
		const draft = {
			...{ rounds: 1, iterations: 2_000, tables: [table('t1'), table('t2')] },
			people: ['de', 'de', 'fr', 'fr'].map((language, p) => ({
				...{ id: `p${p}`, country: language.toUpperCase(), languages: [language] }
			}))
		};
		const kept = (order?: string[]) => sheetOf({ ...draft, rules: { language: 'avoid', ...(order && { order }) } });
		expect(kept()).toMatchObject({ outsideTableLanguage: 0, sameCountryPairs: 2 });
		expect(kept(['mix'])).toMatchObject({ outsideTableLanguage: 2, sameCountryPairs: 0 });
		expect(kept(['language', 'mix'])).toMatchObject({ outsideTableLanguage: 0, sameCountryPairs: 2 });
		// A rule stays one: nobody sits among people who do not understand her, whatever comes first.
		expect(sheetOf({ ...draft, rules: { order: ['mix'] } })).toMatchObject({ withoutLanguage: 0, sameCountryPairs: 2 });
	});

	test('tags at every table or no table twice: the only two with the tag begin at one table', () => {
		const draft = {
			...{ rounds: 2, iterations: 2_000, tables: [table('t1'), table('t2')] },
			people: [{ id: 'p1', tags: ['new'] }, { id: 'p2', tags: ['new'] }, { id: 'p3' }, { id: 'p4' }],
			locked: ['t1', 't1', 't2', 't2'].map((at, p) => ({ person: `p${p + 1}`, round: 1, table: at }))
		};
		const rules = { personTwice: 'off', atEveryTable: ['new'] };
		const kept = (order?: string[]) => sheetOf({ ...draft, rules: { ...rules, ...(order && { order }) } });
		expect(kept()).toMatchObject({ tableAgain: 0, tagsMissing: 2 });
		expect(kept(['atEveryTable', 'personTwice', 'topicTwice', 'language'])).toMatchObject({
			...{ tableAgain: 2, tagsMissing: 1 }
		});
	});
});

describe('under random orders', () => {
	const flavours = fc.record({
		...{ linked: fc.boolean(), languages: fc.boolean(), groups: fc.boolean(), locks: fc.boolean() },
		spare: fc.integer({ min: 0, max: 2 })
	});
	const drafts = fc
		.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 120 }), flavours)
		.map(([seed, n, flavour]) => population(seed, n, flavour));
	const never = fc.subarray(['personTwice', 'tableTwice', 'topicTwice']);

	test('[I1] [I2] [I4] [I5] [I6] [I7] every hard rule holds, and the same seed gives the same plan', () => {
		fc.assert(
			fc.property(drafts, orders, never, (draft, order, strict) => {
				const rules = { ...draft.rules, ...Object.fromEntries(strict.map((rule) => [rule, 'never'])) };
				const instance = instanceOf({
					...{ ...draft, iterations: 1_500 },
					rules: { ...rules, atEveryTable: ['new', 'expert'], order }
				});
				const result = plan(instance);
				if (!result.ok) {
					expect(plan({ ...instance, rules: { ...instance.rules, order: [] } }).ok).toBe(false);
					return;
				}
				expect(verify(instance, result.value).breaches).toEqual([]);
				expect(JSON.stringify(plan(instance))).toBe(JSON.stringify(result));
			}),
			{ numRuns: 60 }
		);
	}, 120_000);

	test('a repair leaves the past alone and keeps every hard rule', () => {
		fc.assert(
			fc.property(drafts, orders, fc.nat(1_000), (draft, order, salt) => {
				const instance = instanceOf({ ...draft, iterations: 0, rules: { ...draft.rules, order } });
				const told = plan(instance);
				if (!told.ok) return;
				const mended = repair(instance, told.value, randomChanges(instance, salt, 1));
				if (!mended.ok) return;
				expect(mended.value.rounds[0]).toEqual(told.value.rounds[0]);
				expect(mended.value.instance.rules.order).toEqual(order);
				expect(verify(mended.value.instance, mended.value).breaches).toEqual([]);
			}),
			{ numRuns: 30 }
		);
	}, 60_000);

	test('seats that the usual order finds are found in every order', () => {
		const flavour = { linked: true, languages: true, groups: true, locks: true, spare: 2 };
		const draft = { ...population(20, 21, flavour), iterations: 100 };
		for (const order of [[], ['mix'], ['wishes']]) {
			sheetOf({ ...draft, rules: { ...draft.rules, atEveryTable: ['new', 'expert'], order } });
		}
	});

	test('tables stay even, however much it would mix countries better to empty one', () => {
		fc.assert(
			fc.property(orders, fc.integer({ min: 40, max: 90 }), (order, n) => {
				const people = Array.from({ length: n }, (_, p) => ({
					...{ id: `p${p}`, country: p < n * 0.7 ? 'DE' : `C${p % 5}`, languages: [p % 9 === 0 ? 'fr' : 'de'] }
				}));
				const tables = Array.from({ length: 3 }, (_, t) => table(`t${t}`, { seats: n }));
				const locked = people.slice(0, 12).map(({ id }) => ({ person: id, round: 1, table: 't0' }));
				sheetOf({ rounds: 2, iterations: 3_000, people, tables, locked, rules: { language: 'avoid', order } });
			}),
			{ numRuns: 20 }
		);
	}, 120_000);
});
