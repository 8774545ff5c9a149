import { act } from '../acts.ts';
import { kindOf, personChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { ChannelFact, EveryoneFact } from '../facts.ts';
import type { PersonId, ThemeId, VoteId } from '../ids.ts';
import type { EventState, PersonPart, PublicVote, VoteOption } from '../parts.ts';
import { deskOf, deskPersonOf, everyoneOf, personOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { ballotOf, ballotsOf, isForgotten, tally, votersOf, type Ballot } from './ballots.ts';
import { themeOf } from './insights.ts';
import { SITTING } from '../people/role-groups.ts';

export type VoteCommand = Extract<
	Command,
	{ type: 'open_vote' | 'cast_ballot' | 'cast_paper_ballot' | 'close_vote' | 'withdraw_vote' }
>;

export const LEAST_OPTIONS = 2;
export const MOST_DOTS = 20;

type Asked = Pick<Context, 'actor' | 'now'>;
type Decision = Result<ChannelFact[], Refusal>;

export function decideVote(state: EventState, command: VoteCommand, context: Asked): Decision {
	switch (command.type) {
		case 'open_vote':
			return openVote(state, command, context);
		case 'cast_ballot':
			return castBallot(state, command, context);
		case 'cast_paper_ballot':
			return castPaperBallot(state, command, context);
		case 'close_vote':
			return closeVote(state, command, context);
		case 'withdraw_vote':
			return withdrawVote(state, command, context);
	}
}

const forEveryone = (fact: EveryoneFact, command: VoteCommand, context: Asked): Decision =>
	ok([{ channel: 'everyone', fact }, act(command.type, context)]);

function openVote(state: EventState, command: Extract<VoteCommand, { type: 'open_vote' }>, context: Asked): Decision {
	const { vote } = everyoneOf(state);
	if (vote && !vote.result) return refuse({ code: 'vote_open', params: alreadyDone(state, command.type).params ?? {} });
	if (vote?.id === command.vote || isWithdrawn(state, command.vote) || wasVotedOn(state, command.vote))
		return refuse({ code: 'id_taken', params: { id: command.vote } });

	const options: VoteOption[] = [];
	for (const id of new Set(command.themes)) {
		const theme = themeOf(deskOf(state), id);
		if (!theme) return refuse({ code: 'unknown_theme', params: { theme: id } });
		options.push({ theme: id, name: theme.name });
	}
	if (options.length < LEAST_OPTIONS) return refuse({ code: 'too_few_options', params: { least: LEAST_OPTIONS } });
	if (!Number.isInteger(command.dots) || command.dots < 1 || command.dots > MOST_DOTS)
		return refuse({ code: 'too_many_dots', params: { least: 1, most: MOST_DOTS } });
	const { vote: id, dots } = command;
	return forEveryone({ type: 'vote_opened', vote: id, dots, options, at: context.now }, command, context);
}

const isWithdrawn = (state: EventState, vote: VoteId): boolean =>
	everyoneOf(state).withdrawnVotes.some(({ id }) => id === vote);

/** An id that was used before would count the ballots of that time again. */
function wasVotedOn(state: EventState, vote: VoteId): boolean {
	for (const [channel, part] of state)
		if (kindOf(channel) === 'person' && ballotOf(part as PersonPart, vote)) return true;
	return false;
}

function openVoteOf(state: EventState, id: VoteId): Result<PublicVote, Refusal> {
	const { vote } = everyoneOf(state);
	if (isWithdrawn(state, id)) return refuse({ code: 'vote_withdrawn' });
	if (vote?.id !== id) return refuse({ code: 'unknown_vote', params: { vote: id } });
	return vote.result ? refuse({ code: 'vote_closed' }) : ok(vote);
}

function castBallot(
	state: EventState,
	command: Extract<VoteCommand, { type: 'cast_ballot' }>,
	context: Asked
): Decision {
	const { person } = context.actor;
	if (person === null) return refuse({ code: 'not_allowed' });
	const dots = filledIn(state, person, command);
	if (!dots.ok) return dots;
	const before = ballotOf(personOf(state, person), command.vote);
	if (before?.paper) return refuse({ code: 'ballot_cast_already' });
	// Until the vote closes she may think again; the new ballot takes the place of the old one.
	if (before && sameDots(before.dots, dots.value)) return ok([]);
	return ok([cast(person, command.vote, dots.value, false)]);
}

function castPaperBallot(
	state: EventState,
	command: Extract<VoteCommand, { type: 'cast_paper_ballot' }>,
	context: Asked
): Decision {
	const { person, vote } = command;
	const dots = filledIn(state, person, command);
	if (!dots.ok) return dots;
	if (ballotOf(personOf(state, person), vote)) return refuse({ code: 'ballot_cast_already' });
	// The trace says who typed a ballot, not whose it was.
	return ok([cast(person, vote, dots.value, true), act(command.type, context)]);
}

const cast = (person: PersonId, vote: VoteId, dots: Ballot['dots'], paper: boolean): ChannelFact => ({
	channel: personChannel(person),
	fact: { type: 'ballot_cast', vote, dots, paper },
	owner: person
});

/** The dots of a valid ballot, or why this person may not cast it. */
function filledIn(
	state: EventState,
	person: PersonId,
	ballot: { vote: VoteId; dots: Readonly<Record<ThemeId, number>> }
): Result<Record<ThemeId, number>, Refusal> {
	const vote = openVoteOf(state, ballot.vote);
	if (!vote.ok) return vote;
	const voter = whoMayVote(state, person);
	if (!voter.ok) return voter;
	const entries = Object.entries(ballot.dots) as [ThemeId, number][];
	const stranger = entries.find(([theme]) => !vote.value.options.some((option) => option.theme === theme));
	if (stranger) return refuse({ code: 'unknown_theme', params: { theme: stranger[0] } });
	const sum = entries.reduce((total, [, dots]) => total + dots, 0);
	// Minus three dots here would buy three more elsewhere.
	if (entries.some(([, dots]) => !Number.isInteger(dots) || dots < 0) || sum > vote.value.dots)
		return refuse({ code: 'too_many_dots', params: { most: vote.value.dots } });
	return ok(Object.fromEntries(entries.filter(([, dots]) => dots > 0)));
}

/** Participants and table hosts who take part; a lost connection takes nobody's vote away. */
function whoMayVote(state: EventState, id: PersonId): Result<PersonId, Refusal> {
	const person = deskPersonOf(state, id);
	if (!person) return refuse({ code: 'unknown_person' });
	if (isForgotten(state, id)) return refuse({ code: 'forgotten' });
	if (!SITTING.includes(person.role)) return refuse({ code: 'not_allowed' });
	const takesPart = person.participation === 'committed' || person.participation === 'away';
	return takesPart ? ok(id) : refuse({ code: 'not_committed' });
}

function closeVote(state: EventState, command: Extract<VoteCommand, { type: 'close_vote' }>, context: Asked): Decision {
	const vote = openVoteOf(state, command.vote);
	if (!vote.ok) return refuse(vote.error.code === 'vote_closed' ? alreadyDone(state, command.type) : vote.error);
	const ballots = ballotsOf(state, command.vote);
	return forEveryone(
		{
			type: 'vote_closed',
			vote: command.vote,
			at: context.now,
			ballots: ballots.length,
			tallies: tally(vote.value.options, ballots)
		},
		command,
		context
	);
}

/** Opened too early or with the wrong themes: every ballot is thrown away, and each voter’s page says so. */
function withdrawVote(
	state: EventState,
	command: Extract<VoteCommand, { type: 'withdraw_vote' }>,
	context: Asked
): Decision {
	const vote = openVoteOf(state, command.vote);
	if (!vote.ok) {
		if (vote.error.code === 'vote_withdrawn') return refuse(alreadyDone(state, command.type));
		// Somebody closed it in the meantime: its result was seen.
		const closed = { ...alreadyDone(state, 'close_vote'), code: 'too_late_to_withdraw' } as const;
		return refuse(vote.error.code === 'vote_closed' ? closed : vote.error);
	}
	return ok([
		{ channel: 'everyone', fact: { type: 'vote_withdrawn', vote: command.vote, at: context.now } },
		...votersOf(state, command.vote).map((person): ChannelFact => ({
			channel: personChannel(person),
			fact: { type: 'ballot_thrown_away', vote: command.vote },
			owner: person
		})),
		act(command.type, context)
	]);
}

function sameDots(a: Ballot['dots'], b: Ballot['dots']): boolean {
	const themes = Object.keys(a) as ThemeId[];
	return themes.length === Object.keys(b).length && themes.every((theme) => a[theme] === b[theme]);
}
