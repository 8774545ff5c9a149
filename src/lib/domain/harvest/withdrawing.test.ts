import { describe, expect, test } from 'vitest';
import { fold } from '../evolve.ts';
import type { ChannelFact, EveryoneFact } from '../facts.ts';
import type { ThemeId } from '../ids.ts';
import { everyoneOf, personOf } from '../read.ts';
import { decideHarvest } from './decide.ts';
import { lastVoteWithdrawn } from './evolve.ts';
import { as, known, NOW, on, person, refused, scenesOf, theme, vote } from './given.test-kit.ts';

const given = scenesOf(decideHarvest);
const luc = as('luc', 'harvester');
const petra = as('petra', 'facilitator');

const names = ['bikes', 'trams'];
const options = names.map((id) => ({ theme: theme(id), name: `The ${id}` }));
const themes = on(
	'desk',
	...options.map((option) => ({ type: 'theme_created' as const, theme: option.theme, name: option.name }))
);
const opened = (id: string, at = NOW): EveryoneFact => ({ type: 'vote_opened', vote: vote(id), dots: 5, options, at });
const cast = (who: string, dots: Record<string, number>, paper = false): ChannelFact[] =>
	on(`person:${person(who)}`, { type: 'ballot_cast', vote: vote('v1'), dots, paper });
const open = (id: string) => ({ type: 'open_vote' as const, vote: vote(id), themes: names.map(theme), dots: 5 });
const withdraw = (id = 'v1') => ({ type: 'withdraw_vote' as const, vote: vote(id) });
const close = (id = 'v1') => ({ type: 'close_vote' as const, vote: vote(id) });
const ballot = (dots: Record<string, number>, id = 'v1') => ({
	type: 'cast_ballot' as const,
	vote: vote(id),
	dots: dots as Record<ThemeId, number>
});
const voting = given(
	themes,
	known('anna'),
	known('bo'),
	known('cem'),
	on('everyone', opened('v1')),
	cast('anna', { bikes: 3 }),
	cast('bo', { trams: 1 }, true)
);

describe('withdrawing an open vote', () => {
	test('[I13] every ballot is thrown away on its own channel, nothing of a result is told, the act is recorded', () => {
		expect(voting.facts(withdraw(), petra)).toEqual([
			{ channel: 'everyone', fact: { type: 'vote_withdrawn', vote: 'v1', at: NOW } },
			{ channel: 'person:anna', fact: { type: 'ballot_thrown_away', vote: 'v1' }, owner: 'anna' },
			{ channel: 'person:bo', fact: { type: 'ballot_thrown_away', vote: 'v1' }, owner: 'bo' },
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'withdraw_vote', by: 'petra', at: NOW } }
		]);
		const { state } = voting.after(withdraw(), petra);
		expect(everyoneOf(state).vote).toBeNull();
		expect(lastVoteWithdrawn(everyoneOf(state))).toBe(true);
		for (const id of ['anna', 'bo']) expect(personOf(state, person(id)).ballots).toEqual({});
	});

	test('the desk opens it again under a new id: nothing of the old ballots counts, and all may vote, on paper too', () => {
		const again = voting
			.after(withdraw(), petra)
			.after(open('v2'), luc)
			.after(ballot({ trams: 2 }, 'v2'), as('anna'))
			.after({ ...ballot({ trams: 1 }, 'v2'), type: 'cast_paper_ballot', person: person('bo') }, luc);
		expect(lastVoteWithdrawn(everyoneOf(again.state))).toBe(false);
		const { state } = again.after(close('v2'), as('luc', 'harvester', NOW + 1));
		expect(everyoneOf(state).vote?.result).toMatchObject({ ballots: 2, tallies: [{ dots: 0 }, { dots: 3 }] });
		expect(lastVoteWithdrawn(everyoneOf(state))).toBe(false);
	});

	test('[I13] its id is not used again: a dot that comes late would count in another vote', () => {
		const withdrawn = voting.after(withdraw(), petra);
		expect(withdrawn.when(open('v1'), luc)).toMatchObject(refused('id_taken'));
		expect(withdrawn.when(ballot({ bikes: 1 }), as('cem'))).toMatchObject(refused('vote_withdrawn'));
		expect(withdrawn.when(close(), luc)).toMatchObject(refused('vote_withdrawn'));
		expect(everyoneOf(fold(new Map(withdrawn.state), on('everyone', opened('v1')))).vote).toBeNull();
	});

	test('[I12] withdrawn twice: the second learns who was first', () => {
		expect(voting.after(withdraw(), petra).when(withdraw(), luc)).toMatchObject(
			refused('already_done', { by: 'petra' })
		);
		expect(voting.when(withdraw('v0'), luc)).toMatchObject(refused('unknown_vote', { vote: 'v0' }));
	});

	test('a vote that was closed is not withdrawn: its result was seen', () => {
		const closed = voting.after(close(), petra);
		expect(closed.when(withdraw(), luc)).toMatchObject(refused('too_late_to_withdraw', { by: 'petra' }));
		const late = on('everyone', { type: 'vote_withdrawn', vote: vote('v1'), at: NOW });
		expect(everyoneOf(fold(new Map(closed.state), late)).vote?.result?.ballots).toBe(2);
	});

	test('a second vote that is withdrawn leaves the result of the first as it was', () => {
		const first = voting.after(close(), petra);
		const held = everyoneOf(first.state).vote;
		const { state } = first
			.after(open('v2'), luc)
			.after(ballot({ trams: 5 }, 'v2'), as('anna'))
			.after(withdraw('v2'), as('luc', 'harvester', NOW + 1));
		expect(everyoneOf(state).vote).toEqual(held);
		expect(everyoneOf(state).voteBefore).toBeNull();
		expect(lastVoteWithdrawn(everyoneOf(state))).toBe(true);
		expect(personOf(state, person('anna')).ballots).toEqual({ v1: { dots: { bikes: 3 }, paper: false } });
	});

	test('who was forgotten has no ballot that could be thrown away: her key is gone', () => {
		const forgotten = on('desk', { type: 'person_forgotten', person: person('anna'), what: 'identity' });
		const facts = given(themes, known('anna'), on('everyone', opened('v1')), cast('anna', { bikes: 1 }), forgotten);
		expect(facts.facts(withdraw(), petra).map(({ channel }) => channel)).toEqual(['everyone', 'desk']);
	});

	test('a withdrawn vote holds the event open no longer, and its themes can be removed', () => {
		const remove = { type: 'remove_theme' as const, theme: theme('bikes') };
		expect(voting.when(remove, luc)).toMatchObject(refused('vote_open'));
		expect(voting.after(withdraw(), petra).when(remove, luc).ok).toBe(true);
	});
});
