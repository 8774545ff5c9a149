import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import { evolve, fold } from '../evolve.ts';
import type { ChannelFact, DeskFact, Fact } from '../facts.ts';
import { decideHelp, type HelpCommand } from '../help/decide.ts';
import type { IdeaId, ThemeId } from '../ids.ts';
import { initialPart } from '../initial.ts';
import type { EventState } from '../parts.ts';
import type { Role } from '../people/person.ts';
import { deskOf, everyoneOf, personOf, stageOf } from '../read.ts';
import type { Result } from '../result.ts';
import { decideStage, type StageCommand } from '../stage/decide.ts';
import { decideHarvest, type HarvestCommand } from './decide.ts';
import { as, call, idea, known, NOW, on, person, table, theme, vote } from './given.test-kit.ts';
import { homeOf, sourcesOf, standingInsights, standsFor } from './insights.ts';

const IDEAS = ['a', 'b', 'c', 'd', 'e', 'f'].map(idea);
const THEMES = ['t1', 't2', 't3'].map(theme);
const VOTES = ['v1', 'v2'].map(vote);
const PEOPLE = [...Array(12).keys()].map((i) => person(`p${i}`));
const ROLES: Role[] = ['facilitator', 'harvester', 'moderator', 'greeter', 'participant', 'table_host'];

const anIdea = fc.constantFrom(...IDEAS, idea('unknown'));
const aTheme = fc.constantFrom(...THEMES);
const aVote = fc.constantFrom(...VOTES);
/** Few of them act, so that their steps meet. */
const aPerson = fc.constantFrom(...PEOPLE.slice(8), person('nobody'));
const aCall = fc.constantFrom(call('c1'), call('c2'));
const ideas = fc.array(anIdea, { maxLength: 4 });
const fewDots = fc.dictionary(fc.constantFrom<string>(...THEMES), fc.integer({ min: 0, max: 2 })) as fc.Arbitrary<
	Record<ThemeId, number>
>;
const dots = fc.dictionary(
	fc.constantFrom<string>(...THEMES, ...THEMES, 'gone'),
	fc.integer({ min: -1, max: 4 })
) as fc.Arbitrary<Record<ThemeId, number>>;
const one = <T extends string, R extends object>(type: T, rest: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
	fc.record({ type: fc.constant(type), ...rest }) as fc.Arbitrary<{ type: T } & R>;

type Anything = HarvestCommand | StageCommand | HelpCommand;
const aCommand: fc.Arbitrary<Anything> = fc.oneof(
	one('create_theme', { theme: aTheme, name: fc.string({ maxLength: 130 }) }),
	one('rename_theme', { theme: aTheme, name: fc.string({ maxLength: 130 }) }),
	one('remove_theme', { theme: aTheme }),
	one('place_insight', { idea: anIdea, theme: fc.option(aTheme) }),
	one('merge_twins', { keep: anIdea, twins: ideas }),
	one('part_twins', { twins: ideas }),
	one('word_message', { theme: aTheme, message: fc.dictionary(fc.constantFrom('en', 'fr'), fc.string()) }),
	one('open_vote', { vote: aVote, themes: fc.array(aTheme, { maxLength: 3 }), dots: fc.integer({ min: 0, max: 21 }) }),
	one('cast_ballot', { vote: aVote, dots: fc.oneof(dots, fewDots) }),
	one('cast_paper_ballot', { person: aPerson, vote: aVote, dots: fc.oneof(dots, fewDots) }),
	one('close_vote', { vote: aVote }),
	one('withdraw_vote', { vote: aVote }),
	one('publish_results', {}),
	one('unpublish_results', { version: fc.integer({ min: 1, max: 2 }) }),
	one('raise_hand', {}),
	one('lower_hand', { person: aPerson }),
	one('call_to_stage', { person: aPerson }),
	one('answer_stage_invitation', { accept: fc.boolean() }),
	one('leave_stage', { person: aPerson }),
	one('call_help', { call: aCall }),
	one('take_help', { call: aCall }),
	one('solve_help', { call: aCall })
);
const aStep = fc.record({ command: aCommand, role: fc.constantFrom(...ROLES), who: fc.option(aPerson) });

const insights: DeskFact[] = IDEAS.map((id, i) => ({
	type: 'insight_received',
	idea: id,
	table: table(`table-${i % 4}`),
	round: 1,
	topic: null,
	text: `words of ${id}`,
	language: 'en',
	at: NOW,
	signedBy: null
}));
const people = PEOPLE.flatMap((id, i) =>
	known(id, { role: i < 10 ? 'participant' : 'moderator', attendance: i % 2 ? 'hall' : 'remote' })
);
const start: ChannelFact[] = [
	...people,
	...on('desk', ...insights, ...THEMES.slice(1).map((id): DeskFact => ({ type: 'theme_created', theme: id, name: id })))
];

function decideAny(state: EventState, command: Anything, context: Context): Result<ChannelFact[], Refusal> {
	if (command.type.endsWith('_help')) return decideHelp(state, command as HelpCommand, context);
	return /hand|stage/.test(command.type)
		? decideStage(state, command as StageCommand, context)
		: decideHarvest(state, command as HarvestCommand, context);
}

/** Runs the steps, and gives the whole log and the state after it; `each` sees every decision with the state before. */
function run(
	steps: readonly { command: Anything; role: Role; who: string | null }[],
	each: (state: EventState, command: Anything, facts: readonly ChannelFact[], context: Context) => void = () => {}
) {
	const log = [...start];
	const state = fold(new Map(), start);
	steps.forEach(({ command, role, who }, i) => {
		const context = as(who, role, NOW + i);
		const decision = decideAny(state, command, context);
		if (!decision.ok) return;
		each(state, command, decision.value, context);
		log.push(...decision.value);
		fold(state, decision.value);
	});
	return { log, state };
}
const byHarvester = (command: Anything) => ({ command, role: 'harvester' as const, who: person('p11') });
const opening = [
	byHarvester({ type: 'create_theme', theme: theme('t1'), name: 't1' }),
	byHarvester({ type: 'open_vote', vote: vote('v1'), themes: THEMES, dots: 5 })
];
/** Half of the runs have an open vote from the start. */
const steps = fc
	.tuple(fc.boolean(), fc.array(aStep, { maxLength: 60, size: 'max' }))
	.map(([open, taken]) => (open ? [...opening, ...taken] : taken));

/** The audit trail counts what it is told, so it is left out where facts are repeated. */
const notActs = ({ fact }: ChannelFact) => fact.type !== 'act_recorded';

test('[LOG-4] random commands never throw, and replaying the log gives the same state', () => {
	fc.assert(
		fc.property(steps, (taken) => {
			const { log, state } = run(taken);
			expect(fold(new Map(), log)).toEqual(state);
		})
	);
});

test('[LOG-4] a fact that is folded twice in a row changes nothing more', () => {
	fc.assert(
		fc.property(steps, (taken) => {
			const facts = run(taken).log.filter(notActs);
			const twice = facts.flatMap((fact) => [fact, fact]);
			expect(fold(new Map(), twice)).toEqual(fold(new Map(), facts));
		})
	);
});

test('[LOG-4] the board is the same with words whose keys were destroyed, but for the words', () => {
	const wordless = ({ channel, fact }: ChannelFact): ChannelFact => ({
		channel,
		fact: 'text' in fact ? ({ ...fact, text: null } as unknown as Fact) : fact
	});
	fc.assert(
		fc.property(steps, ideas, (taken, gone) => {
			const log = [...run(taken).log, ...on('desk', { type: 'insights_withdrawn', ideas: gone })];
			const desk = deskOf(fold(new Map(), log));
			const replayed = deskOf(fold(new Map(), log.map(wordless)));
			expect(replayed).toEqual({ ...desk, insights: desk.insights.map((insight) => ({ ...insight, text: null })) });
		})
	);
});

test('[LOG-4] facts with missing or unreadable fields never throw', () => {
	const fields = fc.uniqueArray(fc.nat(8));
	const begun = fold(new Map(), start);
	const tables = on(
		'desk',
		{ type: 'insight_reworded', idea: IDEAS[0] as IdeaId, text: 'x' },
		{ type: 'insight_taken_back', idea: IDEAS[1] as IdeaId },
		{ type: 'insights_withdrawn', ideas: IDEAS }
	);
	fc.assert(
		fc.property(steps, fields, fc.constantFrom(null, undefined), (taken, dropped, instead) => {
			for (const { channel, fact } of [...run(taken).log.slice(people.length), ...tables]) {
				const broken = Object.entries(fact).map(([name, value], i) =>
					name !== 'type' && dropped.includes(i) ? [name, instead] : [name, value]
				);
				for (const part of [initialPart(channel), begun.get(channel) ?? initialPart(channel)])
					expect(() => evolve(channel, part, Object.fromEntries(broken) as Fact)).not.toThrow();
			}
		})
	);
});

test('[I8] whatever is merged, parted and placed: every insight is there, in one family and one place', () => {
	fc.assert(
		fc.property(steps, (taken) => {
			const desk = deskOf(run(taken).state);
			expect(desk.insights.map(({ idea: id }) => id)).toEqual(IDEAS);
			const families = standingInsights(desk).flatMap(({ idea: id }) =>
				sourcesOf(desk, id).map((source) => source.idea)
			);
			expect(families.toSorted()).toEqual(IDEAS);
			for (const keep of Object.values(desk.twins)) expect(Object.hasOwn(desk.twins, keep)).toBe(false);
			const placed = desk.themes.flatMap((each) => each.insights);
			expect(new Set(placed).size).toBe(placed.length);
			for (const id of placed) expect(standsFor(desk, id)).toBe(id);
		})
	);
});

test('[I8] merging and parting again gives back the same insights, each for itself, the kept one in its place', () => {
	const subset = fc.uniqueArray(fc.constantFrom(...IDEAS), { minLength: 2 });
	fc.assert(
		fc.property(subset, fc.dictionary(fc.constantFrom<string>(...IDEAS), aTheme), ([keep, ...twins], places) => {
			const placed = Object.entries(places).map(([id, into]): DeskFact => ({
				type: 'insight_placed',
				idea: id as IdeaId,
				theme: into
			}));
			const state = fold(new Map(), [...start, ...on('desk', ...placed)]);
			const before = deskOf(state);
			for (const command of [
				{ type: 'merge_twins', keep: keep as IdeaId, twins },
				{ type: 'part_twins', twins }
			] as const) {
				const decision = decideHarvest(state, command, as('luc', 'harvester'));
				fold(state, decision.ok ? decision.value : []);
			}
			const after = deskOf(state);
			expect(after.insights).toEqual(before.insights);
			expect(after.twins).toEqual({});
			const home = homeOf(before, keep as IdeaId);
			if (home) expect(homeOf(after, keep as IdeaId)?.id).toBe(home.id);
		})
	);
});

test('[I8] insights that tables take back leave no twin, no place and no chain behind', () => {
	fc.assert(
		fc.property(steps, ideas, (taken, gone) => {
			const { state } = run(taken);
			fold(state, on('desk', ...gone.map((id): DeskFact => ({ type: 'insight_taken_back', idea: id }))));
			const desk = deskOf(state);
			const left = IDEAS.filter((id) => !gone.includes(id));
			expect(desk.insights.map(({ idea: id }) => id)).toEqual(left);
			const families = standingInsights(desk).flatMap(({ idea: id }) =>
				sourcesOf(desk, id).map((source) => source.idea)
			);
			expect(families.toSorted()).toEqual(left);
			for (const id of desk.themes.flatMap((each) => each.insights)) expect(left).toContain(id);
		})
	);
});

/** A vote that is open from the start, so that most of the steps are about ballots. */
const voting = fc.array(
	fc.record({
		command: fc.oneof(
			{ weight: 12, arbitrary: one('cast_ballot', { vote: fc.constant(vote('v1')), dots: fewDots }) },
			{
				weight: 4,
				arbitrary: one('cast_paper_ballot', { person: aPerson, vote: fc.constant(vote('v1')), dots: fewDots })
			},
			{ weight: 1, arbitrary: one('close_vote', { vote: fc.constant(vote('v1')) }) }
		) as fc.Arbitrary<Anything>,
		role: fc.constant<Role>('participant'),
		who: aPerson
	}),
	{ maxLength: 60 }
);

test('[I13] the tallies are the sum of the last valid ballot of each person', () => {
	fc.assert(
		fc.property(voting, (taken) => {
			const cast = new Map<string, Record<string, number>>();
			const { state } = run(
				[...opening, ...taken, byHarvester({ type: 'close_vote', vote: vote('v1') })],
				(_before, command, facts, { actor }) => {
					if (command.type === 'cast_ballot') cast.set(actor.person ?? '', command.dots);
					if (command.type === 'cast_paper_ballot') cast.set(command.person, command.dots);
					for (const { channel, fact, owner } of facts)
						if (fact.type === 'ballot_cast') expect(channel).toBe(`person:${owner}`);
				}
			);
			const result = everyoneOf(state).vote?.result;
			expect(result?.ballots).toBe(cast.size);
			for (const tally of result?.tallies ?? []) {
				const sum = [...cast.values()].reduce((total, ballot) => total + (ballot[tally.theme] ?? 0), 0);
				expect(tally.dots).toBe(sum);
				if (tally.hall !== undefined) expect(tally.hall + (tally.remote ?? 0)).toBe(sum);
			}
		})
	);
});

test('[I13] no ballot in the log has more dots than there are, a negative one, or an option that is none', () => {
	fc.assert(
		fc.property(fc.array(fc.record({ who: aPerson, dots }), { maxLength: 20 }), (ballots) => {
			const cast = ballots.map(({ who, dots: given }) => ({
				command: { type: 'cast_ballot' as const, vote: vote('v1'), dots: given },
				role: 'participant' as const,
				who
			}));
			const { state } = run([...opening, ...cast]);
			for (const id of PEOPLE) {
				const values = Object.entries(personOf(state, id).ballots[vote('v1')]?.dots ?? {});
				expect(values.every(([option, n]) => THEMES.includes(option as ThemeId) && n > 0)).toBe(true);
				expect(values.reduce((sum, [, n]) => sum + n, 0)).toBeLessThanOrEqual(5);
			}
		})
	);
});

test('[I13] every ballot is accepted or refused as the rules of the dots say', () => {
	fc.assert(
		fc.property(dots, (given) => {
			const { state } = run(opening);
			const values = Object.values(given);
			const valid = !('gone' in given) && values.every((n) => n >= 0) && values.reduce((sum, n) => sum + n, 0) <= 5;
			const command: Command & HarvestCommand = { type: 'cast_ballot', vote: vote('v1'), dots: given };
			expect(decideHarvest(state, command, as('p0')).ok).toBe(valid);
		})
	);
});

test('nobody comes on stage but by her own yes, or by calling herself as one who leads', () => {
	fc.assert(
		fc.property(steps, (taken) => {
			run(taken, (before, command, facts, { actor }) => {
				for (const { fact } of facts) {
					if (fact.type !== 'stage_joined') continue;
					expect(fact.person).toBe(actor.person);
					const invited = personOf(before, fact.person).invitedToStage;
					const leads = actor.role === 'facilitator' || actor.role === 'moderator';
					expect(command.type === 'call_to_stage' ? leads : invited).toBe(true);
				}
			});
		})
	);
});

test('who is asked has a called hand, who has a called hand is asked, and nobody is in the list and on stage', () => {
	fc.assert(
		fc.property(steps, (taken) => {
			const { state } = run(taken);
			const { hands, onStage } = stageOf(state);
			for (const id of PEOPLE) {
				const hand = hands.find((each) => each.person === id);
				expect(personOf(state, id).invitedToStage).toBe(hand?.called ?? false);
				if (hand) expect(onStage.some((each) => each.person === id)).toBe(false);
			}
		})
	);
});

test('the steps of these properties reach every command (or they would prove nothing)', () => {
	const accepted = new Set<string>();
	fc.assert(
		fc.property(steps, (taken) => {
			run(taken, (_before, command, facts) => {
				if (facts.length > 0) accepted.add(command.type);
			});
		}),
		{ seed: 7, numRuns: 400 }
	);
	expect([...accepted].toSorted()).toHaveLength(22);
});
