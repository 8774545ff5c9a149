import { expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import { stripWords } from './strip-words.ts';

const SWITCH = Date.parse('2026-05-30T09:25:00Z');
const said = (clock: object) =>
	stripWords({ clock: clock as CafeClock, card: null, planVersion: 1 }, { plan: null }, 198, SWITCH - 24_000);
const ending = { phase: 'ending', round: 1, next: 2, endsAt: 0, wasToEndAt: 0, switchAt: SWITCH };

it('while the bell rings: the seconds, and what more time and a pause do then', () => {
	const early = said({ ...ending, wasToEndAt: 5 * 60_000 });
	expect(early.text).toMatch(/in 24 s, at \d\d:25\. \+1, \+2 and \+5 .* add to the 5 min that were left\./);
	expect(said(ending).text).toMatch(/give that much more/);
	expect(said({ ...ending, next: null }).text).toMatch(/^The last round ends in 24 s/);
});

it('a move that is taken back is said in whole sentences', () => {
	expect(said({ ...ending, round: 2, next: 1 }).text).toMatch(/^In 24 s, at \d\d:25, everybody goes back/);
	const back = said({ phase: 'moving', from: 2, next: 1, startsBy: SWITCH });
	expect(back.title).toBe('People go back to their tables of round 1');
	expect(back.text).toMatch(/^Round 1 goes on by itself at \d\d:25 at the latest\.$/);
});

it('a pause without time left asks for minutes', () => {
	expect(said({ phase: 'paused', round: 1, remainingMs: 0 }).text).toBe('No time is left. Add minutes, then go on.');
});
