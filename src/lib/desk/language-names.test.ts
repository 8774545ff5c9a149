import { expect, it } from 'vitest';
import { nameOfLanguage } from './language-names.ts';

it('names a language in another one', () => expect(nameOfLanguage('de', 'fr')).toBe('allemand'));

it('answers the tag where there is no name, and never throws', () => {
	expect(nameOfLanguage('not a tag', 'en')).toBe('not a tag');
	expect(nameOfLanguage('', 'en')).toBe('');
});
