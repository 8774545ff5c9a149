import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import { moreTimeWords, roundQuestion, unplanned } from './round-questions.ts';

const MINUTE = 60_000;
const NOW = 1_000_000;
const card = { timeScale: 1, tables: [{ id: 'T1', seats: 2 }], cafe: { rounds: [{ minutes: 20 }, { minutes: 15 }] } };
const person = (id: string, participation = 'committed') => ({ id, role: 'participant', participation });
const people = { a: person('a'), b: person('b'), c: person('c'), d: person('d', 'left') };
const plan = { rounds: [{ a: 'T1', b: 'T1', d: 'T1' }] };
const ask = (asked: 'start' | 'bell' | 'undo', clock: CafeClock, desk = {}) =>
	roundQuestion(
		asked,
		{ clock, card, seatingVersion: 7 } as never,
		{ people, plan, seating: null, previous: null, ...desk } as never,
		NOW
	);
const running = (round: number): CafeClock => ({ phase: 'running', round, startedAt: NOW, endsAt: NOW + 5 * MINUTE });
const moving: CafeClock = { phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 0, nextMs: 15 * MINUTE };
const plain = (text = '') => text.replaceAll('\u00a0', ' ');

describe('before a round starts', () => {
	it('says how many sit down, who is not planned, and that it is final', () => {
		const question = ask('start', { phase: 'before' })!;
		expect(plain(question.text)).toBe(
			'2 people sit down at their tables and the clock starts: 20 min. ' +
				'1 person is not in the plan and gets a seat where one is free. ' +
				'A round that has started cannot be taken back, but you can pause it.'
		);
		expect(question.command).toEqual({ type: 'start_round', round: 1 });
	});
	it('says of tables that have fewer chairs than people by now how that can be mended first', () => {
		const chairs = (more: object) => {
			const tables = [{ id: 'T1', seats: 1, ...more }];
			const everyone = { clock: { phase: 'before' }, card: { ...card, tables }, seatingVersion: 0 };
			return roundQuestion('start', everyone as never, { people, plan, seating: null, previous: null } as never, NOW)!
				.text;
		};
		const said = '1 table has fewer seats than people in this round. Under “Plan” you can repair that first.';
		expect(chairs({ seatsSet: true })).toContain(said);
		expect(chairs({ seatsSet: true, seats: 2 })).not.toContain(said);
		expect(chairs({})).not.toContain(said);
	});
	it('counts for the next one who has a seat now', () => {
		const seating = { version: 7, round: 2, seats: { a: 'T2', b: 'T1', c: 'T1' } };
		const question = ask('start', moving, { seating })!;
		expect(plain(question.text)).toBe(
			'The clock starts for 3 people, also for those who are still on their way: 15 min.'
		);
		expect(question.command).toEqual({ type: 'start_next_round', round: 2 });
	});
	it('asks nothing that the clock has overtaken', () => {
		expect(ask('start', running(2))).toBeNull();
		expect(ask('bell', moving)).toBeNull();
	});
	it('counts nobody as not planned while there is no plan', () => {
		expect(unplanned({ people, plan: null } as never)).toBe(0);
		expect(unplanned({ people, plan } as never)).toBe(1);
	});
});

it('the bell of the last round is said to end the rounds', () => {
	expect(ask('bell', running(1))!.text).not.toMatch(/over/);
	expect(ask('bell', running(2))!.text).toMatch(/the café’s rounds are over and cannot be started again/);
});

it('an undo says how many go back, not counting who stayed or left', () => {
	const previous = { version: 6, round: 1, seats: { a: 'T1', b: 'T1', c: 'T2', d: 'T2' } };
	const seating = { version: 7, round: 2, seats: { a: 'T2', b: 'T1', c: 'T1' } };
	const question = ask('undo', moving, { previous, seating })!;
	expect(question.text).toBe('2 people go back to the tables before. Round 1 goes on there for 3 min.');
	expect(question.command).toEqual({ type: 'undo_move', version: 7 });
	expect(ask('undo', moving)).toBeNull();
});

it('added minutes are said with what they did', () => {
	expect(moreTimeWords(running(1), 2)).toMatch(/^2 minutes more: the bell rings at \d\d:\d\d\.$/);
	const paused: CafeClock = { phase: 'paused', round: 1, startedAt: 0, remainingMs: 6 * MINUTE };
	expect(moreTimeWords(paused, 1)).toBe('1 minute more: 6 min are left when you go on.');
	expect(moreTimeWords({ phase: 'after' }, 1)).toBeNull();
});
