import { describe, expect, test } from 'vitest';
import type { ChannelFact, EveryoneFact } from '../facts.ts';
import type { ThemeId } from '../ids.ts';
import { everyoneOf, personOf } from '../read.ts';
import { decideHarvest } from './decide.ts';
import { as, known, NOW, on, person, refused, scenesOf, theme, vote } from './given.test-kit.ts';

const given = scenesOf(decideHarvest);
const luc = as('luc', 'harvester');
const petra = as('petra', 'facilitator');

const names = ['bikes', 'trams', 'parks'];
const themes = on(
	'desk',
	...names.map((id) => ({ type: 'theme_created' as const, theme: theme(id), name: `The ${id}` }))
);
const opened: EveryoneFact = {
	type: 'vote_opened',
	vote: vote('v1'),
	dots: 5,
	options: names.map((id) => ({ theme: theme(id), name: `The ${id}` })),
	at: NOW
};
const closed: EveryoneFact = { type: 'vote_closed', vote: vote('v1'), at: NOW, ballots: 0, tallies: [] };
const open = (options = names, dots = 5, id = 'v1') => ({
	type: 'open_vote' as const,
	vote: vote(id),
	themes: options.map(theme),
	dots
});
const ballot = (dots: Record<string, number>, id = 'v1') => ({
	type: 'cast_ballot' as const,
	vote: vote(id),
	dots: dots as Record<ThemeId, number>
});
const paper = (id: string, dots: Record<string, number>) => ({
	...ballot(dots),
	type: 'cast_paper_ballot' as const,
	person: person(id)
});
const close = { type: 'close_vote' as const, vote: vote('v1') };
const cast = (id: string, dots: Record<string, number>): ChannelFact[] =>
	on(`person:${person(id)}`, { type: 'ballot_cast', vote: vote('v1'), dots, paper: false });
const voting = (...more: ChannelFact[][]) => given(themes, known('anna'), on('everyone', opened), ...more);
const resultOf = (scene: ReturnType<typeof given>) => everyoneOf(scene.state).vote?.result;

describe('opening', () => {
	test('the options carry the names that people vote on', () => {
		expect(given(themes).facts(open(['trams', 'bikes', 'trams']), petra)).toEqual([
			{
				channel: 'everyone',
				fact: {
					type: 'vote_opened',
					vote: 'v1',
					dots: 5,
					options: [
						{ theme: 'trams', name: 'The trams' },
						{ theme: 'bikes', name: 'The bikes' }
					],
					at: NOW
				}
			},
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'open_vote', by: 'petra', at: NOW } }
		]);
	});

	test('one theme is no choice, not even when it is named twice', () => {
		expect(given(themes).when(open(['trams', 'trams']), petra)).toMatchObject(refused('too_few_options', { least: 2 }));
	});

	test('a theme that is gone cannot be voted on', () => {
		expect(given(themes).when(open(['trams', 'gone']), petra)).toMatchObject(
			refused('unknown_theme', { theme: 'gone' })
		);
	});

	test.each([0, -1, 21, 1.5, NaN])('%d dots are refused', (dots) => {
		expect(given(themes).when(open(names, dots), petra)).toMatchObject(
			refused('too_many_dots', { least: 1, most: 20 })
		);
	});

	test('[I12] one vote at a time: the second who presses learns who was first', () => {
		const scene = given(themes).after(open(), petra);
		expect(scene.when(open(names, 3, 'v2'), luc)).toMatchObject(refused('vote_open', { by: 'petra' }));
	});

	test('[I13] the id of an earlier vote is not used again: its ballots would count twice', () => {
		const second: EveryoneFact = { ...opened, vote: vote('v2') };
		const facts = [...themes, ...known('anna'), ...on('everyone', opened), ...cast('anna', { bikes: 1 })];
		const afterwards = on('everyone', closed, second, { ...closed, vote: vote('v2') });
		expect(given(facts, afterwards).when(open(), petra)).toMatchObject(refused('id_taken'));
		expect(given(facts, afterwards).when(open(names, 5, 'v2'), petra)).toMatchObject(refused('id_taken'));
		expect(given(facts, afterwards).when(open(names, 5, 'v3'), petra).ok).toBe(true);
	});
});

describe('casting', () => {
	test('a ballot is written on the person’s own channel, with her key, and nowhere else', () => {
		expect(voting().facts(ballot({ bikes: 3, parks: 2, trams: 0 }), as('anna'))).toEqual([
			{
				channel: 'person:anna',
				fact: { type: 'ballot_cast', vote: 'v1', dots: { bikes: 3, parks: 2 }, paper: false },
				owner: 'anna'
			}
		]);
	});

	test('[I13] she may think again until the vote closes: the new ballot takes the place of the old one', () => {
		const twice = voting()
			.after(ballot({ bikes: 5 }), as('anna'))
			.after(ballot({ trams: 2 }), as('anna'));
		expect(personOf(twice.state, person('anna')).ballots).toEqual({ v1: { dots: { trams: 2 }, paper: false } });
		expect(resultOf(twice.after(close, petra))).toMatchObject({
			ballots: 1,
			tallies: [{ dots: 0 }, { dots: 2 }, { dots: 0 }]
		});
	});

	test('[I12] the same ballot again changes nothing', () => {
		const once = voting().after(ballot({ bikes: 5 }), as('anna'));
		expect(once.facts(ballot({ bikes: 5, trams: 0 }), as('anna'))).toEqual([]);
	});

	test('a ballot without a dot is a ballot', () => {
		expect(resultOf(voting().after(ballot({}), as('anna')).after(close, petra))?.ballots).toBe(1);
	});

	test.each<[string, Record<string, number>]>([
		['more dots than there are', { bikes: 3, trams: 3 }],
		['dots taken away to give more elsewhere', { bikes: -3, trams: 8 }],
		['half dots', { bikes: 0.5 }],
		['no number at all', { bikes: NaN }],
		['dots without end', { bikes: Infinity }],
		['a text', { bikes: '5' as unknown as number }]
	])('%s are refused', (_what, dots) => {
		expect(voting().when(ballot(dots), as('anna'))).toMatchObject(refused('too_many_dots', { most: 5 }));
	});

	test.each(['gone', '__proto__', 'constructor'])('dots for "%s", which is no option, are refused', (id) => {
		const dots = JSON.parse(`{"${id}": 1}`) as Record<string, number>;
		expect(voting().when(ballot(dots), as('anna'))).toMatchObject(refused('unknown_theme', { theme: id }));
	});

	test('before a vote, for another vote and after the vote nothing is cast', () => {
		expect(given(themes, known('anna')).when(ballot({}), as('anna'))).toMatchObject(refused('unknown_vote'));
		expect(voting().when(ballot({}, 'v0'), as('anna'))).toMatchObject(refused('unknown_vote', { vote: 'v0' }));
		expect(voting(on('everyone', closed)).when(ballot({}), as('anna'))).toMatchObject(refused('vote_closed'));
	});

	test('a lost connection takes nobody’s vote away; who is not (or no more) taking part has none', () => {
		const be = (participation: 'away' | 'arrived' | 'left' | 'removed' | 'waiting') =>
			voting(known('bo', { participation })).when(ballot({ bikes: 1 }), as('bo'));
		expect(be('away').ok).toBe(true);
		for (const state of ['arrived', 'left', 'removed', 'waiting'] as const)
			expect(be(state)).toMatchObject(refused('not_committed'));
	});

	test('a table host votes; the crew, a stranger and a screen do not', () => {
		const scene = voting(known('hana', { role: 'table_host' }), known('luc', { role: 'harvester' }));
		expect(scene.when(ballot({ bikes: 1 }), as('hana', 'table_host')).ok).toBe(true);
		expect(scene.when(ballot({ bikes: 1 }), luc)).toMatchObject(refused('not_allowed'));
		expect(scene.when(ballot({ bikes: 1 }), as('nobody'))).toMatchObject(refused('unknown_person'));
		expect(scene.when(ballot({ bikes: 1 }), as(null, 'screen'))).toMatchObject(refused('not_allowed'));
	});

	test('who was forgotten votes no more, on paper neither', () => {
		const forgotten = on('desk', { type: 'person_forgotten', person: person('anna'), what: 'identity' });
		expect(voting(forgotten).when(ballot({ bikes: 1 }), as('anna'))).toMatchObject(refused('forgotten'));
		expect(voting(forgotten).when(paper('anna', { bikes: 1 }), luc)).toMatchObject(refused('forgotten'));
	});
});

describe('paper', () => {
	test('a harvester types it; the trace says who typed, not whose it was', () => {
		expect(voting().facts(paper('anna', { bikes: 2 }), luc)).toEqual([
			{
				channel: 'person:anna',
				fact: { type: 'ballot_cast', vote: 'v1', dots: { bikes: 2 }, paper: true },
				owner: 'anna'
			},
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'cast_paper_ballot', by: 'luc', at: NOW } }
		]);
	});

	test('[I13] one ballot per person: paper replaces nothing and is replaced by nothing', () => {
		const already = refused('ballot_cast_already');
		expect(voting(cast('anna', { bikes: 1 })).when(paper('anna', { trams: 1 }), luc)).toMatchObject(already);
		const onPaper = voting().after(paper('anna', { bikes: 2 }), luc);
		expect(onPaper.when(paper('anna', { bikes: 2 }), luc)).toMatchObject(already);
		expect(onPaper.when(ballot({ bikes: 2 }), as('anna'))).toMatchObject(already);
	});

	test('the rules of the dots hold on paper too', () => {
		expect(voting().when(paper('anna', { bikes: 6 }), luc)).toMatchObject(refused('too_many_dots', { most: 5 }));
		expect(voting().when(paper('nobody', { bikes: 1 }), luc)).toMatchObject(refused('unknown_person'));
	});
});

describe('closing', () => {
	const crowd = (hall: number, remote: number): ChannelFact[] =>
		[...Array(hall + remote).keys()].flatMap((i) => [
			...known(`p${i}`, { attendance: i < hall ? 'hall' : 'remote' }),
			...cast(`p${i}`, i < hall ? { bikes: 2 } : { bikes: 1, trams: 1 })
		]);

	test('[I13] nothing of the result is public while the vote is open', () => {
		const scene = voting(crowd(6, 6));
		expect(everyoneOf(scene.state).vote).toEqual({
			id: 'v1',
			dots: 5,
			options: opened.options,
			openedAt: NOW,
			result: null
		});
	});

	test('the tallies are counted from the ballots, in the order of the options, and the act is recorded', () => {
		const [fact, act] = voting(crowd(3, 2)).facts(close, petra);
		expect(fact).toEqual({
			channel: 'everyone',
			fact: {
				type: 'vote_closed',
				vote: 'v1',
				at: NOW,
				ballots: 5,
				tallies: [
					{ theme: 'bikes', dots: 8 },
					{ theme: 'trams', dots: 2 },
					{ theme: 'parks', dots: 0 }
				]
			}
		});
		expect(act?.fact).toMatchObject({ type: 'act_recorded', act: 'close_vote', by: 'petra' });
	});

	test('[H1] hall and remote are shown apart when both are five or more', () => {
		expect(resultOf(voting(crowd(5, 5)).after(close, petra))?.tallies).toEqual([
			{ theme: 'bikes', dots: 15, hall: 10, remote: 5 },
			{ theme: 'trams', dots: 5, hall: 0, remote: 5 },
			{ theme: 'parks', dots: 0, hall: 0, remote: 0 }
		]);
	});

	test.each([
		[5, 4],
		[4, 5],
		[9, 0]
	])('of %d in the hall and %d remote the whole split is hidden: it would show how somebody voted', (hall, remote) => {
		for (const tally of resultOf(voting(crowd(hall, remote)).after(close, petra))?.tallies ?? [])
			expect(Object.keys(tally)).toEqual(['theme', 'dots']);
	});

	test('who was forgotten before is not counted, and her being left out does not show the split of the rest', () => {
		const forgotten = on('desk', { type: 'person_forgotten', person: person('p0'), what: 'identity' });
		const own = on(`person:${person('p1')}`, { type: 'forgotten', what: 'everything' });
		const result = resultOf(voting(crowd(6, 5), forgotten, own).after(close, petra));
		expect(result).toMatchObject({ ballots: 9, tallies: [{ dots: 13 }, { dots: 5 }, { dots: 0 }] });
		expect(result?.tallies[0]).not.toHaveProperty('hall');
	});

	test('one ballot of which nobody knows where it came from hides the split: the rest would show it', () => {
		const result = resultOf(voting(crowd(5, 5), cast('ghost', { parks: 1 })).after(close, petra));
		expect(result).toMatchObject({ ballots: 11, tallies: [{ dots: 15 }, { dots: 5 }, { dots: 1 }] });
		expect(result?.tallies[0]).not.toHaveProperty('hall');
	});

	test('a ballot whose key was destroyed is no ballot', () => {
		const unreadable = { type: 'ballot_cast', vote: vote('v1'), dots: null, paper: null } as never;
		const scene = voting(on(`person:${person('anna')}`, unreadable));
		expect(resultOf(scene.after(close, petra))?.ballots).toBe(0);
	});

	test('after closing, forgetting everybody changes no result', () => {
		const scene = voting(crowd(5, 5)).after(close, petra);
		const all = [...Array(10).keys()].flatMap((i) => [
			...on('desk', { type: 'person_forgotten' as const, person: person(`p${i}`), what: 'everything' as const }),
			...on(`person:${person(`p${i}`)}`, { type: 'forgotten' as const, what: 'everything' as const })
		]);
		const decided = scene.state.get('everyone');
		const later = given(themes, on('everyone', opened), crowd(5, 5), voting(crowd(5, 5)).facts(close, petra), all);
		expect(later.state.get('everyone')).toEqual(decided);
	});

	test('[I12] closed twice counts once: the second learns who was first', () => {
		const scene = voting().after(close, petra);
		expect(scene.when(close, luc)).toMatchObject(refused('already_done', { by: 'petra' }));
		expect(scene.when({ ...close, vote: vote('v0') }, luc)).toMatchObject(refused('unknown_vote', { vote: 'v0' }));
	});

	test('repeated facts change nothing: a closed vote is neither opened nor counted again', () => {
		const scene = voting(crowd(1, 1)).after(close, petra);
		const repeated = on('everyone', opened, { ...closed, ballots: 99 }, { ...closed, vote: vote('v0') });
		const before = scene.state.get('everyone');
		const again = given(themes, on('everyone', opened), voting(crowd(1, 1)).facts(close, petra), repeated);
		expect(again.state.get('everyone')).toEqual(before);
	});

	test('the closing of another vote closes nothing', () => {
		expect(resultOf(voting(on('everyone', { ...closed, vote: vote('v0') })))).toBeNull();
	});

	test('an unreadable closing of no vote at all is harmless', () => {
		expect(everyoneOf(given(on('everyone', { type: 'vote_closed' } as never)).state).vote).toBeNull();
	});
});
