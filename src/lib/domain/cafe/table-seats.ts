/** How many seats a table has, said anew by the desk: chairs were brought, or are missing. */
import { act } from '../acts.ts';
import type { Command, Refusal } from '../commands.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import { TABLE_SEATS } from '../event/event-card.ts';
import type { ChannelFact } from '../facts.ts';
import type { EventState } from '../parts.ts';
import { tableCardOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';

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
