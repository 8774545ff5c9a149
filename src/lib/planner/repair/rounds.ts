import { contradictionIn } from '../impossible/locks.ts';
import type { Instance, NoPlan, Plan, Result, Round } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import { regroup } from './groups.ts';
import { homecoming } from './home.ts';
import { provablyImpossible, refusalOf } from './refusal.ts';
import { residentOf, roundsOf, type HomeSeats } from './resident.ts';
import { reseat } from './reseat.ts';
import { reunite } from './reunite.ts';

/** The rounds of a plan after changes: those that are over as they were, those to come as they can be told now. */
export function roundsAfter(after: Aftermath, plan: Plan): Result<Round[], NoPlan> {
	const { rules, rounds } = after.instance;
	if (after.past.rounds >= rounds) return { ok: true, value: plan.rounds };
	if (rules.policy === 'fixed') return oneRound(after, plan);
	if (rules.lastRound === 'return_home' && rounds > 1) return homecoming(after, plan, travelled);
	return travelled(after, plan);
}

/** Rounds in which people travel, alone or in groups. */
function travelled(after: Aftermath, plan: Plan, homes?: HomeSeats): Result<Round[], NoPlan> {
	const inGroups = after.instance.rules.policy === 'group';
	const resident = inGroups ? residentOf(meetingAgain(after), plan) : residentOf(after, plan);
	if (homes) resident.homes = homes;
	if (inGroups) regroup(resident, after, plan);
	let reason: NoPlan | null = null;
	reseat(resident, () => {
		reason = provablyImpossible(after, plan);
		return reason !== null;
	});
	if (inGroups) reunite(resident, after, plan);
	const refused = refusalOf(resident, after.instance.people.keys());
	if (refused) return { ok: false, error: reason ?? provablyImpossible(after, plan) ?? refused };
	return { ok: true, value: roundsOf(resident, after, plan) };
}

/** People of a group meet in every round. */
const meetingAgain = (after: Aftermath): Aftermath => ({
	...after,
	instance: { ...after.instance, rules: { ...after.instance.rules, personTwice: 'off' } }
});

/** Where nobody moves, the rounds to come are one. */
function oneRound(after: Aftermath, plan: Plan): Result<Round[], NoPlan> {
	const over = after.past.rounds;
	const rest = after.instance.rounds - over;
	const { rules } = after.instance;
	const locked = after.instance.locked.map((lock) => ({ ...lock, round: Math.min(lock.round, over + 1) }));
	const contradiction = contradictionIn(locked.filter(({ round }) => round > over));
	if (contradiction) return { ok: false, error: contradiction };
	const instance: Instance = {
		...after.instance,
		rounds: over + 1,
		// A table is visited again in every round, and so is everybody there.
		rules: { ...rules, policy: 'mixed', personTwice: 'off', tableTwice: 'off', topicTwice: 'off' },
		locked
	};
	const seated = travelled({ ...after, instance }, { ...plan, rounds: plan.rounds.slice(0, over + 1) });
	if (!seated.ok) return seated;
	const stay = seated.value[over]!;
	const copies = Array.from({ length: rest }, () => Object.assign(Object.create(null) as Round, stay));
	return { ok: true, value: [...plan.rounds.slice(0, over), ...copies] };
}
