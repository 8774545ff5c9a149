/** Start, extend, pause, bell, switch, move, undo: every command names the round or version that it means. */
import { act } from '../acts.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { EventState } from '../parts.ts';
import { deskOf, everyoneOf } from '../read.ts';
import { ok, refuse } from '../result.ts';
import { ringBell, takeBack } from './bell.ts';
import { leftAtBell, MINUTE_MS } from './clock.ts';
import { seatingFacts, startNextRound, switchTables, undoMove } from './moves.ts';
import { seatsFor } from './seating.ts';
import { freshVersion, roundMs, scaled, stale, type Decision, type RoundCommand } from './timeline.ts';

export function decideRound(state: EventState, command: RoundCommand, context: Context): Decision {
	switch (command.type) {
		case 'start_round':
			return startRound(state, command.round, context);
		case 'extend_round':
			return extendRound(state, command, context);
		case 'pause_round':
			return pauseRound(state, command.round, context);
		case 'resume_round':
			return resumeRound(state, command.round, context);
		case 'ring_bell':
			return ringBell(state, command.round, context);
		case 'switch_tables':
			return switchTables(state, command, context);
		case 'start_next_round':
			return startNextRound(state, command.round, context);
		case 'undo_move':
			return undoMove(state, command.version, context);
	}
}

/** Round 1: nobody sits yet, so seats and clock begin together. Later rounds come from `start_next_round`. */
function startRound(state: EventState, round: number, context: Context): Decision {
	const { clock } = everyoneOf(state);
	if (clock.phase === 'moving' && clock.next === round) return startNextRound(state, round, context);
	if (clock.phase !== 'before' || round !== 1) {
		const running = 'round' in clock ? clock.round : null;
		return refuse(
			running === round ? alreadyDone(state, 'start_round') : { code: 'round_running', params: { running } }
		);
	}
	if (!deskOf(state).plan) return refuse({ code: 'no_plan' });
	const seats = seatsFor(state, 1);
	if (Object.keys(seats).length === 0) return refuse({ code: 'nobody_seated' });
	const version = freshVersion(state);
	return ok([
		{
			channel: 'everyone',
			fact: {
				type: 'round_started',
				round,
				startedAt: context.now,
				endsAt: context.now + roundMs(state, round),
				version
			}
		},
		...seatingFacts(state, seats, version, round),
		act('start_round', context)
	]);
}

function extendRound(
	state: EventState,
	command: Extract<RoundCommand, { type: 'extend_round' }>,
	context: Context
): Decision {
	const { clock } = everyoneOf(state);
	const more = scaled(state, command.minutes * MINUTE_MS);
	if (clock.phase === 'running' && clock.round === command.round)
		return ok([
			{
				channel: 'everyone',
				fact: { type: 'round_extended', round: clock.round, endsAt: Math.max(clock.endsAt, context.now) + more }
			},
			act(`extend_round:${command.minutes}`, context)
		]);
	if (clock.phase === 'paused' && clock.round === command.round)
		return ok([
			{
				channel: 'everyone',
				fact: { type: 'round_paused', round: clock.round, remainingMs: clock.remainingMs + more }
			},
			act(`extend_round:${command.minutes}`, context)
		]);
	if (clock.phase === 'ending' && clock.round === command.round) {
		const back = takeBack(state, clock, context.now);
		if (!back.ok) return back;
		return ok([
			...back.value,
			{
				channel: 'everyone',
				fact: {
					type: 'round_extended',
					round: clock.round,
					endsAt: Math.max(clock.wasToEndAt ?? 0, context.now) + more
				}
			},
			act(`extend_round:${command.minutes}`, context)
		]);
	}
	return refuse(stale(state, command.round));
}

function pauseRound(state: EventState, round: number, context: Context): Decision {
	const { clock } = everyoneOf(state);
	if (clock.phase === 'paused' && clock.round === round) return refuse(alreadyDone(state, 'pause_round'));
	if (clock.phase === 'running' && clock.round === round)
		return ok([
			{
				channel: 'everyone',
				fact: { type: 'round_paused', round, remainingMs: Math.max(0, clock.endsAt - context.now) }
			},
			act('pause_round', context)
		]);
	if (clock.phase === 'ending' && clock.round === round) {
		const back = takeBack(state, clock, context.now);
		if (!back.ok) return back;
		return ok([
			...back.value,
			{ channel: 'everyone', fact: { type: 'round_paused', round, remainingMs: leftAtBell(clock) } },
			act('pause_round', context)
		]);
	}
	return refuse(stale(state, round));
}

function resumeRound(state: EventState, round: number, context: Context): Decision {
	const { clock } = everyoneOf(state);
	if (clock.phase === 'running' && clock.round === round) return refuse(alreadyDone(state, 'resume_round'));
	if (clock.phase !== 'paused' || clock.round !== round) return refuse({ code: 'not_paused' });
	return ok([
		{ channel: 'everyone', fact: { type: 'round_resumed', round, endsAt: context.now + clock.remainingMs } },
		act('resume_round', context)
	]);
}
