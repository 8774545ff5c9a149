import { describe, expect, test } from 'vitest';
import { fold } from '../evolve.ts';
import { everyoneOf } from '../read.ts';
import { decideHarvest } from './decide.ts';
import { as, NOW, on, refused, scenesOf, theme } from './given.test-kit.ts';

const given = scenesOf(decideHarvest);
const luc = as('luc', 'harvester');
const petra = as('petra', 'facilitator');
const themes = on('desk', { type: 'theme_created', theme: theme('bikes'), name: 'The bikes' });
const publish = { type: 'publish_results' as const };
const unpublish = (version = 1) => ({ type: 'unpublish_results' as const, version });

describe('publishing', () => {
	test('without a theme and without an insight there is nothing to publish', () => {
		expect(given().when(publish, luc)).toMatchObject(refused('nothing_to_publish'));
	});

	test('an insight alone is worth a report', () => {
		const insight = { type: 'insight_received', idea: 'a', table: 't', round: 1, language: 'en', text: 'x', at: 1 };
		expect(given(on('desk', insight as never)).when(publish, luc).ok).toBe(true);
	});

	test('every publishing is a new version', () => {
		const twice = given(themes)
			.after(publish, luc)
			.after(publish, as('luc', 'harvester', NOW + 1));
		expect(everyoneOf(twice.state).results).toEqual({ version: 2, at: NOW + 1 });
	});

	test('an older version that is repeated does not come back', () => {
		const versions = [2, 1, 2].map((version, at) => ({ type: 'results_published' as const, version, at }));
		expect(everyoneOf(given(on('everyone', ...versions)).state).results).toEqual({ version: 2, at: 0 });
	});
});

describe('unpublishing', () => {
	const published = given(themes).after(publish, luc);

	test('the version named is taken off the page, and the act is recorded', () => {
		expect(published.facts(unpublish(), petra)).toEqual([
			{ channel: 'everyone', fact: { type: 'results_unpublished', version: 1, at: NOW } },
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'unpublish_results', by: 'petra', at: NOW } }
		]);
		const { results, unpublished } = everyoneOf(published.after(unpublish(), petra).state);
		expect({ results, unpublished }).toEqual({ results: null, unpublished: { version: 1, at: NOW } });
	});

	test('[I18] published again it is a new version: no number stands for two reports', () => {
		const again = published.after(unpublish(), petra).after(publish, luc);
		expect(everyoneOf(again.state)).toMatchObject({ results: { version: 2 }, unpublished: null });
		const repeated = on('everyone', { type: 'results_published', version: 1, at: NOW + 9 });
		const off = published.after(unpublish(), petra).state;
		expect(everyoneOf(fold(new Map(off), repeated)).results).toBeNull();
	});

	test('[I12] a second who presses learns who was first; before anything is out there is nothing to take off', () => {
		expect(published.after(unpublish(), petra).when(unpublish(), luc)).toMatchObject(
			refused('already_done', { by: 'petra' })
		);
		expect(given(themes).when(unpublish(), luc)).toMatchObject(refused('already_done', { by: null }));
	});

	test('[I12] who looked at version 1 does not take version 2 off', () => {
		expect(published.after(publish, petra).when(unpublish(1), luc)).toMatchObject(
			refused('stale_results', { version: 2 })
		);
	});

	test('[I12] the taking off of another version changes nothing', () => {
		const other = on('everyone', { type: 'results_unpublished', version: 7, at: NOW });
		expect(everyoneOf(fold(new Map(published.state), other)).results).toEqual({ version: 1, at: NOW });
	});
});
