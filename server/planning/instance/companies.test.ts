import { expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { companies, needsAmong } from './companies.ts';
import { exampleEvent, idOf } from '../testing/examples.ts';

const HYPHENS = '-Ab_9-' as PersonId;

test('needs that name a person name her by the event’s own id, and nobody who was not imported', () => {
	const ids = new Map([['a b', HYPHENS]].map(([id, own]) => [id!.replace(' ', '-'), own as PersonId]));
	expect(needsAmong(['step-free', 'assistant:a-b', 'keep-apart:gone', 'near the window: please'], ids)).toEqual([
		'step-free',
		`assistant:${HYPHENS}`,
		'near the window: please'
	]);
});

test('an id that begins and ends with a hyphen is found again; oneself and who shares no table are no company', () => {
	const state = exampleEvent('leipzig-world-cafe');
	const { tables } = everyoneOf(state).card!;
	const people = deskOf(state).people;
	const one = people[idOf('le-044')]!;
	const two = { ...one, id: HYPHENS };
	const far = people[idOf('le-180')]!;
	const needs = {
		[one.id]: [`keep-apart:${HYPHENS}`, `assistant:${far.id}`, `assistant:${one.id}`],
		[two.id]: [`assistant:${one.id}`]
	};
	expect(companies(needs, [one, two, far], tables)).toEqual({
		together: [[HYPHENS, one.id]],
		apart: [[one.id, HYPHENS]]
	});
});
