import { describe, expect, it } from 'vitest';
import { textIn } from './text-in.ts';

const texts = { de: 'Anker', en: 'Anchor', 'pt-BR': 'Âncora' };

describe('textIn', () => {
	it('takes the first of the person’s languages that exists', () => {
		expect(textIn(texts, ['fr', 'de', 'en'])).toEqual({ text: 'Anker', lang: 'de' });
	});
	it('takes another region of the same language before the next language', () => {
		expect(textIn(texts, ['pt-PT', 'en'])).toEqual({ text: 'Âncora', lang: 'pt-BR' });
		expect(textIn(texts, ['de-AT'])).toEqual({ text: 'Anker', lang: 'de' });
	});
	it('falls back to English, then to anything', () => {
		expect(textIn(texts, ['el'])).toEqual({ text: 'Anchor', lang: 'en' });
		expect(textIn({ bg: 'Котва' }, ['el'])).toEqual({ text: 'Котва', lang: 'bg' });
	});
	it('passes over a language whose text is empty', () => {
		expect(textIn({ fr: ' ', de: 'Anker' }, ['fr', 'de'])).toEqual({ text: 'Anker', lang: 'de' });
	});
	it('has an answer where there is no text', () => {
		expect(textIn(undefined, ['fr'])).toEqual({ text: '', lang: 'fr' });
		expect(textIn({}, [])).toEqual({ text: '', lang: 'en' });
	});
	it('is not led astray by names that every object has', () => {
		expect(textIn({ en: 'Anchor' }, ['constructor', '__proto__'])).toEqual({ text: 'Anchor', lang: 'en' });
	});
});
