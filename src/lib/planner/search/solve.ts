import { seatAll } from '../kernel/seat-all.ts';
import { tablesOf, type Seating } from '../kernel/seating.ts';
import { totalOf, type Total } from '../kernel/total.ts';
import type { Layout } from '../pools/layout.ts';
import type { Problem } from '../problem.ts';
import { Random } from '../random.ts';
import { anneal, newRun, type Cooling } from './anneal.ts';
import { arenaOf, type Arena } from './arena.ts';
import { settleByChains } from './chains.ts';
import { coolingFor } from './cooling.ts';
import { evened, evenOut, isUneven, unevenness } from './even-out.ts';
import { firstSeating } from './first.ts';
import { floorOf } from './floor.ts';
import { settleByItineraryChains } from './itinerary-chains.ts';
import { Pace } from './pace.ts';
import { settleParties } from './exchange-parties.ts';
import { settle } from './settle.ts';
import { settleSizes } from './sizes.ts';

/** How long a run may last and whom it tells about better plans. */
export interface Effort {
	/** Moves to try, or null when the clock decides. */
	iterations: number | null;
	budgetMs: number;
	now: (() => number) | null;
	aborted: () => boolean;
	onBetter: ((tables: Int32Array, iterations: number) => void) | null;
}

export interface Solved {
	/** n*R, person by person. */
	tables: Int32Array;
	iterations: number;
	firstMs: number;
	total: Total;
	seating: Seating;
}

/** The time that a search has, where the clock decides how long it is and not a number of moves. */
interface Clock {
	now: () => number;
	began: number;
	budgetMs: number;
}

const elapsed = ({ now, began }: Clock): number => now() - began;

/** Moves tried when there is neither a number of iterations nor a clock. */
const DEFAULT_ITERATIONS = 300_000;

/** Constructs, anneals and settles: the best seating found within the effort, its tables as even as they can be. */
export function solve(problem: Problem, layout: Layout, effort: Effort): Solved {
	const best = search(problem, layout, effort);
	if (best.total.hard > 0 || !isUneven(best.seating, layout)) return best;
	const s = seatAll(problem, layout, best.tables);
	evenOut(s, layout, arenaOf(s, layout));
	const total = totalOf(s);
	return total.hard > 0 ? best : { ...best, tables: tablesOf(s), total, seating: s };
}

function search(problem: Problem, layout: Layout, effort: Effort): Solved {
	const began = effort.now?.() ?? 0;
	const first = firstSeating(problem, layout);
	const firstMs = (effort.now?.() ?? 0) - began;
	const start = tablesOf(first);
	const best: Solved = { tables: start, iterations: 0, firstMs, total: totalOf(first), seating: first };
	const arena = arenaOf(first, layout);
	const floor = floorOf(problem);
	if (arena.people.length + problem.parties.length < 2 || effort.aborted() || best.total.cost <= floor) return best;
	const { now, budgetMs } = effort;
	const clock = effort.iterations === null && now ? { now, began, budgetMs } : null;
	const iterations = clock ? affordable(problem, layout, start, clock) : (effort.iterations ?? DEFAULT_ITERATIONS);
	if (iterations === 0) return best;
	const cooling = coolingFor(first, arena, iterations);
	const annealed = seatAll(problem, layout, start);
	const moves = runAnnealing(annealed, arena, cooling, { effort, clock, best: best.total, floor });
	const s = finish(annealed, layout, arena, { clock, moves, isRigid: cooling.itineraries > 0.1 });
	const total = totalOf(s);
	const better =
		total.hard - best.total.hard ||
		unevenness(s, layout) - unevenness(best.seating, layout) ||
		total.cost - best.total.cost;
	return { ...(better <= 0 ? { ...best, tables: tablesOf(s), total, seating: s } : best), iterations: moves };
}

/** How many moves the clock allows, by a short trial. */
function affordable(problem: Problem, layout: Layout, start: Int32Array, clock: Clock): number {
	const { now, budgetMs } = clock;
	if (budgetMs - elapsed(clock) < 5) return 0;
	const s = seatAll(problem, layout, start);
	const arena = arenaOf(s, layout);
	const trial: Cooling = { ...coolingFor(s, arena, 1e9), hot: 3, cold: 3 };
	const random = new Random(problem.instance.seed + 1);
	const run = newRun();
	let since = now();
	let from = 0;
	while (now() - since < budgetMs / 20 && run.done < 65_536) {
		anneal(s, arena, random, trial, run, TRIAL);
		// The first moves run before the code is compiled: they do not count.
		if (run.done === 2 * TRIAL) [since, from] = [now(), run.done];
	}
	const perMs = Math.max(1, run.done - from) / Math.max(0.05, now() - since);
	const left = budgetMs - elapsed(clock);
	return Math.max(0, Math.floor((left * ANNEALING * perMs) / 1_024)) * 1_024;
}

/** Share of the time that is for annealing; the rest is for settling and chains. */
const ANNEALING = 0.84;
const TRIAL = 4_096;
const CHUNK = 8_192;

/** What ends a run of annealing, and what counts as better. */
interface Aim {
	effort: Effort;
	clock: Clock | null;
	/** Of the seating that the run starts from. */
	best: Total;
	/** A cost that no plan can beat. */
	floor: number;
}

/** Anneals until the cooling is done, the time is over or nothing can be better; returns the moves tried. */
function runAnnealing(s: Seating, arena: Arena, cooling: Cooling, { effort, clock, best, floor }: Aim): number {
	const random = new Random(s.problem.instance.seed + 2);
	const run = newRun();
	const pace = clock && new Pace(clock.now, clock.began + clock.budgetMs * (ANNEALING + 0.03));
	let told = 0;
	while (run.done < cooling.iterations && !effort.aborted()) {
		anneal(s, arena, random, cooling, run, CHUNK);
		if (pace?.isOver() || best.cost + run.cost <= floor) break;
		pace?.adjust(cooling, run);
		if (effort.onBetter && run.done - told > cooling.iterations / 10) {
			told = run.done;
			const total = totalOf(s);
			if (total.hard === 0 && total.cost < best.cost) effort.onBetter(tablesOf(s), run.done);
		}
	}
	return run.done;
}

/** Exchanges that chains may weigh for each move that was tried: some tenth of the annealing's time. */
const CHAINED = 0.5;

/** After so many moves, by a clock or not, of a schedule that whole itineraries were traded in or not. */
interface Ending {
	clock: Clock | null;
	moves: number;
	isRigid: boolean;
}

/** Ends in a state where no single change of a badly seated person makes the plan better, and few chains do. */
function finish(annealed: Seating, layout: Layout, arena: Arena, { clock, moves, isRigid }: Ending): Seating {
	let looks = 0;
	const late = (): boolean => clock !== null && elapsed(clock) > clock.budgetMs;
	const stop = (): boolean => (clock ? late() : ++looks * annealed.n > 6_000_000);
	settleParties(annealed);
	settleSizes(annealed, arena, stop);
	const s = isUneven(annealed, layout) ? evened(annealed, layout, arena, { moves, stop: late }) : annealed;
	settle(s, arena, { trouble: 1, passes: 3, from: 0, stop });
	settleByChains(s, arena, { weighs: moves * CHAINED, stop: late });
	if (isRigid) settleByItineraryChains(s, arena, { weighs: moves * CHAINED, stop: late });
	return s;
}
