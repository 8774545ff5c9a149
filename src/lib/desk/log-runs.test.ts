import { expect, it } from 'vitest';
import type { Act } from '../domain/parts.ts';
import { actRuns } from './log-runs.ts';

const act = (act: string, by: string | null, at: number) => ({ act, by, at }) as Act;

it('what one person does over and over stands once, newest first', () => {
	const runs = actRuns([
		act('check_in_person', 'greta', 1),
		act('check_in_person', 'greta', 2),
		act('check_in_person', 'petra', 3),
		act('start_round', 'petra', 4),
		act('check_in_person', 'petra', 5)
	]);
	expect(runs.map(({ act, by, at, times }) => [act, by, at, times])).toEqual([
		['check_in_person', 'petra', 5, 1],
		['start_round', 'petra', 4, 1],
		['check_in_person', 'petra', 3, 1],
		['check_in_person', 'greta', 2, 2]
	]);
	expect(actRuns([])).toEqual([]);
});
