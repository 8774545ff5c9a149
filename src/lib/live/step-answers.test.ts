import { describe, expect, it } from 'vitest';
import { INITIAL_PERSON } from '../domain/initial.ts';
import { answersBefore, profileCommand, type Answers } from './step-answers.svelte.ts';

const answers: Answers = {
	languages: ['fr', 'en'],
	attendance: 'remote',
	device: 'table',
	needs: [],
	topics: [],
	signs: false
};

describe('answersBefore', () => {
	it('begins with the imported list, and with the page’s language for a walk-in without one', () => {
		expect(answersBefore(INITIAL_PERSON, 'fr')).toMatchObject({
			languages: ['fr'],
			attendance: 'remote',
			device: 'own'
		});
		const profile = {
			attendance: 'hall' as const,
			device: 'table' as const,
			languages: ['de'],
			country: null,
			organisation: null,
			tags: [],
			topics: []
		};
		expect(answersBefore({ ...INITIAL_PERSON, profile, needs: ['step-free'] }, 'fr')).toMatchObject({
			languages: ['de'],
			attendance: 'hall',
			device: 'table',
			needs: ['step-free']
		});
	});
});

describe('profileCommand', () => {
	it('gives a remote person her own device, whatever was chosen before', () => {
		expect(profileCommand(answers).device).toBe('own');
		expect(profileCommand({ ...answers, attendance: 'hall' }).device).toBe('table');
	});
	it('sends only needs that the protocol takes: free text would refuse the whole profile', () => {
		expect(
			profileCommand({ ...answers, needs: ['step-free', 'sits best near the window', 'assistant:le-1'] }).needs
		).toEqual(['step-free', 'assistant:le-1']);
	});
});
