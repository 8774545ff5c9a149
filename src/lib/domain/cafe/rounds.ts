/** Start, extend, pause, bell, switch, move, undo: every command names the round or version that it means. */
import { act } from '../acts.ts';
import { personChannel, tableChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { EpochMs, PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { deskOf, everyoneOf, tableOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import {
	MINUTE_MS,
	REMOTE_MOVE_MS,
	SWITCH_FLOOR_MS,
	SWITCH_LOCK_MS,
	UNDO_MIN_MS,
	UNDO_WINDOW_MS,
	type Ending
} from './clock.ts';
import { hostAmong, peopleAt, seatedAs, seatsFor, walksTo, type Seats } from './seating.ts';

type Decision = Result<ChannelFact[], Refusal>;
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
const freshVersion = (state: EventState): number => {
	const { seatingVersion, versionsUsed } = everyoneOf(state);
	return Math.max(seatingVersion, versionsUsed) + 1;
};

/** The domain's durations shrink in a rehearsal; limits of people's machines do not. */
export const scaled = (state: EventState, ms: number): number => ms / (everyoneOf(state).card?.timeScale ?? 1);

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

const stale = (state: EventState, asked: number): Refusal => {
	const { clock } = everyoneOf(state);
	return { code: 'stale_round', params: { asked, running: 'round' in clock ? clock.round : null } };
};

const roundMs = (state: EventState, round: number): number =>
	scaled(state, (everyoneOf(state).card?.cafe.rounds[round - 1]?.minutes ?? 20) * MINUTE_MS);

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
		{ channel: 'desk', fact: { type: 'next_seating_set', version, round, seats } },
		{ channel: 'desk', fact: { type: 'seating_switched', version } },
		...seatingFacts(state, seats, version, round),
		act('start_round', context)
	]);
}

/** One fact per table and one per person: a table's people never learn about other tables. */
function seatingFacts(state: EventState, seats: Seats, version: number, round: number): ChannelFact[] {
	const desk = deskOf(state).people;
	const facts: ChannelFact[] = [];
	const tables = peopleAt(seats);
	for (const { id } of everyoneOf(state).card?.tables ?? []) {
		const people = tables.get(id) ?? [];
		if (people.length === 0 && tableOf(state, id).seated.length === 0) continue;
		facts.push({
			channel: tableChannel(id),
			fact: {
				type: 'table_seated',
				version,
				round,
				seated: people.map((person) => seatedAs(desk[person]!, !walksTo(desk[person]!, id))),
				host: hostAmong(state, id, people)
			}
		});
	}
	for (const [person, table] of Object.entries(seats) as [PersonId, TableId][])
		facts.push({ channel: personChannel(person), fact: { type: 'seated', table, round, version }, owner: person });
	const before = deskOf(state).seating?.seats ?? {};
	for (const person of Object.keys(before) as PersonId[])
		if (!Object.hasOwn(seats, person))
			facts.push({ channel: personChannel(person), fact: { type: 'unseated' }, owner: person });
	return facts;
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

/** What the round had left when the bell or the undo cut it short; 0 after a bell at its time. */
const leftAtBell = ({ endsAt, wasToEndAt = endsAt }: Ending): number => Math.max(0, wasToEndAt - endsAt);

/** The bell can be taken back until shortly before the switch, when pages already act on it. */
function takeBack(state: EventState, clock: Ending, now: EpochMs): Decision {
	if (now > clock.switchAt - SWITCH_LOCK_MS) return refuse({ code: 'switching' });
	const next = deskOf(state).next?.seats ?? {};
	return ok([
		{ channel: 'everyone', fact: { type: 'bell_taken_back', round: clock.round } },
		{ channel: 'desk', fact: { type: 'next_seating_dropped' } },
		...(Object.keys(next) as PersonId[]).map((person): ChannelFact => ({
			channel: personChannel(person),
			fact: { type: 'next_seat_taken_back' },
			owner: person
		}))
	]);
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

/** "Finish your sentence": everybody learns the next table; the switch is an absolute time. */
function ringBell(state: EventState, round: number, context: Context): Decision {
	const { clock, card } = everyoneOf(state);
	if (clock.phase === 'ending' && clock.round === round) return refuse(alreadyDone(state, 'ring_bell'));
	if (clock.phase !== 'running' || clock.round !== round) return refuse(stale(state, round));
	const early = context.now < clock.endsAt;
	if (early && context.actor.role === 'system') return refuse(stale(state, round));
	const rounds = card?.cafe.rounds.length ?? 0;
	const next = round < rounds ? round + 1 : null;
	const endsAt = Math.min(clock.endsAt, context.now);
	const switchAt = Math.max(endsAt + scaled(state, card?.cafe.graceMs ?? 30_000), context.now + SWITCH_FLOOR_MS);
	const version = freshVersion(state);
	const bell: ChannelFact = {
		channel: 'everyone',
		fact: {
			type: 'bell_rung',
			round,
			endsAt,
			switchAt,
			next,
			version,
			nextMs: next === null ? 0 : roundMs(state, next)
		}
	};
	const facts = next === null ? [bell] : [bell, ...nextSeats(seatsFor(state, next), version, next, switchAt)];
	return ok([...facts, act('ring_bell', context)]);
}

function nextSeats(seats: Seats, version: number, round: number, switchAt: EpochMs): ChannelFact[] {
	return [
		{ channel: 'desk', fact: { type: 'next_seating_set', version, round, seats } },
		...(Object.entries(seats) as [PersonId, TableId][]).map(([person, table]): ChannelFact => ({
			channel: personChannel(person),
			fact: { type: 'next_seat_given', table, round, version, switchAt },
			owner: person
		}))
	];
}

function switchTables(
	state: EventState,
	command: Extract<RoundCommand, { type: 'switch_tables' }>,
	context: Context
): Decision {
	const { clock, card } = everyoneOf(state);
	if (clock.phase !== 'ending' || clock.round !== command.round) return refuse(stale(state, command.round));
	if (clock.version !== command.version)
		return refuse({ code: 'stale_version', params: { asked: command.version, current: clock.version } });
	if (context.now < clock.switchAt) return refuse({ code: 'switching' });
	if (clock.next === null) return ok(endCafe(state, context));

	const desk = deskOf(state);
	// Who left in the grace is not seated; who came in it is.
	const seats = seatsFor(state, clock.next, desk.next?.seats);
	const hallMoves = Object.keys(seats).some((person) => desk.people[person as PersonId]?.attendance === 'hall');
	const limit = hallMoves ? (card?.cafe.hallMoveMs ?? REMOTE_MOVE_MS) : REMOTE_MOVE_MS;
	const startsBy = context.now + scaled(state, Math.max(limit, REMOTE_MOVE_MS));
	const { version, next, nextMs } = clock;
	return ok([
		{
			channel: 'everyone',
			fact: { type: 'tables_switched', from: clock.round, next, version, at: context.now, startsBy, nextMs }
		},
		{ channel: 'desk', fact: { type: 'next_seating_set', version, round: next, seats } },
		{ channel: 'desk', fact: { type: 'seating_switched', version } },
		...seatingFacts(state, seats, version, next)
	]);
}

function endCafe(state: EventState, context: Context): ChannelFact[] {
	const seats = deskOf(state).seating?.seats ?? {};
	const { card } = everyoneOf(state);
	return [
		{ channel: 'everyone', fact: { type: 'cafe_ended', at: context.now } },
		{ channel: 'desk', fact: { type: 'seating_ended' } },
		...(card?.tables ?? [])
			.filter(({ id }) => tableOf(state, id).seated.length > 0)
			.map(({ id }): ChannelFact => ({
				channel: tableChannel(id),
				fact: {
					type: 'table_seated',
					version: freshVersion(state),
					round: tableOf(state, id).round,
					seated: [],
					host: null
				}
			})),
		...(Object.keys(seats) as PersonId[]).map((person): ChannelFact => ({
			channel: personChannel(person),
			fact: { type: 'unseated' },
			owner: person
		}))
	];
}

function startNextRound(state: EventState, round: number, context: Context): Decision {
	const { clock, seatingVersion } = everyoneOf(state);
	if (clock.phase === 'running' && clock.round === round) return refuse(alreadyDone(state, 'start_next_round'));
	if (clock.phase !== 'moving' || clock.next !== round) return refuse(stale(state, round));
	return ok([
		{
			channel: 'everyone',
			fact: {
				type: 'round_started',
				round,
				startedAt: context.now,
				endsAt: context.now + clock.nextMs,
				version: seatingVersion
			}
		},
		act('start_next_round', context)
	]);
}

/** Back to the tables before the last switch: a new seating version with its own armed switch. */
function undoMove(state: EventState, version: number, context: Context): Decision {
	const { clock, seatingVersion, card } = everyoneOf(state);
	const { previous } = deskOf(state);
	if (clock.phase === 'ending' && clock.next !== null && clock.next <= clock.round)
		return refuse(alreadyDone(state, 'undo_move'));
	if (version !== seatingVersion)
		return refuse({ code: 'stale_version', params: { asked: version, current: seatingVersion } });
	// Only one step back: the seating before an undo is the one that was taken back.
	if (!previous || previous.round >= (deskOf(state).seating?.round ?? 0)) return refuse({ code: 'nothing_to_undo' });
	const inTime =
		clock.phase === 'moving' ||
		(clock.phase === 'running' && context.now - clock.startedAt <= scaled(state, UNDO_WINDOW_MS));
	if (!inTime || !('round' in clock || clock.phase === 'moving')) return refuse({ code: 'too_late_to_undo' });
	const round = clock.phase === 'moving' ? clock.next : (clock as { round: number }).round;
	const next = previous.round;
	const fresh = freshVersion(state);
	const switchAt = context.now + Math.max(SWITCH_FLOOR_MS, scaled(state, card?.cafe.graceMs ?? 0) / 2);
	return ok([
		{
			channel: 'everyone',
			fact: {
				type: 'move_taken_back',
				round,
				next,
				at: context.now,
				switchAt,
				version: fresh,
				nextMs: scaled(state, UNDO_MIN_MS)
			}
		},
		...nextSeats(seatsFor(state, next, previous.seats), fresh, next, switchAt),
		act('undo_move', context)
	]);
}
