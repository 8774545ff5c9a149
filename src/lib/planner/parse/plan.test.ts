import { describe, expect, test } from 'vitest';
import { parseChanges, parsePlan, PlanStream } from '../index.ts';
import { mended, small, toldPlan } from '../testing/small.ts';

const instance = small(['t1', 't2'], 'habcdef', {}, { h: { hosts: 't1' } });
const told = toldPlan(instance, ['habc|def', 'hdef|abc']);
const repaired = mended(instance, told, { afterRound: 1, left: ['f'], hostsLost: ['h'] });

const faultsOf = (plan: unknown): string[] => {
	const parsed = parsePlan(JSON.parse(JSON.stringify(plan)), repaired.instance);
	return parsed.ok ? [] : parsed.error.map(({ path }) => path);
};

describe('reading a plan that was repaired', () => {
	test('what a repair gives is read as it is', () => {
		const parsed = parsePlan(JSON.parse(JSON.stringify(repaired)), repaired.instance);
		expect(parsed.ok && parsed.value.past).toEqual(repaired.past);
	});

	test.each([
		[5, ['plan.past']],
		[null, ['plan.past']],
		[{ rounds: 'x', people: 7 }, ['plan.past.rounds', 'plan.past.people', 'plan.past.tables']],
		[{ ...repaired.past, people: [{}] }, ['plan.past.people[0].id']],
		[{ ...repaired.past, people: [{ id: 'a' }] }, ['plan.past.people[0].id']],
		[{ ...repaired.past, tables: [{}] }, ['plan.past.tables[0].seats', 'plan.past.tables[0].id']],
		[{ ...repaired.past, hosting: [{ person: 'h' }] }, ['plan.past.hosting[0].table', 'plan.past.hosting[0].from']],
		[{ ...repaired.past, hostsSince: [3] }, ['plan.past.hostsSince[0]']],
		[{ ...repaired.past, together: ['a'] }, ['plan.past.together[0]']],
		[{ ...repaired.past, wrong: 1 }, ['plan.past.wrong']],
		[{ ...repaired.past, rounds: 9 }, ['plan.past.rounds']]
	])('a damaged past is a fault by its path: %j', (past, paths) => {
		expect(faultsOf({ ...repaired, past })).toEqual(expect.arrayContaining(paths));
	});

	test('a seat of somebody unknown is a fault, in rounds to come also of somebody who left', () => {
		const [first, second] = repaired.rounds;
		expect(faultsOf({ ...repaired, rounds: [{ ...first, zz: 't1' }, second] })).toEqual(['plan.rounds[0].zz']);
		expect(faultsOf({ ...repaired, rounds: [first, { ...second, f: 't1' }] })).toEqual(['plan.rounds[1].f']);
	});

	test('a table that is lost has no seats in rounds to come', () => {
		const roomy = { ...instance, tables: instance.tables.map((table) => ({ ...table, seats: 9 })) };
		const after = mended(roomy, told, { afterRound: 1, tablesLost: ['t2'] });
		const rounds = [after.rounds[0], { ...after.rounds[1], a: 't2' }];
		const parsed = parsePlan({ ...after, rounds }, after.instance);
		expect(parsed.ok ? [] : parsed.error.map(({ path }) => path)).toEqual(['plan.rounds[1].a']);
	});
});

describe('reading changes', () => {
	test('`afterRound` never goes back', () => {
		const back = { afterRound: 0 };
		expect(parseChanges(back, instance).ok).toBe(true);
		const parsed = parseChanges(back, repaired.instance, repaired);
		expect(parsed.ok ? [] : parsed.error.map(({ path }) => path)).toEqual(['changes.afterRound']);
		const stream = new PlanStream(instance, told);
		expect(stream.mend({ afterRound: 1, left: ['a'] }).ok).toBe(true);
		expect(parseChanges(back, stream.instance, stream.plan).ok).toBe(false);
		expect(parseChanges({ afterRound: 1 }, stream.instance, stream.plan).ok).toBe(true);
	});
});
