import { describe, expect, it } from 'vitest';
import { nameOfLanguage, ownName } from './language-names.ts';

describe('names of languages', () => {
	it('names a language in itself, with a capital letter', () => {
		expect([ownName('en'), ownName('fr'), ownName('el')]).toEqual(['English', 'Français', 'Ελληνικά']);
	});
	it('names a language in another one', () => expect(nameOfLanguage('de', 'fr')).toBe('allemand'));
	it('answers the tag where there is no name, and never throws', () => {
		expect(nameOfLanguage('not a tag', 'en')).toBe('not a tag');
		expect(nameOfLanguage('', 'en')).toBe('');
	});
});
