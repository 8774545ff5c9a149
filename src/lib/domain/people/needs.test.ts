import { describe, expect, test } from 'vitest';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import { as, known, on, scenesOf } from '../harvest/given.test-kit.ts';
import { card, somebody } from '../cafe/cafe.test-kit.ts';
import { careOf, personOf } from '../read.ts';
import { person } from '../harvest/given.test-kit.ts';
import { companyNeed, needsStated } from './needs.ts';

const says = (...needs: string[]): Command => ({
	type: 'state_profile',
	attendance: 'hall',
	device: 'own',
	languages: ['en'],
	needs,
	topics: []
});
const given = scenesOf<Command>(decide)(
	on('everyone', { type: 'event_created', card: card({ hall: 1, online: 0 }) }),
	known('other')
).after(
	{ type: 'add_people', people: [somebody('p', { needs: ['captions', 'keep-apart:other'] }), somebody('q')] },
	as(null, 'system')
);
const needsOf = (command: Command, who: string) => {
	const { state } = given.after(command, as(who));
	const [care, own] = [careOf(state).needs[person(who)], personOf(state, person(who)).needs];
	expect(own).toEqual(care);
	return care;
};

describe('[G9] needs that name somebody', () => {
	test.each(['keep-apart:p', 'assistant:p', 'assistant:', 'keep-apart:p\nx'])(
		'%j is not declared by a page',
		(need) => {
			expect(needsOf(says('step-free', need), 'q')).toEqual(['step-free']);
		}
	);

	test('an imported one is neither taken away nor changed by the person’s own message', () => {
		expect(needsOf(says(), 'p')).toEqual(['keep-apart:other']);
		expect(needsOf(says('step-free', 'keep-apart:q'), 'p')).toEqual(['step-free', 'keep-apart:other']);
	});

	test('said again by a page that had read it, it stands there once', () => {
		expect(needsStated(['captions', 'keep-apart:other'], ['keep-apart:other'])).toEqual([
			'captions',
			'keep-apart:other'
		]);
	});

	test('every other need is the person’s own word', () => {
		expect(companyNeed('assistant')).toBeNull();
		expect(companyNeed('my-assistant:p')).toBeNull();
		expect(needsOf(says('large-print', 'near-the-door'), 'q')).toEqual(['large-print', 'near-the-door']);
	});
});
