/** What happens when a table gets another number of seats, said before it is done. */
import { settledRounds } from '../domain/cafe/plan-diff.ts';
import { mostPlanned } from '../domain/cafe/table-seats.ts';
import type { TableCard } from '../domain/event/event-card.ts';
import type { DeskPart, EveryonePart } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';

export interface SeatsNow {
	/** The first round that can still change; null when none comes any more. */
	readonly round: number | null;
	/** The café has begun. */
	readonly begun: boolean;
	readonly hasPlan: boolean;
	/** People who sit there now. */
	readonly sitting: number;
	/** The most people that a round to come has there. */
	readonly planned: number;
	/** The largest size that was asked for when the plan was made; null: none. */
	readonly largest: number | null;
}

/** How things stand at a table, as the desk sees it. */
export function seatsNow(
	table: TableCard,
	{ card, clock }: Pick<EveryonePart, 'card' | 'clock'>,
	{ plan, seating }: Pick<DeskPart, 'plan' | 'seating'>
): SeatsNow {
	const rounds = card?.cafe.rounds.length ?? 0;
	const settled = settledRounds(clock, rounds);
	return {
		round: settled < rounds ? settled + 1 : null,
		begun: clock.phase !== 'before',
		hasPlan: plan !== null,
		sitting: Object.values(seating?.seats ?? {}).filter((at) => at === table.id).length,
		planned: mostPlanned(plan?.rounds.slice(settled) ?? []).get(table.id) ?? 0,
		largest: plan?.settings?.largest ?? null
	};
}

/** What would happen, in one to three sentences. */
export function seatsWords(before: number, seats: number, now: SeatsNow): string {
	return (seats < before ? fewer(seats, now) : more(seats, now)).join(' ');
}

function fewer(seats: number, { round, begun, hasPlan, sitting, planned }: SeatsNow): string[] {
	const staying = sitting > seats ? [m.seats_nobody_gets_up()] : [];
	if (round === null) return [...staying, m.seats_last_round()];
	if (!hasPlan) return [m.seats_next_plan()];
	if (planned <= seats) return [...staying, m.seats_plan_fits()];
	return [...staying, begun ? m.seats_repair_soon({ round }) : m.seats_repair_asked({ people: planned })];
}

function more(seats: number, { round, begun, hasPlan, largest }: SeatsNow): string[] {
	const limit = largest !== null && seats > largest ? [m.seats_largest({ largest })] : [];
	if (!begun) return limit.length > 0 ? limit : [hasPlan ? m.seats_more_planned() : m.seats_next_plan()];
	const soon = round === null ? [] : limit.length > 0 ? limit : [m.seats_more_soon({ round })];
	return [m.seats_more_now(), ...soon];
}
