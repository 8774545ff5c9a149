import { describe, expect, test } from 'vitest';
import { parseInstance, plan, repair, verify } from '../index.ts';
import { leipzig } from '../testing/leipzig.ts';
import type { Breach, Instance, Plan, Round } from '../types.ts';

function planOf(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

/** A plan with some seats of one round changed. */
const replanted = (sound: Plan, round: number, seats: Round): Plan => ({
	...sound,
	rounds: sound.rounds.map((told, r) => (r === round ? { ...told, ...seats } : told))
});

const rulesIn = (instance: Instance, planted: Plan): Breach['rule'][] => [
	...new Set(verify(instance, planted).breaches.map(({ rule }) => rule))
];

const instance = leipzig({ iterations: 0, apart: [['le-041', 'le-042']], together: [['le-060', 'le-061']] });
const sound = planOf(instance);
const at = (round: number, table: string): string[] =>
	Object.keys(sound.rounds[round]!).filter((id) => sound.rounds[round]![id] === table);
const traveller = (round: number, table: string): string =>
	at(round, table).find((id) => id > 'le-062' && id !== 'le-177')!;

describe('the verifier', () => {
	test('accepts a sound plan', () => {
		expect(verify(instance, sound)).toMatchObject({ ok: true, breaches: [] });
	});

	test('finds a person without a seat', () => {
		const rounds = sound.rounds.map((round) => ({ ...round }));
		delete rounds[1]!['le-100'];
		expect(rulesIn(instance, { ...sound, rounds })).toContain('seat');
	});

	test('finds an unknown table and an unknown person', () => {
		expect(rulesIn(instance, replanted(sound, 0, { 'le-100': 'T99' }))).toContain('seat');
		expect(rulesIn(instance, replanted(sound, 0, { nobody: 'T01' }))).toContain('seat');
	});

	test('finds a host who is not at his or her table', () => {
		expect(rulesIn(instance, replanted(sound, 2, { 'le-001': 'T02' }))).toContain('host');
	});

	test('finds a lock that does not hold', () => {
		expect(rulesIn(instance, replanted(sound, 1, { 'le-044': 'T28' }))).toContain('locked');
	});

	test('finds a table with too many people, and sizes that differ by two', () => {
		const moved = traveller(0, 'T05');
		expect(rulesIn(instance, replanted(sound, 0, { [moved]: 'T06' }))).toEqual(
			expect.arrayContaining(['seats', 'even'])
		);
	});

	test('finds a remote person in the hall and a hall person online', () => {
		expect(rulesIn(instance, replanted(sound, 0, { 'le-178': 'T05' }))).toContain('attendance');
		expect(rulesIn(instance, replanted(sound, 0, { 'le-100': 'T40' }))).toContain('attendance');
	});

	test('finds a person who needs a step-free table at another one', () => {
		const swap = traveller(0, 'T02');
		const planted = replanted(sound, 0, { 'le-050': 'T02', [swap]: sound.rounds[0]!['le-050']! });
		expect(rulesIn(instance, planted)).toContain('stepFree');
	});

	test('finds people together who are kept apart, and apart who belong together', () => {
		const both = replanted(sound, 0, { 'le-041': sound.rounds[0]!['le-042']! });
		expect(rulesIn(instance, both)).toContain('apart');
		const torn = replanted(sound, 0, { 'le-060': sound.rounds[0]!['le-061'] === 'T07' ? 'T08' : 'T07' });
		expect(rulesIn(instance, torn)).toContain('together');
	});

	test('finds somebody without a shared language', () => {
		const people = [...['de', 'de', 'de', 'de'], ...['fr', 'fr', 'fr', 'fr']].map((tag, i) => ({
			id: `p${i}`,
			languages: [tag]
		}));
		const parsed = parseInstance({
			rounds: 1,
			iterations: 0,
			people,
			tables: [
				{ id: 'a', seats: 4 },
				{ id: 'b', seats: 4 }
			]
		});
		if (!parsed.ok) throw new Error('the instance is sound');
		const found = planOf(parsed.value);
		expect(verify(parsed.value, found).ok).toBe(true);
		const other = found.rounds[0]!['p0'] === 'a' ? 'b' : 'a';
		expect(rulesIn(parsed.value, replanted(found, 0, { p0: other, p4: other === 'a' ? 'b' : 'a' }))).toContain(
			'language'
		);
	});

	test('finds what rules set to never forbid', () => {
		const strict = {
			...instance,
			rules: { ...instance.rules, personTwice: 'never', tableTwice: 'never', topicTwice: 'never' }
		} as Instance;
		const planted = { ...sound, rounds: sound.rounds.map(() => sound.rounds[0]!) };
		expect(rulesIn(strict, planted)).toEqual(expect.arrayContaining(['personTwice', 'tableTwice', 'topicTwice']));
	});

	test('finds people who move though nobody should, who do not return home, and who leave their group', () => {
		const withRules = (rules: object): Instance => ({ ...instance, rules: { ...instance.rules, ...rules } });
		expect(rulesIn(withRules({ policy: 'fixed' }), sound)).toContain('policy');
		expect(rulesIn(withRules({ lastRound: 'return_home' }), sound)).toContain('policy');
		expect(rulesIn(withRules({ policy: 'group' }), sound)).toContain('policy');
	});

	test.each(['pairsMeetingAgain', 'c2', 'wishesMet', 'sameCountryPairs', 'outsideTableLanguage'] as const)(
		'finds a sheet that lies about %s',
		(figure) => {
			const planted = { ...sound, sheet: { ...sound.sheet, [figure]: sound.sheet[figure] + 1 } };
			expect(rulesIn(instance, planted)).toEqual(['sheet']);
		}
	);

	test('finds a round that is over in which somebody unknown sat, or somebody at a table that nobody knows', () => {
		const changes = { afterRound: 1, left: [traveller(0, 'T05')], joined: [], hostsLost: [], tablesLost: [] };
		const mended = repair(instance, sound, changes);
		if (!mended.ok) throw new Error(JSON.stringify(mended.error));
		const { instance: now, ...after } = mended.value;
		expect(verify(now, after).breaches).toEqual([]);
		const past = after.past!;
		expect(rulesIn(now, { ...after, past: { ...past, people: [] } })).toContain('past');
		expect(rulesIn(now, replanted(after, 0, { 'le-100': 'T99' }))).toContain('past');
		expect(rulesIn(now, { ...after, past: { ...past, rounds: 9 } })).toContain('past');
	});

	describe('finds at a small café', () => {
		const draft = {
			rounds: 2,
			tables: [
				{ id: 'a', seats: 4, minSeats: 2 },
				{ id: 'b', seats: 4, mode: 'linked', remoteSeats: 1, optional: true },
				{ id: 'c', seats: 4, mode: 'online' }
			],
			people: [
				...['1', '2', '3', '4'].map((id) => ({ id, device: id === '4' ? 'table' : 'own' })),
				...['r1', 'r2', 'r3'].map((id) => ({ id, attendance: 'remote' }))
			],
			rules: { hallAtOnlineTables: true }
		};
		const parsed = parseInstance(draft);
		const small = (parsed as { value: Instance }).value;
		const remote = { r1: 'c', r2: 'c', r3: 'c' };
		const whole: Round = { '1': 'a', '2': 'a', '3': 'a', '4': 'a', ...remote };
		const found = (first: Round, second: Round = whole): string[] =>
			verify(small, { rounds: [first, second], sheet: {} as Plan['sheet'] })
				.breaches.filter(({ rule }) => rule !== 'sheet' && rule !== 'even')
				.map(({ rule, round, tables }) => `${rule} ${round} ${tables.join()}`);

		test('nothing where nothing is wrong', () => {
			expect(found(whole)).toEqual([]);
		});

		test('[I3] a table with fewer people than it needs', () => {
			expect(found({ ...whole, '1': 'c', '2': 'b', '3': 'b' }, { ...whole, '2': 'b' })).toEqual(['minSeats 1 a']);
		});

		test('more remote people at a linked table than it takes', () => {
			const both: Round = { ...whole, r1: 'b', r2: 'b' };
			expect(found(both, { ...whole, r1: 'b' })).toEqual(['seats 1 b']);
		});

		test('[I6] somebody without a device of her own at an online table', () => {
			expect(found({ ...whole, '4': 'c' })).toEqual(['device 1 c']);
			expect(found({ ...whole, '3': 'c' })).toEqual([]);
		});

		test('an optional table that is empty in one round only', () => {
			expect(found({ ...whole, '1': 'b', '2': 'b' })).toEqual(['minSeats 2 b']);
		});
	});

	test('counts figures of a plan that can be checked by hand', () => {
		const parsed = parseInstance({
			rounds: 2,
			tables: [
				{ id: 'a', seats: 3, topic: 'x', mode: 'linked' },
				{ id: 'b', seats: 3, topic: 'x', mode: 'linked' }
			],
			people: [
				{ id: 'h', hosts: 'a', country: 'DE', languages: ['de'] },
				{ id: '1', country: 'DE', topics: ['x', 'y'], languages: ['de', 'en'] },
				{ id: '2', country: 'FR', attendance: 'remote', languages: ['en'], topics: ['y'] },
				{ id: '3', country: 'FR', attendance: 'remote', languages: ['en'] },
				{ id: '4', organisation: 'O', languages: [] }
			],
			rules: { language: 'avoid', atEveryTable: ['expert'] }
		});
		if (!parsed.ok) throw new Error('the instance is sound');
		const rounds = [
			{ h: 'a', '1': 'a', '2': 'a', '3': 'b', '4': 'b' },
			{ h: 'a', '1': 'a', '2': 'b', '3': 'b', '4': 'a' }
		];
		const { sheet } = verify(parsed.value, { rounds, sheet: {} as Plan['sheet'] });
		// h and 1 meet twice. Nobody moves but 2 and 4; all tables have one topic.
		expect(sheet).toMatchObject({
			pairsMeetingAgain: 1,
			c2: 1,
			tableAgain: 2,
			topicAgain: 4,
			withoutLanguage: 0,
			outsideTableLanguage: 1,
			tagsMissing: 4,
			sameCountryPairs: 3,
			sameOrganisationPairs: 0,
			sameModePairs: 1 + 0 + 3 + 1,
			wishesMet: 1,
			wishesPossible: 3,
			perPerson: { mostMeetingsAgain: 1, fewestWishesMet: 0 }
		});
	});
});
