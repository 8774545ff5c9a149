import { describe, expect, test } from 'vitest';
import { person, table } from '../harvest/given.test-kit.ts';
import type { PersonId, TableId } from '../ids.ts';
import { deskOf, personOf } from '../read.ts';
import { Play, sheet } from './cafe.test-kit.ts';
import { planDiff, settledRounds, withSeats, type PlanRounds } from './plan-diff.ts';
import type { PlanStep } from './plan-settings.ts';

const SHAPE = { hall: 3, online: 3, rounds: 3, seats: 5 };
const planOf = (play: Play) => deskOf(play.state).plan!;

/** A café with a plan, and who travels in it. */
function planned(): { play: Play; who: PersonId } {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	const { people } = deskOf(play.state);
	const who = Object.values(people).find(
		({ id, hosts, attendance }) => hosts === null && attendance === 'hall' && planOf(play).rounds[2]![id]
	)!.id;
	return { play, who };
}

function adopt(play: Play, rounds: PlanRounds, step: PlanStep, basis = planOf(play).version) {
	return play.try({ type: 'adopt_plan', rounds, sheet, basis, step });
}

/** Seats one person elsewhere in that round. */
function moved(play: Play, who: PersonId, round: number) {
	const to = planOf(play).rounds[round - 1]![who] === 't1' ? table('t2') : table('t1');
	return adopt(play, withSeats(planOf(play).rounds, [{ person: who, round, table: to }]), { kind: 'moved', moved: 1 });
}

describe('steps of a plan', () => {
	test('a change names only the seats that changed, and only whose they are hear of it', () => {
		const { play, who } = planned();
		const decision = moved(play, who, 3);
		if (!decision.ok) throw new Error(decision.error.code);
		const types = decision.value.map(({ fact }) => fact.type);
		expect(types).toEqual(['plan_published', 'plan_changed', 'route_given', 'act_recorded']);
		expect(personOf(play.state, who).route[2]).toBe(planOf(play).rounds[2]![who]);
		expect(planOf(play).step).toMatchObject({ kind: 'moved', by: expect.anything(), at: expect.any(Number) });
	});

	test('undo and redo walk over the steps, and a new step ends the way forth', () => {
		const { play, who } = planned();
		const first = planOf(play).rounds;
		moved(play, who, 3);
		const second = planOf(play).rounds;
		expect(deskOf(play.state).planBack).toMatchObject([{ kind: 'moved', seats: [{ person: who, round: 3 }] }]);
		adopt(play, withSeats(second, deskOf(play.state).planBack![0]!.seats), { kind: 'undone', moved: 1, of: 'moved' });
		expect(planOf(play).rounds).toEqual(first);
		expect(deskOf(play.state)).toMatchObject({ planBack: [], planForth: [{ kind: 'moved' }] });
		adopt(play, withSeats(first, deskOf(play.state).planForth![0]!.seats), { kind: 'redone', moved: 1, of: 'moved' });
		expect(planOf(play).rounds).toEqual(second);
		expect(deskOf(play.state)).toMatchObject({ planBack: [{ kind: 'moved' }], planForth: [] });
		adopt(play, first, { kind: 'undone', moved: 1, of: 'moved' });
		moved(play, who, 2);
		expect(deskOf(play.state)).toMatchObject({ planBack: [{ kind: 'moved' }], planForth: [] });
	});

	test('ten steps are kept', () => {
		const { play, who } = planned();
		for (let n = 0; n < 14; n++) moved(play, who, 3);
		expect(deskOf(play.state).planBack).toHaveLength(10);
	});

	test('[I12] two changes of one version: the second is refused', () => {
		const { play, who } = planned();
		const { version, rounds } = planOf(play);
		expect(moved(play, who, 3).ok).toBe(true);
		expect(adopt(play, rounds, { kind: 'moved', moved: 1 }, version)).toEqual({
			ok: false,
			error: { code: 'stale_plan' }
		});
	});

	test('a round that runs, or that the bell has announced, is not changed any more', () => {
		const { play, who } = planned();
		play.must({ type: 'start_round', round: 1 });
		expect(moved(play, who, 1)).toMatchObject({ error: { code: 'round_running' } });
		expect(moved(play, who, 2).ok).toBe(true);
		play.must({ type: 'ring_bell', round: 1 });
		expect(moved(play, who, 2)).toMatchObject({ error: { code: 'round_running' } });
		expect(moved(play, who, 3).ok).toBe(true);
		expect(adopt(play, planOf(play).rounds, { kind: 'planned', moved: 0 })).toMatchObject({
			error: { code: 'round_running' }
		});
	});
});

test('the difference of two plans leads from one to the other', () => {
	const [a, b, c] = ['a', 'b', 'c'].map(person) as [PersonId, PersonId, PersonId];
	const [x, y] = ['x', 'y'].map(table) as [TableId, TableId];
	const before = [{ [a]: x, [b]: y }, { [a]: y }];
	const after = [{ [a]: x, [c]: y }, { [a]: x }];
	const changes = planDiff(before, after);
	expect(changes).toHaveLength(3);
	expect(withSeats(before, changes)).toEqual(after);
	expect(withSeats(after, planDiff(after, before))).toEqual(before);
});

test('how many rounds stay as they are', () => {
	expect(settledRounds({ phase: 'before' }, 3)).toBe(0);
	const times = { startedAt: 0, endsAt: 0, switchAt: 0, version: 1, nextMs: 0 };
	expect(settledRounds({ phase: 'running', round: 2, ...times }, 3)).toBe(2);
	expect(settledRounds({ phase: 'ending', round: 2, next: 3, ...times }, 3)).toBe(3);
	expect(settledRounds({ phase: 'ending', round: 2, next: 1, ...times }, 3)).toBe(1);
	expect(settledRounds({ phase: 'ending', round: 3, next: null, ...times }, 3)).toBe(3);
	expect(settledRounds({ phase: 'after' }, 3)).toBe(3);
});
