import { describe, expect, test } from 'vitest';
import { parseInstance, plan, verify } from '../index.ts';
import { population, type Flavour } from '../testing/populations.ts';
import { small } from '../testing/small.ts';
import type { Instance, Plan } from '../types.ts';

function planned(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(result.error.because);
	expect(verify(instance, result.value).breaches).toEqual([]);
	return result.value;
}

/** How many people sit at each table, round by round: `5/4/4 4/5/4`. */
const sizesOf = ({ tables }: Instance, { rounds }: Plan): string =>
	rounds
		.map((round) => tables.map(({ id }) => Object.values(round).filter((table) => table === id).length).join('/'))
		.join(' ');

function drawn(seed: number, n: number, flavour: Partial<Flavour>, fields: object = {}, rules: object = {}): Instance {
	const none = { linked: false, languages: false, groups: false, locks: false, assistants: true, spare: 0 };
	const draft = population(seed, n, { ...none, ...flavour });
	const parsed = parseInstance({ ...draft, locked: [], ...fields, rules: { ...draft.rules, ...rules } });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

const uneven = ({ sheet }: Plan): string[] => sheet.sentences.filter((sentence) => sentence.startsWith('Like tables'));

describe('[I4] tables are even where only a group can even them out', () => {
	test('seed 30248: two who sit together leave six for three', () => {
		const instance = drawn(30_248, 15, { linked: true, groups: true, spare: 1 }, { iterations: 0 });
		expect(sizesOf(instance, planned(instance)).split(' ')[2]).toBe('4/5/6');
	});

	test('seed 30680: seven and three', () => {
		const flavour = { linked: true, groups: true, locks: true, spare: 1 };
		const instance = drawn(30_680, 24, flavour, { iterations: 0 });
		expect(uneven(planned(instance))).toEqual([]);
	});

	test('several groups change places at once, when the search has time for it', () => {
		const tables = ['t1', 't2', 't3'].map((id) => ({ id, seats: 9 }));
		const together = ['ad', 'bef', 'cgh', 'ij', 'kl', 'mno', 'pq'].map((group) => [...group]);
		const hosts = { a: { hosts: 't1' }, b: { hosts: 't2' }, c: { hosts: 't3' } };
		const asked = (iterations: number): Instance =>
			small(tables, 'abcdefghijklmnopqr', { rounds: 3, together, iterations }, hosts);
		const found = planned(asked(40_000));
		expect(sizesOf(asked(40_000), found)).toBe('6/6/6 6/6/6 6/6/6');
		expect(uneven(found)).toEqual([]);
		// Without that time no single change helps, and the sheet says so.
		expect(uneven(planned(asked(0)))).toEqual([
			'Like tables differ by up to 2 people in round 3: nobody can go from a larger to a smaller one without breaking a rule.'
		]);
	});
});

describe('[I4] tables are uneven where rules leave no other way, and the sheet says so', () => {
	test('seed 20288: four travellers of one table would meet again at three', () => {
		const rules = { personTwice: 'never' };
		const instance = drawn(20_288, 12, { spare: 2 }, { iterations: 1_000 }, rules);
		const found = planned(instance);
		expect(sizesOf(instance, found)).toBe('4/5/3 4/5/3');
		expect(uneven(found)).toEqual([
			'Like tables differ by up to 2 people in rounds 1, 2: nobody can go from a larger to a smaller one without breaking a rule.'
		]);
	});

	test('seed 22188: topics that nobody may hear twice', () => {
		const flavour = { languages: true, groups: true };
		const instance = drawn(22_188, 18, flavour, { iterations: 0 }, { topicTwice: 'never' });
		expect(uneven(planned(instance))).toHaveLength(1);
	});

	test('a group too large to split', () => {
		const instance = small(
			['t1', 't2'].map((id) => ({ id, seats: 8 })),
			'abcdefgh',
			{ rounds: 1, together: [[...'abcde']] }
		);
		const found = planned(instance);
		expect(sizesOf(instance, found).split('/').sort()).toEqual(['3', '5']);
		expect(uneven(found)).toHaveLength(1);
	});
});
