/** From one seating to the next: the switch, the round after it, the end, and the way back. */
import { act } from '../acts.ts';
import { personChannel, tableChannel } from '../channel.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { deskOf, everyoneOf, tableOf } from '../read.ts';
import { ok, refuse } from '../result.ts';
import { nextSeats } from './bell.ts';
import { isUndo, REMOTE_MOVE_MS, SWITCH_FLOOR_MS, UNDO_MIN_MS, UNDO_WINDOW_MS } from './clock.ts';
import { hostAmong, peopleAt, seatedAs, seatsFor, walksTo, type Seats } from './seating.ts';
import { freshVersion, scaled, stale, type Decision, type RoundCommand } from './timeline.ts';

export function switchTables(
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
		...seatingFacts(state, seats, version, next)
	]);
}

export function startNextRound(state: EventState, round: number, context: Context): Decision {
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
export function undoMove(state: EventState, version: number, context: Context): Decision {
	const { clock, seatingVersion, card } = everyoneOf(state);
	const { previous } = deskOf(state);
	if (clock.phase === 'ending' && isUndo(clock)) return refuse(alreadyDone(state, 'undo_move'));
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

/** The whole seating for the desk, then one fact per table and per person: a table's people never learn about others. */
export function seatingFacts(state: EventState, seats: Seats, version: number, round: number): ChannelFact[] {
	const desk = deskOf(state).people;
	const facts: ChannelFact[] = [
		{ channel: 'desk', fact: { type: 'next_seating_set', version, round, seats } },
		{ channel: 'desk', fact: { type: 'seating_switched', version } }
	];
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
