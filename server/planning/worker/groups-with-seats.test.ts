import { expect, test } from 'vitest';
import { Play, somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import type { TableId } from '#lib/domain/ids.ts';
import { plan } from '#lib/planner/index.ts';
import { instanceOf } from '../instance/instance-of.ts';
import { plannedGathering } from '../gathering.ts';
import { repairPlan } from './repair-job.ts';
import { sheetOf } from './sheet-of.ts';

test.each([
	[4, 5],
	[4, 6],
	[6, 6]
])(
	'before round 1 a group of one of %i tables of %i is made smaller by fewer seats, and the repair is a plan',
	(tables, full) => {
		const shape = { hall: tables, online: 0, rounds: 3, seats: 6 };
		const people = Array.from({ length: tables * full }, (_, i) => {
			const table = `t${(i % tables) + 1}` as TableId;
			return somebody(`p${i}`, { hosts: i < tables ? table : null });
		});
		const play = new Play(shape, people);
		const settings = { ...DEFAULT_SETTINGS, policy: 'group' as const };
		const { instance } = instanceOf(play.state, (id) => id !== 'petra', settings);
		const made = plan({ ...instance, iterations: 2_000 });
		if (!made.ok) throw new Error(made.error.because);
		const { rounds } = made.value;
		const sheet = sheetOf(made.value, made.value.sheet, instance);
		play.must({ type: 'adopt_plan', rounds: rounds as never, sheet, basis: 0, settings });
		play.must({ type: 'set_table_seats', table: 't1' as TableId, seats: 4, from: 6 });
		const gathering = JSON.stringify(plannedGathering(play.state));
		expect(repairPlan({ kind: 'repair', gathering, coming: [] })).toMatchObject({ kind: 'repaired' });
	}
);
