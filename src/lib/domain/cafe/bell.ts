/** The bell: everybody learns the next table, until it is taken back or the tables switch. */
import { act } from '../acts.ts';
import { personChannel } from '../channel.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { EpochMs, PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { deskOf, everyoneOf } from '../read.ts';
import { ok, refuse } from '../result.ts';
import { SWITCH_FLOOR_MS, SWITCH_LOCK_MS, type Ending } from './clock.ts';
import { seatsFor, type Seats } from './seating.ts';
import { freshVersion, roundMs, scaled, stale, type Decision } from './timeline.ts';

/** "Finish your sentence": everybody learns the next table; the switch is an absolute time. */
export function ringBell(state: EventState, round: number, context: Context): Decision {
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

export function nextSeats(seats: Seats, version: number, round: number, switchAt: EpochMs): ChannelFact[] {
	return [
		{ channel: 'desk', fact: { type: 'next_seating_set', version, round, seats } },
		...(Object.entries(seats) as [PersonId, TableId][]).map(([person, table]): ChannelFact => ({
			channel: personChannel(person),
			fact: { type: 'next_seat_given', table, round, version, switchAt },
			owner: person
		}))
	];
}

/** The bell can be taken back until shortly before the switch, when pages already act on it. */
export function takeBack(state: EventState, clock: Ending, now: EpochMs): Decision {
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
