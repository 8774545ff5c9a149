/** In the planner's thread: all rounds from nothing, best so far told on the way. */
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import { plan, verify, type Breach, type Instance, type Plan } from '#lib/planner/index.ts';
import { stateOf, type Gathering } from './gathering.ts';
import { whatHelps } from './what-helps.ts';
import { instanceOf } from './instance-of.ts';
import { packed, unpacked, type PackedPlan } from './packed-plan.ts';
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
	// No plan leaves the house that the verifier, which shares no code with the solver, does not confirm.
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
	gathering: string;
	settings: PlanSettings;
	plan: PackedPlan;
}

/** Whether a candidate still breaks no hard rule of the question that it answers. */
export function checkAgain({ gathering, settings, plan: candidate }: CheckJob): { breaches: Breach[] } {
	const { instance } = instanceOf(stateOf(JSON.parse(gathering) as Gathering), () => true, settings);
	const { breaches } = verify(instance, { rounds: unpacked(candidate), sheet: {} as never });
	// Its figures were checked when it was made; here only seats and rules are asked for.
	return { breaches: breaches.filter(({ rule }) => rule !== 'sheet') };
}
