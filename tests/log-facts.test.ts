import { describe, expect, test } from 'vitest';
import { Play } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { Channel } from '#lib/domain/channel.ts';
import { evolve, fold } from '#lib/domain/evolve.ts';
import type { ChannelFact, Fact } from '#lib/domain/facts.ts';
import { idea, person, table, theme, vote } from '#lib/domain/harvest/given.test-kit.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { initialPart } from '#lib/domain/initial.ts';

const SHAPE = { hall: 3, online: 3, rounds: 2, seats: 5 };
const CHANNELS = [
	'everyone',
	'stage',
	'table:t1',
	'person:p1-1',
	'desk',
	'care',
	'group:help',
	'group:door'
] as Channel[];

/** A café with a bit of everything: most types of facts are in its log. */
function played(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	const add = { type: 'add_idea', table: table('t1'), idea: idea('i'), text: 'Benches', language: 'en' } as const;
	play.must({ ...add, onBehalfOf: null }, 'participant', 'p1-1');
	play.must({ type: 'mark_insight', table: table('t1'), idea: idea('i'), marked: true }, 'participant', 'p1-1');
	play.must({ type: 'raise_hand' }, 'participant', 'p1-1');
	play.must({ type: 'call_help', call: 'help' as never }, 'participant', 'p1-1');
	play.must({ type: 'announce', text: 'Ten minutes', tables: null });
	play.must({ type: 'pause_round', round: 1 });
	play.must({ type: 'resume_round', round: 1 });
	for (let phases = 0; phases < 3; phases++) play.pass();
	play.must({ type: 'create_theme', theme: theme('a'), name: 'A' });
	play.must({ type: 'create_theme', theme: theme('b'), name: 'B' });
	play.must({ type: 'place_insight', idea: idea('i'), theme: theme('a') });
	play.must({ type: 'open_vote', vote: vote('v'), themes: [theme('a'), theme('b')], dots: 3 });
	play.must({ type: 'cast_ballot', vote: vote('v'), dots: { a: 1 } as never }, 'participant', 'p1-1');
	play.must({ type: 'close_vote', vote: vote('v') });
	play.must({ type: 'open_vote', vote: vote('w'), themes: [theme('a'), theme('b')], dots: 3 });
	play.must({ type: 'cast_ballot', vote: vote('w'), dots: { b: 2 } as never }, 'participant', 'p1-1');
	play.must({ type: 'withdraw_vote', vote: vote('w') });
	play.must({ type: 'publish_results' });
	play.must({ type: 'unpublish_results', version: 1 });
	play.must({ type: 'forget_me', what: 'everything' }, 'participant', 'p1-1');
	return play;
}

describe('a log of a later version', () => {
	test.each(CHANNELS)('[LOG-5] a fact of an unknown type changes nothing on %s', (channel) => {
		const later = { type: 'tea_was_served', person: person('p1-1'), at: 1 } as unknown as Fact;
		const held = played().state.get(channel) ?? initialPart(channel);
		expect(evolve(channel, held, later)).toBe(held);
		expect(evolve(channel, initialPart(channel), later)).toBe(initialPart(channel));
	});

	test('[LOG-5] a fact on a channel of an unknown kind harms no other', () => {
		const play = played();
		const before = new Map(play.state);
		fold(play.state, [{ channel: 'kitchen' as Channel, fact: { type: 'tea_was_served' } as unknown as Fact }]);
		for (const [channel, part] of before) expect(play.state.get(channel)).toBe(part);
	});

	test('[LOG-5] fields that are not known yet change nothing', () => {
		const { log, state } = played();
		const later = log.map((facts) =>
			facts.map((fact): ChannelFact => ({ ...fact, fact: { ...fact.fact, later: { tea: true } } as unknown as Fact }))
		);
		const again: EventState = new Map();
		for (const facts of later) fold(again, facts);
		expect(again).toEqual(state);
	});
});

describe('facts that are folded together', () => {
	test('a whole log at once gives what its facts give one by one, those who were added in a row too', () => {
		const facts = played().log.flat();
		const added = facts.filter(({ fact }) => fact.type === 'person_added');
		// Somebody who is changed between two who are added, and who is added again.
		const log = [...facts, added[0]!, ...facts.slice(-1), ...added.slice(0, 3)];
		const single: EventState = new Map();
		for (const { channel, fact } of log)
			single.set(channel, evolve(channel, single.get(channel) ?? initialPart(channel), fact));
		expect(added.length).toBeGreaterThan(10);
		expect(fold(new Map(), log)).toEqual(single);
	});
});
