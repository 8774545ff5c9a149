import { describe, expect, it } from 'vitest';
import type { TableCard } from '../domain/event/event-card.ts';
import { seatsNow, seatsWords, type SeatsNow } from './seats-words.ts';

const at = (more: Partial<SeatsNow>): SeatsNow => ({
	...{ round: 2, begun: true, hasPlan: true, sitting: 5, planned: 5, largest: null },
	...more
});
const before = { round: 1, begun: false, sitting: 0 };

describe('what would happen', () => {
	it.each([
		['fewer than sit there', 5, 4, {}, /^Nobody who sits here now has to get up\. From round 2 on .* by itself/],
		['fewer, and fewer sit there', 5, 4, { sitting: 3 }, /^From round 2 on/],
		['fewer, and fewer are planned', 6, 5, { sitting: 6 }, /has to get up\. The plan fits already: nobody moves\.$/],
		['fewer in the last round', 5, 4, { round: null, planned: 0 }, /get up\. No other round comes/],
		['fewer before the café', 5, 4, before, /^Up to 5 people are planned here\. .* before you say so\.$/],
		['fewer, which the plan keeps', 6, 5, before, /^The plan fits already/],
		['fewer, and no plan', 5, 4, { ...before, hasPlan: false, planned: 0 }, /^The plan keeps to it/],
		[
			'more',
			5,
			7,
			{},
			/^People who come late can sit here at once\. From round 2 on, people without a seat can get one here\.$/
		],
		['more in the last round', 5, 7, { round: null }, /^People who come late can sit here at once\.$/],
		['more before the café', 5, 7, before, /^Nobody who knows a table moves/],
		[
			'more than the plan was asked for',
			5,
			7,
			{ largest: 6 },
			/at once\. The plan was made for at most 6 people at a table\.$/
		],
		['as many as the plan was asked for', 5, 6, { largest: 6 }, /get one here\.$/],
		['more than was asked for, before', 5, 7, { ...before, largest: 6 }, /^The plan was made for at most 6/],
		['more, and no plan', 5, 7, { ...before, hasPlan: false }, /^The plan keeps to it/]
	])('%s', (_what, from, to, more, words) => {
		expect(seatsWords(from, to, at(more))).toMatch(words);
	});
});

it('counts who sits there now, and who is planned there in rounds that can still change', () => {
	const table = { id: 'A', seats: 4 } as TableCard;
	const card = { cafe: { rounds: [{}, {}, {}] }, tables: [table] } as never;
	const rounds = [
		{ a: 'A', b: 'A', c: 'A', d: 'A' },
		{ a: 'A', b: 'A', c: 'A' },
		{ a: 'A', b: 'B' }
	] as never;
	const plan = { version: 1, rounds, sheet: {} } as never;
	const clock = (phase: object) => ({ card, clock: phase as never });
	expect(seatsNow(table, clock({ phase: 'before' }), { plan, seating: null })).toEqual({
		...{ round: 1, begun: false, hasPlan: true, sitting: 0, planned: 4, largest: null }
	});
	const seating = { version: 1, round: 1, seats: { a: 'A', b: 'A', z: 'B' } } as never;
	expect(seatsNow(table, clock({ phase: 'running', round: 1 }), { plan, seating })).toEqual({
		...{ round: 2, begun: true, hasPlan: true, sitting: 2, planned: 3, largest: null }
	});
	expect(seatsNow(table, clock({ phase: 'running', round: 3 }), { plan: null, seating })).toMatchObject({
		...{ round: null, hasPlan: false, planned: 0 }
	});
});
