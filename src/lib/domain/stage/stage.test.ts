import { describe, expect, test } from 'vitest';
import type { StageFact } from '../facts.ts';
import { as, known, NOW, on, person, refused, scenesOf } from '../harvest/given.test-kit.ts';
import type { Participation } from '../people/person.ts';
import { personOf, stageOf } from '../read.ts';
import { decideStage, factsOffStage } from './decide.ts';

const given = scenesOf(decideStage);
const anna = person('anna');
const bo = person('bo');
const mo = as('mo', 'moderator');
const hall = [...known('anna'), ...known('bo', { attendance: 'remote' }), ...known('mo', { role: 'moderator' })];

const raise = { type: 'raise_hand' as const };
const callUp = (id = anna) => ({ type: 'call_to_stage' as const, person: id });
const lower = (id = anna) => ({ type: 'lower_hand' as const, person: id });
const leave = (id = anna) => ({ type: 'leave_stage' as const, person: id });
const answer = (accept: boolean) => ({ type: 'answer_stage_invitation' as const, accept });
const raised = (id = anna, at = NOW): StageFact => ({ type: 'hand_raised', person: id, attendance: 'hall', at });
const joined = (id = anna): StageFact => ({ type: 'stage_joined', person: id, attendance: 'hall' });
const people = (part: readonly { person: string }[]) => part.map(({ person: id }) => id);

describe('hands', () => {
	test('[H1] hall and remote wait in one list, in the order in which they raised their hands', () => {
		const scene = given(hall)
			.after(raise, as('bo'))
			.after(raise, as('anna', 'participant', NOW + 1));
		expect(stageOf(scene.state).hands).toEqual([
			{ person: 'bo', attendance: 'remote', since: NOW, called: false },
			{ person: 'anna', attendance: 'hall', since: NOW + 1, called: false }
		]);
	});

	test('[I12] raising twice keeps the place; who is on stage needs no hand', () => {
		expect(given(hall, on('stage', raised())).facts(raise, as('anna'))).toEqual([]);
		expect(given(hall, on('stage', joined())).facts(raise, as('anna'))).toEqual([]);
	});

	test('hands go up in the lobby too, but not of those who are not let in or have gone', () => {
		const be = (participation: Participation) => given(known('anna', { participation })).when(raise, as('anna'));
		for (const here of ['invited', 'arrived', 'committed', 'away'] as const) expect(be(here).ok).toBe(true);
		for (const gone of ['waiting', 'left', 'removed'] as const)
			expect(be(gone)).toMatchObject(refused('not_committed'));
		expect(given(hall).when(raise, as('nobody'))).toMatchObject(refused('unknown_person'));
		expect(given(hall).when(raise, as(null, 'facilitator'))).toMatchObject(refused('not_allowed'));
	});

	test('own hands are lowered by oneself, all hands by those who lead the list', () => {
		const scene = given(hall, on('stage', raised()));
		expect(scene.when(lower(), as('bo'))).toMatchObject(refused('not_allowed'));
		expect(scene.when(lower(), as('hana', 'table_host'))).toMatchObject(refused('not_allowed'));
		for (const by of [as('anna'), mo, as('petra', 'facilitator'), as('olga', 'organiser')])
			expect(stageOf(scene.after(lower(), by).state).hands).toEqual([]);
	});

	test('lowering a hand that is down: nothing for oneself, and the second moderator learns it', () => {
		expect(given(hall).facts(lower(), as('anna'))).toEqual([]);
		expect(given(hall).when(lower(), mo)).toMatchObject(refused('hand_not_raised'));
		// Nobody is nobody's own hand.
		expect(given(hall).when(lower(), as(null, 'screen'))).toMatchObject(refused('not_allowed'));
	});

	test('lowering the hand of somebody who was called takes the question back', () => {
		const scene = given(hall).after(callUp(), mo).after(lower(), mo);
		expect(personOf(scene.state, anna).invitedToStage).toBe(false);
		expect(scene.when(answer(true), as('anna'))).toMatchObject(refused('not_invited'));
	});
});

describe('to the stage', () => {
	test('called, she is asked on her own channel; her place in the list says so', () => {
		expect(given(hall, on('stage', raised())).facts(callUp(), mo)).toEqual([
			{ channel: 'stage', fact: { type: 'hand_called', person: 'anna' } },
			{ channel: 'person:anna', fact: { type: 'stage_invited' }, owner: 'anna' }
		]);
	});

	test('somebody without a raised hand can be called too', () => {
		const scene = given(hall).after(callUp(bo), mo);
		expect(stageOf(scene.state).hands).toEqual([{ person: 'bo', attendance: 'remote', since: NOW, called: true }]);
		expect(personOf(scene.state, bo).invitedToStage).toBe(true);
	});

	test('nobody is on stage who did not say yes', () => {
		const called = given(hall, on('stage', raised())).after(callUp(), mo);
		expect(stageOf(called.state).onStage).toEqual([]);
		const accepted = called.after(answer(true), as('anna'));
		expect(stageOf(accepted.state)).toEqual({ onStage: [{ person: 'anna', attendance: 'hall' }], hands: [] });
		expect(personOf(accepted.state, anna).invitedToStage).toBe(false);
	});

	test('who says no is out of the list and not on stage', () => {
		const declined = given(hall).after(callUp(), mo).after(answer(false), as('anna'));
		expect(stageOf(declined.state)).toEqual({ onStage: [], hands: [] });
		expect(personOf(declined.state, anna).invitedToStage).toBe(false);
	});

	test('who was not asked cannot accept, and one answer is enough', () => {
		expect(given(hall, on('stage', raised())).when(answer(true), as('anna'))).toMatchObject(refused('not_invited'));
		const called = given(hall).after(callUp(), mo);
		expect(called.when(answer(true), as('bo'))).toMatchObject(refused('not_invited'));
		expect(called.when(answer(true), as(null, 'screen'))).toMatchObject(refused('not_invited'));
		expect(called.after(answer(true), as('anna')).when(answer(true), as('anna'))).toMatchObject(refused('not_invited'));
	});

	test('[I12] called by two moderators she is asked once; on stage she is not asked', () => {
		expect(given(hall).after(callUp(), mo).facts(callUp(), as('petra', 'facilitator'))).toEqual([]);
		expect(given(hall, on('stage', joined())).facts(callUp(), mo)).toEqual([]);
	});

	test('those who lead go on stage by themselves, hand or not; nobody else does', () => {
		const scene = given(hall, on('stage', raised(person('mo')))).after(callUp(person('mo')), mo);
		expect(stageOf(scene.state)).toEqual({ onStage: [{ person: 'mo', attendance: 'hall' }], hands: [] });
		expect(scene.facts(callUp(person('mo')), mo)).toEqual([]);
		expect(given(hall).when(callUp(), as('anna'))).toMatchObject(refused('not_allowed'));
		expect(given(hall).when(callUp(), as('anna', 'table_host'))).toMatchObject(refused('not_allowed'));
		expect(given(hall).when(callUp(bo), as('luc', 'harvester'))).toMatchObject(refused('not_allowed'));
	});

	test('nobody is called who is unknown, not let in or gone, and who has gone cannot accept any more', () => {
		expect(given(hall).when(callUp(person('nobody')), mo)).toMatchObject(refused('unknown_person'));
		const gone = on('desk', { type: 'person_changed', person: anna, participation: 'removed' });
		expect(given(hall, gone).when(callUp(), mo)).toMatchObject(refused('not_committed'));
		const asked = given(hall).facts(callUp(), mo);
		expect(given(hall, asked, gone).when(answer(true), as('anna'))).toMatchObject(refused('not_committed'));
	});
});

describe('off the stage', () => {
	test('she steps down herself, or is asked to by those who lead; nobody else ends her word', () => {
		const scene = given(hall, on('stage', joined()));
		expect(scene.when(leave(), as('bo'))).toMatchObject(refused('not_allowed'));
		for (const by of [as('anna'), mo]) expect(stageOf(scene.after(leave(), by).state).onStage).toEqual([]);
	});

	test('leaving twice: nothing for oneself, and the second moderator learns it', () => {
		expect(given(hall).facts(leave(), as('anna'))).toEqual([]);
		expect(given(hall).when(leave(), mo)).toMatchObject(refused('not_on_stage'));
	});

	test('who leaves the event is off stage, out of the list and not asked any more', () => {
		const speaking = given(hall, on('stage', joined()));
		expect(factsOffStage(speaking.state, anna).map(({ fact }) => fact.type)).toEqual(['stage_left']);
		const called = given(hall).after(callUp(), mo);
		expect(factsOffStage(called.state, anna).map(({ fact }) => fact.type)).toEqual([
			'hand_lowered',
			'stage_invitation_ended'
		]);
		expect(factsOffStage(given(hall).state, anna)).toEqual([]);
	});
});

describe('the fold', () => {
	test('repeated facts change nothing, and nobody is there twice', () => {
		const { state } = given(on('stage', raised(), raised(anna, NOW + 9), raised(bo), joined(bo), joined(bo)));
		expect(people(stageOf(state).hands)).toEqual(['anna', 'bo']);
		expect(stageOf(state).hands[0]?.since).toBe(NOW);
		expect(people(stageOf(state).onStage)).toEqual(['bo']);
	});

	test('facts about people who are not there are harmless, and so is a fact of a newer version', () => {
		const { state } = given(
			on('stage', raised()),
			on('stage', { type: 'stage_left', person: bo }, { type: 'hand_called', person: bo }, {
				type: 'hand_sung'
			} as never)
		);
		expect(stageOf(state)).toEqual({
			onStage: [],
			hands: [{ person: 'anna', attendance: 'hall', since: NOW, called: false }]
		});
	});
});
