import { expect, it } from 'vitest';
import { languageName } from './language-name.ts';

it('names a language in itself, also where the browser has no words in it', () => {
	expect(['fr', 'el', 'ga', 'mt'].map(languageName)).toEqual(['Français', 'Ελληνικά', 'Gaeilge', 'Malti']);
	expect(languageName('not a tag')).toBe('not a tag');
});
