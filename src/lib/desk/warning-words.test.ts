import { describe, expect, test } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import { warningWords } from './warning-words.ts';

const MINUTE = 60_000;
const ENDS = Date.parse('2026-05-30T09:25:00Z');
const card = (timeScale = 1) => ({ timeScale, cafe: { rounds: [{}, {}] } }) as unknown as EventCard;
const running = (round: number, minutes = 20) =>
	({ phase: 'running', round, startedAt: ENDS - minutes * MINUTE, endsAt: ENDS }) as const;
const said = (left: number, round = 1, timeScale = 1) =>
	warningWords({ clock: running(round), card: card(timeScale) }, ENDS - left * MINUTE);

describe('warningWords', () => {
	test.each([
		[5, '5 minutes left.'],
		[2, '2 minutes left.'],
		[1, '60 s to the bell'],
		[0.5, '30 s to the bell'],
		[0.1, '6 s to the bell']
	])('%d minutes before the bell the facilitator reads how long, and that it rings by itself', (left, title) => {
		const words = said(left);
		expect(words?.title.replaceAll('\u00a0', ' ')).toBe(title);
		expect(words?.text).toMatch(/^The bell rings by itself at \d\d:25\.$/);
	});

	test('before the last bell: what waits for her afterwards', () => {
		expect(said(2, 2)?.text).toContain('the harvest waits for you');
	});

	test.each([10, 3.5])('%d minutes before it nothing is said', (left) => expect(said(left)).toBeNull());

	test('a rehearsal is warned in its own time', () => {
		expect(said(0.5, 1, 4)?.title.replaceAll('\u00a0', ' ')).toBe('30 s to the bell');
	});

	test('a clock that stands still does not warn', () => {
		const clock = { phase: 'paused', round: 1, startedAt: 0, remainingMs: 20_000 } as const;
		expect(warningWords({ clock, card: card() }, ENDS)).toBeNull();
	});
});
