/** The plan of all rounds: pins before it, adoption after the planner has worked outside the domain. */
import { act } from '../acts.ts';
import { personChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { EventState } from '../parts.ts';
import { careOf, deskOf, deskPersonOf, everyoneOf, tableCardOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { planDiff, settledRounds } from './plan-diff.ts';
import { canSitAt, remoteMostAt } from './seating.ts';

export type PlanCommand = Extract<Command, { type: 'pin_seat' | 'unpin_seat' | 'adopt_plan' }>;

export function decidePlan(state: EventState, command: PlanCommand, context: Context): Result<ChannelFact[], Refusal> {
	const desk = deskOf(state);
	switch (command.type) {
		case 'pin_seat': {
			const { person, round, table } = command;
			const who = deskPersonOf(state, person);
			const card = tableCardOf(state, table);
			if (!who) return refuse({ code: 'unknown_person' });
			if (!card) return refuse({ code: 'unknown_table' });
			if (round > (everyoneOf(state).card?.cafe.rounds.length ?? 0))
				return refuse({ code: 'stale_round', params: { asked: round } });
			if (who.hosts !== null && who.hosts !== table) return refuse({ code: 'host_elsewhere' });
			if (!canSitAt(who, card, careOf(state).needs[person] ?? [])) return refuse({ code: 'wrong_attendance' });
			const others = desk.pins.filter((pin) => pin.table === table && pin.round === round && pin.person !== person);
			const limit = who.attendance === 'remote' ? remoteMostAt(card) : null;
			const remote = others.filter((pin) => deskPersonOf(state, pin.person)?.attendance === 'remote').length;
			if (others.length >= card.seats || (limit !== null && remote >= limit))
				return refuse({ code: 'table_full', params: { table: card.number } });
			return ok([
				{ channel: 'desk', fact: { type: 'seat_pinned', pin: { person, round, table, source: 'facilitator' } } },
				act('pin_seat', context)
			]);
		}
		case 'unpin_seat': {
			const { person, round } = command;
			if (!deskPersonOf(state, person)) return refuse({ code: 'unknown_person' });
			if (!desk.pins.some((pin) => pin.person === person && pin.round === round)) return ok([]);
			return ok([{ channel: 'desk', fact: { type: 'seat_unpinned', person, round } }, act('unpin_seat', context)]);
		}
		case 'adopt_plan':
			return adoptPlan(state, command, context);
	}
}

/**
 * A whole plan before the first round, and what has changed of it later: by hand, by a repair, by undo. Only rounds
 * that were not announced yet.
 */
function adoptPlan(
	state: EventState,
	command: Extract<PlanCommand, { type: 'adopt_plan' }>,
	context: Context
): Result<ChannelFact[], Refusal> {
	const { clock, planVersion, card } = everyoneOf(state);
	const desk = deskOf(state);
	const { rounds, sheet, settings, step } = command;
	const before = desk.plan;
	const changes = before && planDiff(before.rounds, rounds);
	const settled = settledRounds(clock, card?.cafe.rounds.length ?? 0);
	const whole = step === undefined || step.kind === 'planned' || !changes;
	if (whole ? clock.phase !== 'before' : changes.some(({ round }) => round <= settled))
		return refuse({ code: 'round_running' });
	// Two plans at once: the second was computed on people who may have changed since.
	if (planVersion !== command.basis) return refuse({ code: 'stale_plan' });
	const tables = new Set(card?.tables.map(({ id }) => id));
	for (const seats of rounds)
		for (const [person, table] of Object.entries(seats))
			if (!Object.hasOwn(desk.people, person) || !tables.has(table)) return refuse({ code: 'stale_plan' });
	const version = planVersion + 1;
	const given = {
		...(settings ? { settings } : {}),
		...(step ? { step: { ...step, by: context.actor.person, at: context.now } } : {})
	};
	if (!whole && changes.length === 0) return ok([]);
	const concerned = new Set(changes?.map(({ person }) => person));
	return ok([
		{ channel: 'everyone', fact: { type: 'plan_published', version } },
		{
			channel: 'desk',
			fact: whole
				? { type: 'plan_adopted', plan: { version, rounds, sheet, ...given } }
				: { type: 'plan_changed', version, seats: [...changes], sheet, ...given }
		},
		...Object.values(desk.people)
			.filter(({ id }) => (changes ? concerned.has(id) : rounds.some((seats) => Object.hasOwn(seats, id))))
			.map(({ id }): ChannelFact => ({
				channel: personChannel(id),
				fact: { type: 'route_given', tables: rounds.map((seats) => seats[id] ?? null) },
				owner: id
			})),
		act(whole ? 'plan_for_present' : `plan_changed:${step.kind}`, context)
	]);
}
