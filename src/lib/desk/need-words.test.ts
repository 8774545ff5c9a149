import { expect, test } from 'vitest';
import type { PersonId } from '../domain/ids.ts';
import { needWords } from './need-words.ts';

const names = { ['p1' as PersonId]: 'Ada Lovelace' };

test.each([
	['step-free', 'A place that is easy to reach'],
	['simple-mode', 'The simple view'],
	['assistant:p1', 'Sits with Ada Lovelace'],
	['keep-apart:p1', 'Sits apart from Ada Lovelace'],
	['keep-apart:gone', 'Sits apart from somebody'],
	['near the window', 'near the window'],
	['constructor', 'constructor']
])('%s reads “%s”', (need, words) => expect(needWords(need, names)).toBe(words));
