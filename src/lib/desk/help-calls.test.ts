import { expect, it } from 'vitest';
import type { TableCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';
import type { HelpCall } from '../domain/parts.ts';
import { helpCalls } from './help-calls.ts';

const NOW = 10_000_000;
const call = (id: string, more: Partial<HelpCall> = {}) =>
	({ id, person: `p-${id}`, table: 'T1', since: NOW - 90_000, takenBy: null, solvedAt: null, ...more }) as HelpCall;
const seated = (seats: Record<string, string>, ...calls: HelpCall[]) =>
	helpCalls({
		seats: seats as never,
		help: { calls },
		tables: [
			{ id: 'T1', number: 16 },
			{ id: 'T2', number: 7 }
		] as unknown as TableCard[],
		alone: new Set(['T9' as TableId]),
		names: { 'p-a': 'Ivan', m: 'Malik' } as never,
		now: NOW
	});
const queue = (...calls: HelpCall[]) => seated({}, ...calls);

it('who was moved since is looked for at the table of now', () => {
	expect(seated({ 'p-a': 'T2' }, call('a'))[0]).toMatchObject({ tableNumber: 7 });
	expect(seated({ 'p-a': 'T9' }, call('a'))[0]).toMatchObject({ urgent: true });
	expect(seated({ 'p-b': 'T2' }, call('a'))[0]).toMatchObject({ tableNumber: 16 });
});

it('alone comes before all, then the oldest; taken and solved come last', () => {
	const ids = queue(
		call('solved', { solvedAt: NOW - 1 }),
		call('taken', { takenBy: 'm' as never }),
		call('young', { since: NOW - 5 }),
		call('old'),
		call('alone', { table: 'T9' as TableId, since: NOW - 1 })
	).map(({ id }) => id);
	expect(ids).toEqual(['alone', 'old', 'young', 'taken', 'solved']);
});

it('solved calls leave after a minute', () => expect(queue(call('x', { solvedAt: NOW - 60_000 }))).toEqual([]));

it('says who, where, since when, and who goes', () => {
	expect(queue(call('a', { takenBy: 'm' as never }))[0]).toMatchObject({
		about: 'Ivan asks for help',
		tableNumber: 16,
		detail: 'for 1 min',
		takenBy: 'Malik',
		state: 'taken'
	});
	expect(queue(call('b', { table: null, since: NOW }))[0]).toMatchObject({ tableNumber: null, detail: 'just now' });
});
