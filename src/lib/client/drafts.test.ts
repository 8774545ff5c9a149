import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TableId } from '../domain/ids.ts';
import { LIMITS } from '../protocol/wire.ts';
import { DRAFT_EVERY_MS, Drafts } from './drafts.ts';

const T = 't1' as TableId;
let sent: [TableId, string][] = [];
let drafts: Drafts;

beforeEach(() => {
	vi.useFakeTimers();
	sent = [];
	drafts = new Drafts((table, text) => sent.push([table, text]));
});
afterEach(() => void vi.useRealTimers());

test('the first letter at once, then at most one message per 300 ms, the last state always', () => {
	for (const text of ['w', 'wi', 'wif', 'wifi']) drafts.type(T, text);
	expect(sent).toEqual([[T, 'w']]);
	vi.advanceTimersByTime(DRAFT_EVERY_MS);
	expect(sent).toEqual([
		[T, 'w'],
		[T, 'wifi']
	]);
	vi.advanceTimersByTime(10 * DRAFT_EVERY_MS);
	expect(sent).toHaveLength(2);
});

test('clearing overtakes what was to be sent, once', () => {
	drafts.type(T, 'a');
	drafts.type(T, 'ab');
	drafts.clear(T);
	drafts.clear(T);
	vi.advanceTimersByTime(10 * DRAFT_EVERY_MS);
	expect(sent).toEqual([
		[T, 'a'],
		[T, '']
	]);
});

test('an emptied box is a clear', () => {
	drafts.type(T, 'a');
	drafts.type(T, '');
	expect(sent.at(-1)).toEqual([T, '']);
});

test('nothing typed, nothing to clear', () => {
	drafts.clear(T);
	expect(sent).toEqual([]);
});

test('a very long text is cut between characters', () => {
	drafts.type(T, '🙂'.repeat(LIMITS.draftCharacters + 5));
	expect([...sent[0]![1]]).toHaveLength(LIMITS.draftCharacters);
});

test('closed: nothing is sent any more', () => {
	drafts.type(T, 'a');
	drafts.type(T, 'ab');
	drafts.close();
	vi.advanceTimersByTime(10 * DRAFT_EVERY_MS);
	expect(sent).toHaveLength(1);
});
