import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import type { PlanUndo } from '../protocol/planning.ts';
import { causeWords, stepWords, undoWords, waitingWords } from './plan-step-words.ts';

const card = {
	tables: [
		{ id: 'T7', number: 7 },
		{ id: 'T9', number: 9 }
	]
} as unknown as EventCard;
const names = { j: 'Jonas', p: 'Petra' } as never;

it('says what made a version, and who can take it back', () => {
	expect(stepWords({ kind: 'moved', moved: 2 })).toBe('2 seats changed by hand');
	expect(stepWords({ kind: 'repaired', moved: 1 })).toBe('repair');
	expect(undoWords({ kind: 'planned', moved: 9, by: 'p' } as unknown as PlanUndo, names)).toBe('new plan, by Petra');
	expect(undoWords({ kind: 'planned', moved: 9, by: null } as unknown as PlanUndo, names)).toBe('new plan');
});

it('says why people moved: by number of the table and name of the person', () => {
	expect(causeWords({ code: 'host_lost', table: 'T7' } as never, card, names)).toBe('table 7 lost its host');
	expect(causeWords({ code: 'lock_set', person: 'j', round: 2, table: 'T9' } as never, card, names)).toBe(
		'Jonas was fixed at table 9 for round 2'
	);
	expect(causeWords({ code: 'misplaced', people: 1 }, card, names)).toBe('1 person can no longer sit where planned');
	expect(causeWords({ code: 'seats_changed', table: 'T7', seats: 4 } as never, card, names)).toBe(
		'table 7 has 4 seats now'
	);
	expect(causeWords({ code: 'table_lost', table: 'gone' } as never, card, names)).toBe('table – was closed');
});

it('says what waits, and nothing that is zero', () => {
	expect(
		waitingWords({ joined: 2, left: 1, misplaced: 3, locks: 0, hostsLost: 0, tablesMerged: 0, asks: false })
	).toEqual(['2 people came', '1 person left', '3 people can no longer sit where planned']);
	const nothing = { joined: 0, left: 0, locks: 0, hostsLost: 0, tablesMerged: 0, asks: false };
	expect(waitingWords({ ...nothing, tablesTooFull: 2 })).toEqual([
		'2 tables have fewer seats than people planned there'
	]);
	expect(waitingWords(nothing)).toEqual([]);
});
