import { describe, expect, test } from 'vitest';
import { bytesOf, EXAMPLES, example, exampleText, scenario } from './files.test-kit.ts';
import { readFolder, type FolderFiles } from './folder.ts';

const folder = (name: string): FolderFiles => ({
	event: example(name, 'event.json'),
	participants: example(name, 'participants.csv'),
	crew: example(name, 'crew.csv')
});
const leipzig = folder('leipzig-world-cafe');
const people = exampleText('leipzig-world-cafe', 'participants.csv');

describe('a folder of files', () => {
	test.each(EXAMPLES)('%s is clean', (name) => {
		expect(readFolder(folder(name))).toMatchObject({ verdict: 'clean', faults: [] });
	});
	test('ideas are checked against the topics of the event', () => {
		const ideas = example('leipzig-world-cafe', 'ideas.txt');
		expect(readFolder({ ...leipzig, ideas }).ideas?.ideas).toHaveLength(201);
		const read = readFolder({ ...leipzig, ideas: scenario('hostile-ideas.txt') });
		expect(read.verdict).toBe('rows');
		expect(read.faults.some(({ rule, came }) => rule === 'topic_unknown' && came === 'no-such-topic')).toBe(true);
	});
	test('bad rows: the good ones can be accepted', () => {
		const participants = bytesOf(`${people}x-1,,traveller,hall,own,en,DE,,,,\n`);
		const read = readFolder({ ...leipzig, participants });
		expect(read.verdict).toBe('rows');
		expect(read.participants.people).toHaveLength(200);
	});
	test('a host whose row is bad refuses the whole: the table would have nobody', () => {
		const participants = bytesOf(people.replace('Rüdiger Möhring', ' '));
		const read = readFolder({ ...leipzig, participants });
		expect(read.verdict).toBe('refused');
		expect(read.faults.map(({ rule }) => rule)).toContain('host_unknown');
	});
	test('the assumed language is that of the event', () => {
		const event = bytesOf(
			exampleText('parliament-panel', 'event.json').replace(/"working": \[\s*"en"\s*\]/, '"working": ["fr"]')
		);
		const participants = bytesOf('id,name,role,attendance,device,languages\n1,Anna,participant,hall,own,\n');
		expect(readFolder({ event, participants }).participants.people[0]!.languages).toEqual(['fr']);
	});
	test('faults of all files come in one list, each with its file', () => {
		const read = readFolder({
			event: bytesOf('{}'),
			participants: scenario('latin1.csv'),
			crew: scenario('unclosed-quote.csv'),
			ideas: bytesOf('no tabs')
		});
		expect(read).toMatchObject({ event: null, verdict: 'refused' });
		expect([...new Set(read.faults.map(({ file }) => file))]).toEqual([
			'event.json',
			'participants.csv',
			'crew.csv',
			'ideas.txt'
		]);
	});
});
