import { expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import { View, type LiveSocket } from './view.ts';
import { Watchers } from './watchers.ts';

const viewOf = (person: string | null, entry: string): View =>
	new View({
		socket: {} as LiveSocket,
		actor: { role: person === null ? 'observer' : 'participant', person: person as PersonId | null },
		entry,
		tab: 'tab',
		device: 'device'
	});

test('a person’s pages are together from when they are expected, in the order in which they came', () => {
	const watchers = new Watchers();
	const [first, second, other] = [viewOf('ann', 'e1'), viewOf('ann', 'e2'), viewOf('ben', 'e3')];
	for (const view of [first, second, other]) watchers.expect(view);
	watchers.add(second);
	watchers.add(first);
	expect(watchers.besides(viewOf('ann', 'e4'))).toEqual([first, second]);
	expect(watchers.besides(other)).toEqual([other]);
	expect(watchers.views.size).toBe(3);
});

test('where there is no person the pages of one entry are together, and of no other', () => {
	const watchers = new Watchers();
	const [hall, foyer] = [viewOf(null, 'hall'), viewOf(null, 'foyer')];
	for (const view of [hall, foyer]) watchers.add(view);
	expect(watchers.besides(hall)).toEqual([hall]);
});

test('who is gone is not among them, however often she goes', () => {
	const watchers = new Watchers();
	const [first, second] = [viewOf('ann', 'e1'), viewOf('ann', 'e1')];
	watchers.add(first);
	watchers.expect(second);
	watchers.remove(first);
	watchers.remove(first);
	expect(watchers.besides(first)).toEqual([second]);
	watchers.remove(second);
	expect(watchers.besides(first)).toEqual([]);
	expect(watchers.views.size).toBe(0);
});
