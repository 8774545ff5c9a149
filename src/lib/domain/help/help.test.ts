import { describe, expect, test } from 'vitest';
import { as, call, known, NOW, on, person, refused, scenesOf, table } from '../harvest/given.test-kit.ts';
import type { Role } from '../people/person.ts';
import { helpOf, personOf } from '../read.ts';
import { decideHelp, factsEndingHelp } from './decide.ts';

const given = scenesOf(decideHelp);
const anna = person('anna');
const seats = on(
	'desk',
	{ type: 'next_seating_set', version: 1, round: 1, seats: { [anna]: table('table-7') } },
	{ type: 'seating_switched', version: 1 }
);
const people = [...known('anna'), ...known('bo', { participation: 'arrived' })];
const helpMe = (id = 'c1') => ({ type: 'call_help' as const, call: call(id) });
const take = { type: 'take_help' as const, call: call('c1') };
const solve = { type: 'solve_help' as const, call: call('c1') };
const gus = as('gus', 'greeter');
const petra = as('petra', 'facilitator');
const waiting = given(people).after(helpMe(), as('anna'));
const coming = waiting.after(take, gus);

describe('calling', () => {
	test('the queue learns who and at which table, she learns that her call is waiting', () => {
		expect(given(people, seats).facts(helpMe(), as('anna'))).toEqual([
			{
				channel: 'group:help',
				fact: { type: 'call_opened', call: 'c1', person: 'anna', table: 'table-7', at: NOW }
			},
			{ channel: 'person:anna', fact: { type: 'help_called', call: 'c1' }, owner: 'anna' }
		]);
	});

	test('[I17] from the lobby and while waiting to be let in, too', () => {
		const lobby = given(people, known('cy', { participation: 'waiting' }));
		for (const id of ['bo', 'cy'])
			expect(lobby.facts(helpMe(), as(id))[0]?.fact).toMatchObject({ type: 'call_opened', person: id, table: null });
	});

	test('[I12] pressed again because nobody has come yet: one open call per person, which keeps its place', () => {
		expect(waiting.when(helpMe('c2'), as('anna'))).toMatchObject(refused('help_waiting', { since: NOW, by: null }));
		expect(coming.when(helpMe('c2'), as('anna'))).toMatchObject(refused('help_waiting', { since: NOW, by: 'gus' }));
		expect(waiting.when(helpMe('c2'), as('bo')).ok).toBe(true);
	});

	test('when it is solved she may call again, with a new id', () => {
		const solved = coming.after(solve, gus);
		expect(solved.when(helpMe(), as('anna'))).toMatchObject(refused('id_taken'));
		const again = solved.after(helpMe('c2'), as('anna'));
		expect(personOf(again.state, anna).help).toEqual({ call: 'c2', state: 'waiting' });
		expect(helpOf(again.state).calls.map(({ id }) => id)).toEqual(['c1', 'c2']);
	});

	test('a screen and a stranger cannot call', () => {
		expect(given(people).when(helpMe(), as(null, 'screen'))).toMatchObject(refused('not_allowed'));
		expect(given(people).when(helpMe(), as('nobody'))).toMatchObject(refused('unknown_person'));
	});
});

describe('taking', () => {
	test('who takes it is known to the queue; she learns that somebody is coming', () => {
		expect(helpOf(coming.state).calls).toMatchObject([{ id: 'c1', takenBy: 'gus', solvedAt: null }]);
		expect(personOf(coming.state, anna).help).toEqual({ call: 'c1', state: 'coming' });
	});

	test('[I12] taken by somebody else: the second learns by whom; taken by oneself: nothing', () => {
		expect(coming.when(take, petra)).toMatchObject(refused('help_taken', { by: 'gus' }));
		expect(coming.facts(take, gus)).toEqual([]);
	});

	test('a call that is solved is not taken', () => {
		expect(coming.after(solve, gus).when(take, petra)).toMatchObject(refused('already_done', { by: 'gus' }));
	});

	test.each<[Role, boolean]>([
		['organiser', true],
		['facilitator', true],
		['hotline', true],
		['greeter', true],
		['moderator', false],
		['harvester', false],
		['table_host', false],
		['participant', false],
		['observer', false]
	])('%s takes calls: %s', (role, may) => {
		expect(waiting.when(take, as('x', role)).ok).toBe(may);
		expect(waiting.when(take, as(null, role)).ok).toBe(false);
	});

	test('a call that nobody made is not taken and not solved', () => {
		expect(given(people).when(take, gus)).toMatchObject(refused('unknown_call'));
		expect(given(people).when(solve, gus)).toMatchObject(refused('unknown_call'));
	});
});

describe('solving', () => {
	test('by who took it, by her who called, by a facilitator; not by somebody else', () => {
		for (const by of [gus, as('anna'), petra, as('olga', 'organiser')]) {
			const solved = coming.after(solve, { ...by, now: NOW + 5 });
			expect(helpOf(solved.state).calls).toMatchObject([{ takenBy: 'gus', solvedAt: NOW + 5 }]);
			expect(personOf(solved.state, anna).help).toEqual({ call: 'c1', state: 'solved' });
		}
		for (const by of [as('bo'), as('hugo', 'hotline'), as(null, 'screen')])
			expect(coming.when(solve, by)).toMatchObject(refused('not_allowed'));
	});

	test('she may take back a call that nobody has taken; a screen may not, though both are nobody', () => {
		expect(waiting.when(solve, as('anna')).ok).toBe(true);
		expect(waiting.when(solve, as(null, 'screen'))).toMatchObject(refused('not_allowed'));
	});

	test('[I12] solved twice is solved once', () => {
		expect(coming.after(solve, gus).facts(solve, as('anna'))).toEqual([]);
	});

	test('the open call of somebody who leaves is ended, and only hers', () => {
		const two = coming.after(helpMe('c2'), as('bo'));
		expect(factsEndingHelp(two.state, anna, NOW + 9)).toEqual([
			{ channel: 'group:help', fact: { type: 'call_solved', call: 'c1', at: NOW + 9 } },
			{ channel: 'person:anna', fact: { type: 'help_answered', call: 'c1', state: 'solved' }, owner: 'anna' }
		]);
		expect(factsEndingHelp(given(people).state, anna, NOW)).toEqual([]);
	});
});

describe('the fold', () => {
	test('of hundreds of calls the oldest solved ones are let go, and never an open one', () => {
		const facts = Array.from({ length: 400 }, (_, n) => [
			{ type: 'call_opened', call: call(`c${n}`), person: anna, table: null, at: NOW + n } as const,
			...(n === 0 ? [] : [{ type: 'call_solved', call: call(`c${n}`), at: NOW + n } as const])
		]).flat();
		const { calls } = helpOf(given(people, on('group:help', ...facts)).state);
		expect(calls).toHaveLength(200);
		expect([calls[0]!.id, calls[1]!.id, calls.at(-1)!.id]).toEqual(['c0', 'c201', 'c399']);
	});

	test('repeated and late facts change nothing: taken by the first, solved at the first time', () => {
		const later = on(
			'group:help',
			{ type: 'call_opened', call: call('c1'), person: anna, table: null, at: NOW + 9 },
			{ type: 'call_taken', call: call('c1'), by: person('petra') },
			{ type: 'call_solved', call: call('c1'), at: NOW + 9 },
			{ type: 'call_solved', call: call('gone'), at: NOW },
			{ type: 'call_sung' } as never
		);
		const facts = [...coming.facts(solve, gus)];
		const solved = coming.after(solve, gus);
		const again = given(people, given(people).facts(helpMe(), as('anna')), waiting.facts(take, gus), facts, later);
		expect(helpOf(again.state)).toEqual(helpOf(solved.state));
	});

	test('an answer to an earlier call, or one that comes after it was solved, changes nothing of hers', () => {
		const answers = on(
			'person:anna' as never,
			{ type: 'help_answered', call: call('c0'), state: 'coming' },
			{ type: 'help_called', call: call('c1') },
			{ type: 'help_answered', call: call('c0'), state: 'solved' },
			{ type: 'help_answered', call: call('c1'), state: 'solved' },
			{ type: 'help_answered', call: call('c1'), state: 'coming' },
			{ type: 'help_called', call: call('c1') },
			{ type: 'help_called' } as never
		);
		expect(personOf(given(answers).state, anna).help).toEqual({ call: 'c1', state: 'solved' });
	});

	// Found by the property of unreadable fields: a missing id is not the id of a call that is not there.
	test('an unreadable answer to no call at all is harmless', () => {
		const unreadable = on('person:anna' as never, { type: 'help_answered' } as never);
		expect(personOf(given(unreadable).state, anna).help).toBeNull();
	});
});
