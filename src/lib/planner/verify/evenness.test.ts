import { describe, expect, test } from 'vitest';
import { verify } from '../index.ts';
import { small, toldPlan } from '../testing/small.ts';
import type { Instance } from '../types.ts';

describe('[I4] the verifier looks for who could even two tables out', () => {
	const tables = ['t1', 't2'].map((id) => ({ id, seats: 8 }));
	const found = (instance: Instance, ...lines: string[]): string[] =>
		verify(instance, toldPlan(instance, lines))
			.breaches.filter(({ rule }) => rule === 'even')
			.map(({ round, persons, message }) => `${round} ${persons.join('')} ${message}`);

	test('a group that sits together goes as one, and only as one', () => {
		const together = [['a', 'b'], [...'cdef']];
		const instance = small(tables, 'abcdefgh', { rounds: 1, together });
		expect(found(instance, 'abcdef|gh')).toEqual(['1 ab sizes 6 and 2']);
		expect(found(small(tables, 'abcdefgh', { rounds: 1, together: [[...'abcdef']] }), 'abcdef|gh')).toEqual([]);
		// Two for two people fewer would be as uneven as before.
		expect(found(small(tables, 'abcdef', { rounds: 1, together: [['a', 'b'], [...'cd']] }), 'abcd|ef')).toEqual([]);
	});

	test('who hosts, is locked, or is kept apart from somebody there stays', () => {
		const hosts = Object.fromEntries(['a', 'b'].map((id) => [id, { hosts: 't1' }]));
		expect(found(small(tables, 'abcdef', { rounds: 1 }, { a: hosts['a']! }), 'abcd|ef')).toEqual(['1 b sizes 4 and 2']);
		const locked = ['b', 'c'].map((person) => ({ person, round: 1, table: 't1' }));
		const apart = [['d', 'e']];
		const bound = small(tables, 'abcdef', { rounds: 1, locked, apart }, { a: hosts['a']! });
		expect(found(bound, 'abcd|ef')).toEqual([]);
		const elsewhere = small(tables, 'abcdef', { rounds: 1, locked, apart: [['d', 'c']] }, { a: hosts['a']! });
		expect(found(elsewhere, 'abdf|ce')).toEqual(['1 f sizes 4 and 2']);
	});

	test('who would meet somebody, visit a table or hear a topic again stays, where that may never be', () => {
		const rules = (rule: string): Record<string, unknown> => ({ rounds: 2, rules: { [rule]: 'never' } });
		const three = ['t1', 't2', 't3'].map((id) => ({ id, seats: 8 }));
		const lines = ['abcd|ef|gh', 'ae|bg|cfdh'] as const;
		expect(found(small(three, 'abcdefgh', { rounds: 2 }), ...lines)).toHaveLength(4);
		// In round 1 only a and b could go to e and f, in round 2 nobody could go to a and e or to b and g.
		expect(found(small(three, 'abcdefgh', rules('personTwice')), ...lines)).toEqual([
			'1 b sizes 4 and 2',
			'1 a sizes 4 and 2',
			'2 h sizes 4 and 2',
			'2 f sizes 4 and 2'
		]);
		expect(found(small(three, 'abcdefgh', rules('tableTwice')), ...lines)).toEqual([
			'1 a sizes 4 and 2',
			'1 a sizes 4 and 2',
			'2 f sizes 4 and 2',
			'2 c sizes 4 and 2'
		]);
		const topics = three.map((table, t) => ({ ...table, topic: t === 1 ? 'rivers' : 'roads' }));
		expect(found(small(topics, 'abcdefgh', rules('topicTwice')), ...lines)[0]).toBe('1 a sizes 4 and 2');
	});
});
