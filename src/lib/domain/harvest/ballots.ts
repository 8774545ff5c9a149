import { personIn } from '../channel.ts';
import type { PersonId, VoteId } from '../ids.ts';
import type { EventState, PersonPart, Tally, VoteOption } from '../parts.ts';
import type { Attendance } from '../event/event-card.ts';
import { deskPersonOf, personOf } from '../read.ts';

export type Ballot = PersonPart['ballots'][VoteId];

/** A split by attendance is shown only when each group has this many ballots: fewer would show how somebody voted. */
export const SPLIT_FLOOR = 5;

export const ballotOf = (person: PersonPart, vote: VoteId): Ballot | undefined =>
	Object.hasOwn(person.ballots, vote) ? person.ballots[vote] : undefined;

/** Said on the desk in clear, and by herself as long as her key exists: one of them is enough. */
export const isForgotten = (state: EventState, id: PersonId): boolean =>
	personOf(state, id).forgotten !== null || deskPersonOf(state, id)?.forgotten === true;

/** Who cast a ballot that can be read; forgotten people have none. */
export function votersOf(state: EventState, vote: VoteId): PersonId[] {
	const voters: PersonId[] = [];
	for (const [channel, part] of state) {
		const id = personIn(channel);
		if (id !== null && ballotOf(part as PersonPart, vote) && !isForgotten(state, id)) voters.push(id);
	}
	return voters;
}

export interface CountedBallot {
	readonly dots: Ballot['dots'];
	/** undefined when it is not known any more; then no split is shown. */
	readonly attendance: Attendance | undefined;
}

/** All ballots of a vote. Those of people who were forgotten are not counted: their keys are gone. */
export function ballotsOf(state: EventState, vote: VoteId): CountedBallot[] {
	return votersOf(state, vote).flatMap((id) => {
		const ballot = ballotOf(personOf(state, id), vote);
		return ballot ? [{ dots: ballot.dots, attendance: deskPersonOf(state, id)?.attendance }] : [];
	});
}

const dotsFor = (ballots: readonly CountedBallot[], option: VoteOption): number =>
	ballots.reduce((sum, { dots }) => sum + (Object.hasOwn(dots, option.theme) ? (dots[option.theme] ?? 0) : 0), 0);

/** Dots per option, in the order of the options; split by attendance for all of them or for none. */
export function tally(options: readonly VoteOption[], ballots: readonly CountedBallot[]): Tally[] {
	const hall = ballots.filter(({ attendance }) => attendance === 'hall');
	const remote = ballots.filter(({ attendance }) => attendance === 'remote');
	const split =
		hall.length >= SPLIT_FLOOR && remote.length >= SPLIT_FLOOR && hall.length + remote.length === ballots.length;
	return options.map((option) => ({
		theme: option.theme,
		dots: dotsFor(ballots, option),
		...(split ? { hall: dotsFor(hall, option), remote: dotsFor(remote, option) } : {})
	}));
}
