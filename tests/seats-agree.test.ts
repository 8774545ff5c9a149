/** The domain seats late people and keeps seats, the planner plans them: both must say the same of who can sit where. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { spoken as spokenInDomain } from '#lib/domain/people/spoken.ts';
import { misfit } from '#lib/planner/fit.ts';
import type { Instance } from '#lib/planner/index.ts';
import { spoken as spokenInPlanner } from '#lib/planner/language.ts';
import { askedPerson, askedTable, rulesOf } from '#server/planning/instance/instance-of.ts';

const aLanguage = fc.constantFrom(
	'en',
	'en-GB',
	'EN',
	'de',
	'de-AT',
	'sgn',
	'sgn-de',
	'sgn-DE',
	'sgn-fr',
	'sgn-ase',
	'sg'
);
const languages = fc.array(aLanguage, { maxLength: 3 });
const aPerson = fc.record({
	id: fc.constant('anna'),
	role: fc.constant('participant'),
	participation: fc.constant('committed'),
	hosts: fc.constant(null),
	attendance: fc.constantFrom('hall', 'remote'),
	device: fc.constantFrom('own', 'table', 'none'),
	languages,
	country: fc.constant(null),
	organisation: fc.constant(null),
	tags: fc.constant([]),
	topics: fc.constant([])
}) as unknown as fc.Arbitrary<DeskPerson>;
const aTable = fc.record({
	id: fc.constant('t1'),
	number: fc.constant(1),
	mode: fc.constantFrom('hall', 'online', 'linked'),
	seats: fc.constant(5),
	topic: fc.constant('water'),
	languages,
	channels: fc.option(languages, { nil: undefined }),
	stepFree: fc.boolean()
}) as unknown as fc.Arbitrary<TableCard>;
const needs = fc.subarray(['step-free', 'captions']);

const plannerSays = (person: DeskPerson, table: TableCard, own: readonly string[]): boolean => {
	const instance = { rules: rulesOf(DEFAULT_SETTINGS) } as Instance;
	const asked = askedPerson(person, false, own, DEFAULT_SETTINGS);
	return misfit(asked, askedTable(table, table.seats, DEFAULT_SETTINGS), instance) === null;
};

describe('[I5] [I6] the planner and the domain', () => {
	test('say the same of who can sit where, whatever they speak and need', () => {
		let seated = 0;
		fc.assert(
			fc.property(aPerson, aTable, needs, (person, table, own) => {
				const fits = canSitAt(person, table, own);
				expect(plannerSays(person, table, own)).toBe(fits);
				if (fits) seated++;
			}),
			{ numRuns: 3_000, seed: 8 }
		);
		// Some fit and some do not, or it would prove nothing.
		expect(seated).toBeGreaterThan(500);
		expect(seated).toBeLessThan(2_500);
	});

	test('each sign language is its own; a spoken one is the same in every country and in capitals', () => {
		const tags = fc.oneof(aLanguage, fc.stringMatching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/));
		fc.assert(fc.property(tags, (tag) => spokenInDomain(tag) === spokenInPlanner(tag)));
		expect(['sgn-de', 'sgn-fr', 'en-GB', 'EN'].map(spokenInDomain)).toEqual(['sgn-de', 'sgn-fr', 'en', 'en']);
	});
});
