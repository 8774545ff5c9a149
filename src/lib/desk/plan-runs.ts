/** The planner's runs as the page shows them: what anneals, what can be taken, what came to nothing. */
import type { PersonId } from '../domain/ids.ts';
import type { CompactPlan, PlanningState, PlanProgress, PlanRun } from '../protocol/planning.ts';
import { companyIn, type Rounds } from './plan-company.ts';
import type { EventCard } from '../domain/event/event-card.ts';

export interface RunsView {
	readonly running: PlanRun | null;
	/** Ended without a plan. */
	readonly ended: PlanRun | null;
	readonly candidates: readonly PlanRun[];
}

const NO_RUNS: RunsView = { running: null, ended: null, candidates: [] };

export function runsView(picture: PlanningState | null): RunsView {
	if (!picture) return NO_RUNS;
	const { runs } = picture;
	return {
		running: runs.find(({ state }) => state === 'running') ?? null,
		ended: runs.findLast(({ state }) => state === 'refused' || state === 'failed') ?? null,
		candidates: runs.filter(({ state }) => state === 'done')
	};
}

/** The run with what was heard of it last: progress comes more often than the whole picture. */
export function newest(run: PlanRun, progress: PlanProgress | null): PlanRun {
	if (progress?.run !== run.run || progress.elapsedMs < run.elapsedMs) return run;
	return { ...run, sheet: progress.sheet, elapsedMs: progress.elapsedMs, moves: progress.moves };
}

/** The run some time after its beginning: never less than it told itself, never more than it has. */
export function atTime(run: PlanRun, elapsedMs: number): PlanRun {
	const most = Math.min(elapsedMs, run.settings.seconds * 1000);
	return { ...run, elapsedMs: Math.max(run.elapsedMs, most) };
}

/** Part of the time to think that is used, 0 to 1. */
export const shareOfTime = ({ elapsedMs, settings }: Pick<PlanRun, 'elapsedMs' | 'settings'>): number =>
	Math.min(1, Math.max(0, elapsedMs / (settings.seconds * 1000)));

/** A plan that came in few bytes, as the page's other parts read plans. */
export const spread = ({ people, tables, seats }: CompactPlan): Rounds =>
	seats.map(
		(round) =>
			Object.fromEntries(
				round.flatMap((table, person) => (table < 0 ? [] : [[people[person]!, tables[table]!]]))
			) as Rounds[number]
	);

/** A table in a round, for a map that is seen at a glance. */
export interface SmallTable {
	readonly number: number;
	readonly people: number;
	/** Pairs here that meet in another round as well. */
	readonly again: number;
}

/** Every table in every round, in the order of the card. */
export function smallMap(card: EventCard, rounds: Rounds): SmallTable[][] {
	const company = companyIn(rounds);
	return rounds.map((_, index) =>
		card.tables.map(({ id, number }) => {
			const there = company.at(index + 1, id);
			return { number, people: there.length, again: pairsAgain(there, (a, b) => company.meets(a, b, index + 1)) };
		})
	);
}

function pairsAgain(people: readonly PersonId[], meets: (a: PersonId, b: PersonId) => boolean): number {
	let again = 0;
	for (let a = 0; a < people.length; a++)
		for (let b = a + 1; b < people.length; b++) if (meets(people[a]!, people[b]!)) again++;
	return again;
}
