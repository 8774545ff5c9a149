/** In the planner's thread: all rounds from nothing, best so far told on the way. */
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import { plan, verify, type Breach, type Instance, type Plan } from '#lib/planner/index.ts';
import { stateOf, type Gathering, type PlannedGathering } from '../gathering.ts';
import { whatHelps } from './what-helps.ts';
import { instanceOf } from '../instance/instance-of.ts';
import { packed, unpacked, type PackedPlan } from '../packed-plan.ts';
import { inForce, judged, worseThan, type Judged } from './plan-in-force.ts';
import { sheetOf } from './sheet-of.ts';

export interface PlanJob {
	kind: 'plan';
	/** A {@link Gathering} as JSON. */
	gathering: string;
	settings: PlanSettings;
	/** One Int32; 1 = good enough, keep the best so far. */
	stop: SharedArrayBuffer;
}

export interface BestSoFar {
	readonly plan: PackedPlan;
	readonly sheet: PlanSheet;
	readonly elapsedMs: number;
	readonly moves: number;
}

export type PlanAnswer =
	| { kind: 'planned'; best: BestSoFar }
	| { kind: 'refused'; refused: NoPlan }
	| { kind: 'nobody' }
	| { kind: 'broken'; breaches: Breach[] };

/** Pages are told at most four times a second. */
const TELL_MS = 250;

export function planAll({ gathering, settings, stop }: PlanJob, tell: (best: BestSoFar) => void): PlanAnswer {
	const began = performance.now();
	const parsed = JSON.parse(gathering) as Gathering;
	const { instance } = instanceOf(stateOf(parsed), () => true, settings);
	if (instance.people.length === 0) return { kind: 'nobody' };
	const flag = new Int32Array(stop);
	const signal = {
		get aborted() {
			return Atomics.load(flag, 0) === 1;
		}
	} as AbortSignal;
	const bestOf = (found: Plan): BestSoFar => ({
		plan: packedFor(instance, found.rounds),
		sheet: sheetOf(found, found.sheet, instance),
		elapsedMs: Math.round(performance.now() - began),
		moves: found.iterations
	});
	const now = () => performance.now();
	// A plan that keeps every rule is there within milliseconds; the rest of the time makes it better.
	const first = plan({ ...instance, budgetMs: 0 }, { now });
	if (!first.ok) return { kind: 'refused', refused: whatHelps(parsed, settings, first.error) };
	let told = performance.now();
	tell(bestOf(first.value));
	const found = plan(instance, {
		now,
		signal,
		onProgress: (best) => {
			if (performance.now() - told < TELL_MS) return;
			told = performance.now();
			tell(bestOf(best));
		}
	});
	if (!found.ok) return { kind: 'refused', refused: whatHelps(parsed, settings, found.error) };
	// No plan leaves the house that the verifier, which shares nothing with the solver but the bounds, does not confirm.
	const { breaches } = verify(instance, found.value);
	return breaches.length > 0 ? { kind: 'broken', breaches } : { kind: 'planned', best: bestOf(found.value) };
}

const packedFor = (instance: Instance, rounds: Plan['rounds']): PackedPlan =>
	packed(
		rounds,
		instance.people.map(({ id }) => id),
		instance.tables.map(({ id }) => id)
	);

export interface CheckJob {
	kind: 'check';
	/** The question that it answers. */
	gathering: string;
	/** Those of them who still take part, as they are now. */
	now: string;
	settings: PlanSettings;
	plan: PackedPlan;
}

export interface CheckAnswer {
	/** Hard rules of its own question that it breaks: a bug. */
	readonly breaches: readonly Breach[];
	/** Hard rules that it breaks because somebody takes part another way now, or has told another need. */
	readonly since: readonly Breach[];
}

/** Whether a candidate breaks no hard rule of the question that it answers, nor of the people as they are now. */
export function checkAgain({ gathering, now: text, settings, plan: candidate }: CheckJob): CheckAnswer {
	const then = JSON.parse(gathering) as Gathering;
	const { instance } = instanceOf(stateOf(then), () => true, settings);
	const rounds = unpacked(candidate);
	const verdict = verify(instance, { rounds, sheet: {} as never });
	// Its figures were checked when it was made; here only seats and rules are asked for.
	const breaches = verdict.breaches.filter(({ rule }) => rule !== 'sheet');
	if (breaches.length > 0) return { breaches, since: [] };
	const now = JSON.parse(text) as Gathering;
	const known = new Map(now.people.map((person) => [person.id, person]));
	const stays = (id: string): boolean => known.has(id as PersonId);
	// Who left is as she was: the plan is taken, and repaired.
	const people = then.people.map((person) => known.get(person.id) ?? person);
	const needs = { ...Object.fromEntries(Object.entries(then.needs).filter(([id]) => !stays(id))), ...now.needs };
	const weighed = (asked: Gathering): Judged => {
		const plan: PlannedGathering['plan'] = {
			version: 0,
			rounds,
			settings,
			sheet: { seed: settings.seed } as PlanSheet
		};
		const whole = { ...asked, plan, settled: 0, sat: [], actingHosts: {}, mergedTables: [] };
		return judged(whole, inForce(whole, rounds));
	};
	return { breaches, since: worseThan(weighed(then), weighed({ ...then, people, needs })) };
}
