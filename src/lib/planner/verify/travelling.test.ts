import { describe, expect, test } from 'vitest';
import { parseInstance, plan, repair, verify } from '../index.ts';
import { randomChanges } from '../testing/changes.ts';
import { population } from '../testing/populations.ts';
import { mended, small, toldPlan } from '../testing/small.ts';
import type { Instance, Plan, Repair } from '../types.ts';

const instance = small(
	['t1', 't2', 't3'].map((id) => ({ id, seats: 6 })),
	'abcdefghijkl',
	{ rounds: 3, rules: { policy: 'group' } }
);
const told = toldPlan(instance, ['abcd|efgh|ijkl', 'ijkl|abcd|efgh', 'efgh|ijkl|abcd']);

const breaches = (after: Repair, before: Plan = told): string[] =>
	verify(after.instance, after, before)
		.breaches.filter(({ rule }) => rule !== 'sheet')
		.map(({ rule, round, persons, tables }) => `${rule} ${round} ${persons.join('')} ${tables.join()}`);

/** A repair in which somebody sits elsewhere in some rounds. */
const with_ = (after: Repair, person: string, tables: Record<number, string>): Repair => ({
	...after,
	rounds: after.rounds.map((round, r) => (tables[r + 1] ? { ...round, [person]: tables[r + 1]! } : round))
});

describe('a repair keeps groups together, where they move on together', () => {
	const after = mended(instance, told, { afterRound: 1, left: ['l'] });

	test('a sound repair is sound, with the plan before it and without', () => {
		expect(breaches(after)).toEqual([]);
		expect(verify(after.instance, after).breaches).toEqual([]);
	});

	test('planted: somebody who leaves the own group in one round, or for good, is found', () => {
		expect(breaches(with_(after, 'b', { 3: 't1' }))).toEqual(['policy 3 b t1,t3']);
		expect(breaches(with_(after, 'b', { 2: 't3', 3: 't1' }))).toEqual(['policy 2 b t3,t2']);
		// Without the plan before nobody can know it.
		expect(verify(after.instance, with_(after, 'b', { 3: 't1' })).breaches.map(({ rule }) => rule)).not.toContain(
			'policy'
		);
	});

	test('who is needed elsewhere, is locked there, or finds no seat may leave it', () => {
		// Of i to l two have left; without b they would be two.
		const few = mended(instance, told, { afterRound: 1, left: ['k', 'l'] });
		expect(breaches(with_(few, 'b', { 2: 't1', 3: 't2' }))).toEqual([]);
		const locked: Instance = { ...after.instance, locked: [{ person: 'b', round: 3, table: 't1' }] };
		expect(breaches({ ...with_(after, 'b', { 3: 't1' }), instance: locked })).toEqual([]);
		const tables = after.instance.tables.map((table) => (table.id === 't3' ? { ...table, seats: 3 } : table));
		const narrow: Instance = { ...after.instance, tables };
		expect(breaches({ ...with_(after, 'b', { 3: 't1' }), instance: narrow }).join()).not.toContain('policy 3 b');
	});

	test('a group whose table is lost may be split only where no table takes it', () => {
		const lost = mended(instance, told, { afterRound: 1, tablesLost: ['t3'] });
		const parted = breaches(lost);
		expect(parted).toEqual([]);
		for (const person of 'abcdefghijkl') {
			const [now] = [lost.rounds[2]![person]!];
			const other = now === 't1' ? 't2' : 't1';
			const size = Object.values(lost.rounds[2]!).filter((table) => table === now).length;
			if (size > 4) expect(breaches(with_(lost, person, { 3: other }))).not.toEqual([]);
		}
	});

	test('groups of random populations, three repairs in a row', () => {
		let repairs = 0;
		for (let seed = 1; seed <= 40; seed++) {
			const bit = (at: number): boolean => ((seed >> at) & 1) === 1;
			const flavour = { linked: bit(0), languages: bit(1), groups: bit(2), assistants: bit(3), locks: false };
			const draft = population(seed, 6 + seed, { ...flavour, spare: seed % 3 });
			const rules = { ...draft.rules, policy: 'group', ...(bit(4) ? { lastRound: 'return_home' } : {}) };
			const parsed = parseInstance({ ...draft, locked: [], iterations: 0, rules });
			if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
			const first = plan(parsed.value);
			if (!first.ok) continue;
			let [now, before]: [Instance, Plan] = [parsed.value, first.value];
			for (let over = 0; over < 3 && over <= now.rounds; over++) {
				const found = repair(now, before, randomChanges(now, seed + over, over));
				if (!found.ok) break;
				expect(breaches(found.value, before), `seed ${seed}, after round ${over}`).toEqual([]);
				[now, before] = [found.value.instance, found.value];
				repairs++;
			}
		}
		expect(repairs).toBeGreaterThan(60);
	}, 60_000);
});

test('seed 388: who was parted while rules were mended is with the own group again at the end', () => {
	const draft = population(388, 44, {
		linked: false,
		languages: false,
		groups: true,
		locks: false,
		assistants: false,
		spare: 1
	});
	const parsed = parseInstance({ ...draft, locked: [], iterations: 0, rules: { ...draft.rules, policy: 'group' } });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const first = plan(parsed.value);
	if (!first.ok) throw new Error(first.error.because);
	const after = repair(parsed.value, first.value, randomChanges(parsed.value, 388, 0));
	if (!after.ok) throw new Error(after.error.because);
	expect(breaches(after.value, first.value)).toEqual([]);
});
