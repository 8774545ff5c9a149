import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { Channel } from '../domain/channel.ts';
import type { PersonId } from '../domain/ids.ts';
import { LiveEvent } from './live-event.svelte.ts';
import { SocketDouble } from './testing/socket-double.ts';

const ADA = 'ada' as PersonId;

/** Counts how often what it reads changed. */
function watched<T>(read: () => T) {
	const seen: T[] = [];
	const stop = $effect.root(() => {
		$effect(() => void seen.push(read()));
	});
	flushSync();
	return { seen, stop };
}

test('a frame is one reactive update, and disturbs only who reads its channels', () => {
	let far!: SocketDouble;
	const live = new LiveEvent({ entry: 'e', keep: null, dial: SocketDouble.dial((s) => (far = s)) });
	live.connect();
	far.welcome();
	far.say('snapshot', { parts: [], gone: [] });
	const both = watched(() => [live.everyone.planVersion, live.stage.hands.length]);
	const desk = watched(() => live.desk);
	const names = watched(() => live.names[ADA]);
	far.say('frame', {
		parts: [
			{ channel: 'everyone', n: 1, facts: [{ type: 'plan_published', version: 1 }] },
			{
				channel: 'stage' as Channel,
				n: 1,
				facts: [{ type: 'hand_raised', person: ADA, attendance: 'hall', at: 1 }]
			}
		],
		names: { [ADA]: 'Ada' }
	});
	flushSync();
	expect(both.seen).toEqual([
		[0, 0],
		[1, 1]
	]);
	expect(desk.seen).toHaveLength(1);
	expect(names.seen).toEqual([undefined, 'Ada']);
	for (const { stop } of [both, desk, names]) stop();
	live.close();
});
