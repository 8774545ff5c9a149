import { expect, it } from 'vitest';
import { MAY } from '../domain/access.ts';
import { actWords } from './act-words.ts';

it('says what was done, and the minutes that were added', () => {
	expect(actWords('ring_bell')).toBe('rang the bell');
	expect(actWords('extend_round:2')).toBe('added 2 min');
	expect(actWords('set_table_seats:7:4')).toBe('set table 7 to 4 seats');
});

it('has an answer for what it does not know, and is not led astray by what every object has', () => {
	expect(actWords('dance')).toBe('did “dance”');
	expect(actWords('constructor')).toBe('did “constructor”');
});

it('has words for the acts of every command that the desk alone may ask for', () => {
	const desk = Object.entries(MAY)
		.filter(([, roles]) => roles.includes('facilitator') && !roles.includes('participant'))
		.map(([type]) => type)
		// These leave no act in the log.
		.filter((type) => !['take_help', 'call_to_stage', 'adopt_plan', 'place_person', 'end_visit'].includes(type));
	for (const type of desk) expect(actWords(type), type).not.toContain('“');
});
