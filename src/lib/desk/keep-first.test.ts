import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, USUAL_ORDER, type PlanSettings } from '../domain/cafe/plan-settings.ts';
import { asUsual, criteriaOf, criterionWord, exchanged, keptEarlier } from './keep-first.ts';
import { choicesMade } from './plan-settings-words.ts';

const withTopics = { tables: [{ topic: 'one' }, { topic: null }] } as never;
const without = { tables: [{ topic: null }] } as never;
const chosen = (more: object): PlanSettings => ({ ...DEFAULT_SETTINGS, ...more });
const weights = (more: object) => ({ weights: { ...DEFAULT_SETTINGS.weights, ...more } }) as const;
const EVERYTHING = chosen({ ...weights({ language: 'normal' }), atEveryTable: ['new'] });

describe('what can be put in order', () => {
	it('is what counts in this event: no rule, nothing that is off', () => {
		expect(criteriaOf(EVERYTHING, withTopics)).toEqual(USUAL_ORDER);
		// A language that everybody understands is a rule, and nobody asked for a tag.
		expect(criteriaOf(DEFAULT_SETTINGS, withTopics)).toEqual([
			...['personTwice', 'tableTwice', 'topicTwice', 'mix', 'wishes']
		]);
		expect(criteriaOf(DEFAULT_SETTINGS, without)).toEqual(['personTwice', 'tableTwice', 'mix']);
		const off = chosen(weights({ country: 'off', organisation: 'off', wishes: 'off', language: 'off' }));
		expect(criteriaOf(off, withTopics)).toEqual(['personTwice', 'tableTwice', 'topicTwice']);
		expect(criteriaOf(chosen({ policy: 'group' }), without)).toEqual(['tableTwice', 'mix']);
		expect(criteriaOf(chosen({ policy: 'fixed' }), without)).toEqual(['mix']);
	});

	it('is called by what is mixed', () => {
		expect(criterionWord('mix', DEFAULT_SETTINGS)).toBe('Countries and organisations mixed');
		expect(criterionWord('mix', chosen(weights({ organisation: 'off' })))).toBe('Countries mixed');
		expect(criterionWord('mix', chosen(weights({ country: 'off' })))).toBe('Organisations mixed');
	});
});

describe('another order', () => {
	it('exchanges two, and leaves what is not on the page where it is', () => {
		const mixed = exchanged(DEFAULT_SETTINGS, 'mix', 'topicTwice');
		expect(mixed.order).toEqual([
			...['personTwice', 'tableTwice', 'mix', 'language', 'atEveryTable', 'topicTwice', 'wishes']
		]);
		expect(criteriaOf(mixed, withTopics)).toEqual(['personTwice', 'tableTwice', 'mix', 'topicTwice', 'wishes']);
	});

	it('is absent where it is the usual one again, so that nothing differs', () => {
		const there = exchanged(DEFAULT_SETTINGS, 'mix', 'topicTwice');
		expect(exchanged(there, 'topicTwice', 'mix')).toEqual(DEFAULT_SETTINGS);
		expect('order' in asUsual(there)).toBe(false);
	});

	it('reads an order that names only some, as a later version may', () => {
		expect(criteriaOf(chosen({ order: ['wishes'] }), withTopics)).toEqual([
			...['wishes', 'personTwice', 'tableTwice', 'topicTwice', 'mix']
		]);
	});

	it('is named among the choices by what is kept earlier than usual, never by what is off', () => {
		const order = ['wishes', ...USUAL_ORDER.filter((criterion) => criterion !== 'wishes')] as const;
		const made = (settings: PlanSettings, event = withTopics) => choicesMade(settings, DEFAULT_SETTINGS, event);
		expect(made(chosen({ order }))).toEqual(['Kept earlier than usual: Wishes']);
		expect(made(chosen({ order }), without)).toEqual([]);
		expect(keptEarlier(chosen({ order, ...weights({ wishes: 'off' }) }), withTopics)).toEqual([]);
		expect(made(exchanged(DEFAULT_SETTINGS, 'personTwice', 'tableTwice'))).toEqual([
			'Kept earlier than usual: No table twice'
		]);
	});
});
