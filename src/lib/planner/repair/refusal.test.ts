import { expect, test } from 'vitest';
import { parseChanges, plan, repair } from '../index.ts';
import { refusal, small, toldPlan } from '../testing/small.ts';
import { aftermathOf } from './aftermath.ts';
import { provablyImpossible } from './refusal.ts';

test('an optional table that was empty gives seats once somebody hosts or is locked there', () => {
	const instance = small(['t1', { id: 't2', seats: 4, optional: true }], 'abcd');
	const told = toldPlan(instance, ['abcd|', 'abcd|']);
	const impossible = (asked: object, locked: typeof instance.locked = []): unknown => {
		const changes = parseChanges(asked, instance, told);
		if (!changes.ok) throw new Error(JSON.stringify(changes.error));
		return provablyImpossible(aftermathOf({ ...instance, locked }, told, changes.value), told);
	};
	expect(impossible({ afterRound: 1, joined: [{ id: 'e' }] })).toMatchObject({ rule: 'seats' });
	expect(impossible({ afterRound: 1, joined: [{ id: 'e', hosts: 't2' }] })).toBe(null);
	expect(impossible({ afterRound: 1, joined: [{ id: 'e' }] }, [{ person: 'a', round: 2, table: 't2' }])).toBe(null);
	// What was locked in a round that is over gives no seat now.
	expect(impossible({ afterRound: 1, joined: [{ id: 'e' }] }, [{ person: 'a', round: 1, table: 't2' }])).not.toBe(null);
});

test('locks that contradict each other where nobody moves are told in the same words by a plan and by a repair', () => {
	const locked = ['t1', 't2'].map((table, r) => ({ person: 'a', round: r + 2, table }));
	const fields = { rounds: 3, rules: { policy: 'fixed' } };
	const instance = small(['t1', 't2'], 'abcdef', fields);
	const told = toldPlan(instance, ['abc|def', 'abc|def', 'abc|def']);
	const because = 'a is locked at t1 and t2 in rounds that must be at the same table';
	const change = 'lift the lock of a at t2';
	const contradicting = { ...instance, locked };
	expect(plan(contradicting)).toMatchObject({ ok: false, error: { rule: 'locked', persons: ['a'], because, change } });
	expect(refusal(contradicting, told, { afterRound: 1 })).toMatchObject({ rule: 'locked', because, change });
	// Of rounds that are over nothing is asked any more.
	expect(repair(contradicting, told, { afterRound: 2 })).toMatchObject({ ok: true });
});
