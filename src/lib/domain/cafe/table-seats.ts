/** How many seats a table has, said anew by the desk: chairs were brought, or are missing. */
import { act } from '../acts.ts';
import type { Command, Refusal } from '../commands.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import { TABLE_SEATS, type TableCard } from '../event/event-card.ts';
import type { ChannelFact } from '../facts.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { tableCardOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { PlanRounds } from './plan-diff.ts';

/**
 * Holds from the next seating that is made: nobody who sits gets up. Fewer seats than people who sit there is no reason
 * to refuse: that is when it is found out that chairs are missing, and those who sit have made do with what there is.
 * Who comes late and the rounds to come find the new number.
 */
export function setTableSeats(
	state: EventState,
	{ table, seats, from }: Extract<Command, { type: 'set_table_seats' }>,
	context: Context
): Result<ChannelFact[], Refusal> {
	const card = tableCardOf(state, table);
	if (!card) return refuse({ code: 'unknown_table' });
	const { least, most } = TABLE_SEATS;
	if (!Number.isInteger(seats) || seats < least || seats > most)
		return refuse({ code: 'seats_out_of_range', params: { least, most } });
	const done = `set_table_seats:${card.number}:${seats}`;
	if (card.seats === seats) return seats === from ? ok([]) : refuse(alreadyDone(state, done));
	// Two facilitators who both bring a chair: the second looks again, and says what is there now.
	if (card.seats !== from) return refuse({ code: 'stale_seats', params: { table: card.number, current: card.seats } });
	return ok([{ channel: 'everyone', fact: { type: 'table_seats_set', table, seats } }, act(done, context)]);
}

/**
 * The most people that one of these rounds has at each table.
 * @param counts who is counted; default everybody
 */
export function mostPlanned(
	rounds: PlanRounds,
	counts: (person: PersonId) => boolean = () => true
): Map<TableId, number> {
	const most = new Map<TableId, number>();
	for (const seats of rounds) {
		const here = new Map<TableId, number>();
		for (const [person, table] of Object.entries(seats) as [PersonId, TableId][])
			if (counts(person)) here.set(table, (here.get(table) ?? 0) + 1);
		for (const [table, people] of here) most.set(table, Math.max(people, most.get(table) ?? 0));
	}
	return most;
}

/**
 * Tables for which these rounds have more people than there are seats by a facilitator's word. Others may have been
 * planned larger than their card on purpose, when more people came than there are seats.
 */
export const tooFull = (
	tables: readonly TableCard[],
	rounds: PlanRounds,
	counts?: (person: PersonId) => boolean
): TableCard[] => {
	const set = tables.filter(({ seatsSet }) => seatsSet);
	if (set.length === 0) return [];
	const most = mostPlanned(rounds, counts);
	return set.filter(({ id, seats }) => (most.get(id) ?? 0) > seats);
};
