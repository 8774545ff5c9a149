/** What every command of the bell's timeline needs: versions, durations, and what is said to a late press. */
import type { Command, Refusal } from '../commands.ts';
import type { ChannelFact } from '../facts.ts';
import type { EventState } from '../parts.ts';
import { everyoneOf } from '../read.ts';
import type { Result } from '../result.ts';
import { MINUTE_MS } from './clock.ts';

export type Decision = Result<ChannelFact[], Refusal>;
export type RoundCommand = Extract<
	Command,
	{
		type:
			| 'start_round'
			| 'extend_round'
			| 'pause_round'
			| 'resume_round'
			| 'ring_bell'
			| 'switch_tables'
			| 'start_next_round'
			| 'undo_move';
	}
>;

/** A number that no seating and no bell has had before: rooms of LiveKit are named by it. */
export const freshVersion = (state: EventState): number => {
	const { seatingVersion, versionsUsed } = everyoneOf(state);
	return Math.max(seatingVersion, versionsUsed) + 1;
};

/** The domain's durations shrink in a rehearsal; limits of people's machines do not. */
export const scaled = (state: EventState, ms: number): number => ms / (everyoneOf(state).card?.timeScale ?? 1);

export const stale = (state: EventState, asked: number): Refusal => {
	const { clock } = everyoneOf(state);
	return { code: 'stale_round', params: { asked, running: 'round' in clock ? clock.round : null } };
};

export const roundMs = (state: EventState, round: number): number =>
	scaled(state, (everyoneOf(state).card?.cafe.rounds[round - 1]?.minutes ?? 20) * MINUTE_MS);
