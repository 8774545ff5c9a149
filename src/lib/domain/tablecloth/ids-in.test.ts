import fc from 'fast-check';
import { expect, test } from 'vitest';
import { card } from '../cafe/cafe.test-kit.ts';
import { tableChannel } from '../channel.ts';
import type { IdeaId, TableId } from '../ids.ts';
import { INITIAL_EVERYONE, INITIAL_TABLE } from '../initial.ts';
import type { EventState, Idea } from '../parts.ts';
import { idsIn } from './ids-in.ts';

const TABLES = ['t1', 't2', 't3'] as TableId[];
const idea = (id: string) => ({ id: id as IdeaId }) as Idea;

const steps = fc.array(
	fc.record({ do: fc.constantFrom('add', 'add', 'back', 'card'), table: fc.nat(2), asked: fc.boolean() }),
	{ maxLength: 40 }
);

test('whatever is added, taken back or asked in between: exactly the ids that the cloths hold', () => {
	fc.assert(
		fc.property(steps, (plan) => {
			const state: EventState = new Map();
			expect(idsIn(state).size).toBe(0);
			const open = () => state.set('everyone', { ...INITIAL_EVERYONE, card: card({ hall: 3, online: 0 }) });
			open();
			const lists = TABLES.map((): Idea[][] => [[]]);
			for (const [index, { do: what, table, asked }] of plan.entries()) {
				const versions = lists[table]!;
				if (what === 'card') open();
				else if (what === 'add') versions.push([...versions.at(-1)!, idea(`i${index}`)]);
				else if (versions.length > 1) versions.pop();
				state.set(tableChannel(TABLES[table]!), { ...INITIAL_TABLE, ideas: versions.at(-1)! });
				const there = lists.flatMap((all) => all.at(-1)!.map(({ id }) => id));
				if (asked) expect([...idsIn(state).keys()].sort()).toEqual(there.sort());
			}
		})
	);
});
