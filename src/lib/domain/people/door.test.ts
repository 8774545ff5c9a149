import { describe, expect, test } from 'vitest';
import { MAY, READS } from '../access.ts';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import { fold } from '../evolve.ts';
import type { ChannelFact } from '../facts.ts';
import { as, known, NOW, on, person, refused, scenesOf } from '../harvest/given.test-kit.ts';
import { card, somebody } from '../cafe/cafe.test-kit.ts';
import { doorOf } from '../read.ts';
import type { Role } from './person.ts';

const scene = scenesOf<Command>(decide);
const created = [
	...on('everyone', { type: 'event_created', card: card({ hall: 1, online: 0 }) }),
	...known('f', { role: 'facilitator' }),
	...['g', 'h'].flatMap((greeter) => known(greeter, { role: 'greeter' })),
	...known('hotline', { role: 'hotline' })
];
const arrivals = (...people: string[]): Command => ({
	type: 'add_people',
	people: people.map((id) => somebody(id, { participation: 'waiting' }))
});
const PROGRAM = as(null, 'system', NOW);
const empty = scene(created);
const atDoor = (id: string) => empty.after(arrivals(id), PROGRAM);
const onDoor = (facts: readonly ChannelFact[]) =>
	facts.filter(({ channel }) => channel === 'group:door').map(({ fact }) => fact);

describe('who waits at the door', () => {
	test('[SEC-3] is read by exactly those who may let people in', () => {
		const readers = (Object.keys(READS) as Role[]).filter((role) => READS[role].includes('group:door'));
		expect(readers.toSorted()).toEqual([...MAY.admit_person].toSorted());
	});

	test('comes with her id, how she takes part, and since when: nothing else', () => {
		const facts = empty.facts(arrivals('w'), PROGRAM);
		expect(onDoor(facts)).toEqual([{ type: 'came_to_door', person: 'w', attendance: 'hall', at: NOW }]);
	});

	test('who was invited comes in without the door', () => {
		const invited: Command = { type: 'add_people', people: [somebody('i', { participation: 'invited' })] };
		expect(onDoor(empty.facts(invited, PROGRAM))).toEqual([]);
	});

	test('first come, first in the list', () => {
		const { state } = empty.after(arrivals('b', 'a'), PROGRAM).after(arrivals('c'), as(null, 'system', NOW + 5));
		expect(doorOf(state).waiting.map(({ person, since }) => [person, since - NOW])).toEqual([
			['b', 0],
			['a', 0],
			['c', 5]
		]);
	});

	test.each<[string, Command, ReturnType<typeof as>]>([
		['let in by the greeter', { type: 'admit_person', person: person('w') }, as('g', 'greeter')],
		['checked in by the greeter', { type: 'check_in_person', person: person('w') }, as('g', 'greeter')],
		['removed', { type: 'remove_person', person: person('w') }, as('f', 'facilitator')],
		['forgotten', { type: 'forget_me', what: 'everything' }, as('w')]
	])('%s, she leaves it in the same commit', (_how, command, by) => {
		const facts = atDoor('w').facts(command, by);
		expect(onDoor(facts)).toEqual([{ type: 'left_door', person: 'w' }]);
		expect(doorOf(fold(new Map(atDoor('w').state), facts)).waiting).toEqual([]);
	});

	test('two greeters press: she leaves once', () => {
		const once = atDoor('w').after({ type: 'admit_person', person: person('w') }, as('g', 'greeter'));
		expect(once.when({ type: 'admit_person', person: person('w') }, as('h', 'greeter'))).toMatchObject(
			refused('already_done')
		);
	});

	test('the hotline lets nobody in who waits', () => {
		for (const type of ['admit_person', 'check_in_person'] as const)
			expect(atDoor('w').when({ type, person: person('w') }, as('hotline', 'hotline'))).toMatchObject(
				refused('not_allowed')
			);
	});

	test('what she says of herself while she waits is told at the door only when it is another way of taking part', () => {
		const says = (attendance: 'hall' | 'remote'): Command => ({
			type: 'state_profile',
			attendance,
			device: 'own',
			languages: ['en'],
			needs: ['hearing'],
			topics: []
		});
		expect(onDoor(atDoor('w').facts(says('hall'), as('w')))).toEqual([]);
		const facts = atDoor('w').facts(says('remote'), as('w'));
		expect(onDoor(facts)).toEqual([{ type: 'attendance_changed_at_door', person: 'w', attendance: 'remote' }]);
		const admitted = atDoor('w').after({ type: 'admit_person', person: person('w') }, as('g', 'greeter'));
		expect(onDoor(admitted.facts(says('remote'), as('w')))).toEqual([]);
	});
});
