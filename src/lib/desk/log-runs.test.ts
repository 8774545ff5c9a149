import { expect, it } from 'vitest';
import type { Act } from '../domain/parts.ts';
import { actRuns } from './log-runs.ts';

const act = (act: string, by: string | null, at: number) => ({ act, by, at }) as Act;

it('what one person does over and over stands once, newest first', () => {
	const wordsOf = (act: string) => (act.endsWith('_theme') ? 'worked on the themes' : act);
	const acts = [
		act('check_in_person', 'greta', 1),
		act('check_in_person', 'greta', 2),
		act('check_in_person', 'petra', 3),
		act('start_round', 'petra', 4),
		act('check_in_person', 'petra', 5),
		act('create_theme', 'petra', 6),
		act('rename_theme', 'petra', 7)
	];
	expect(actRuns(acts, wordsOf).map(({ words, by, at, times }) => [words, by, at, times])).toEqual([
		['worked on the themes', 'petra', 7, 2],
		['check_in_person', 'petra', 5, 1],
		['start_round', 'petra', 4, 1],
		['check_in_person', 'petra', 3, 1],
		['check_in_person', 'greta', 2, 2]
	]);
	expect(actRuns([], wordsOf)).toEqual([]);
});
