import { construct } from '../constructions/construct.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { seat } from '../kernel/seat.ts';
import { emptySeating, tablesOf, type Seating } from '../kernel/seating.ts';
import { totalOf, type Total } from '../kernel/total.ts';
import type { Layout } from '../pools/layout.ts';
import { isUsual } from '../order.ts';
import type { Problem } from '../problem.ts';
import { floorOf } from './floor.ts';
import { Random } from '../random.ts';
import { meetingsAgain, meetTooOften } from './again.ts';
import { anneal, newRun, type Cooling } from './anneal.ts';
import { arenaOf, type Arena } from './arena.ts';
import { settleByChains } from './chains.ts';
import { fillTables } from './fill.ts';
import { settleItineraries } from './itineraries.ts';
import { settleByItineraryChains } from './itinerary-chains.ts';
import { Pace } from './pace.ts';
import { settleParties } from './parties.ts';
import { settle, troubleOf } from './settle.ts';

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

/** Moves tried when there is neither a number of iterations nor a clock. */
const DEFAULT_ITERATIONS = 300_000;

export function seatAll(problem: Problem, layout: Layout, tables: Int32Array): Seating {
	const s = emptySeating(problem, layout, largestTable(problem, tables));
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) {
			const t = tables[p * s.R + r]!;
			if (t >= 0) seat(s, p, r, t);
		}
	}
	return s;
}

/** Locks and parties can make a table too large at first. */
function largestTable({ n, g, R }: Problem, tables: Int32Array): number {
	const sizes = new Int32Array(g * R);
	let largest = 0;
	for (let i = 0; i < n * R; i++) {
		if (tables[i]! >= 0) largest = Math.max(largest, ++sizes[(i % R) * g + tables[i]!]!);
	}
	return largest;
}

/** Constructs, anneals and settles: the best seating found within the effort. */
export function solve(problem: Problem, layout: Layout, effort: Effort): Solved {
	const began = effort.now?.() ?? 0;
	const first = rescue(firstSeating(problem, layout), layout);
	const firstMs = (effort.now?.() ?? 0) - began;
	const start = tablesOf(first);
	const best: Solved = { tables: start, iterations: 0, firstMs, total: totalOf(first), seating: first };
	const arena = arenaOf(first, layout);
	const floor = floorOf(problem);
	if (arena.people.length + problem.parties.length < 2 || effort.aborted() || best.total.cost <= floor) return best;
	const cooling = coolingFor(first, arena, iterationsFor(problem, layout, effort, start, began));
	if (cooling.iterations === 0) return best;
	const s = seatAll(problem, layout, start);
	const done = runAnnealing(s, arena, cooling, effort, began, best, floor);
	finish(s, arena, effort, began, cooling);
	const total = totalOf(s);
	const better = total.hard < best.total.hard || (total.hard === best.total.hard && total.cost <= best.total.cost);
	return { ...(better ? { ...best, tables: tablesOf(s), total, seating: s } : best), iterations: done };
}

/** Looks allowed to the settling of repeats in a first plan, so that it comes within milliseconds. */
const FIRST_LOOKS = 300_000;

function firstSeating(problem: Problem, layout: Layout): Seating {
	const s = seatAll(problem, layout, construct(problem, layout));
	const arena = arenaOf(s, layout);
	const { weights } = problem;
	settleHard(s, arena);
	let looks = 0;
	const repeats = Math.max(1, Math.min(weights.personTwice, weights.topicTwice || weights.personTwice));
	settle(s, arena, { trouble: repeats, passes: 10, from: 0, stop: () => ++looks * problem.n > FIRST_LOOKS });
	return s;
}

function settleHard(s: Seating, arena: Arena): void {
	settleParties(s);
	const { hard } = s.problem.weights;
	for (let pass = 0; pass < 4 && breachesOf(s) > 0; pass++) {
		if (settleItineraries(s, arena, (p, r) => troubleOf(s, p, r) >= hard) === 0) break;
	}
	settleSizes(s, arena, () => false);
}

/** Fills tables and settles hard trouble in turn: each can undo a little of the other. */
function settleSizes(s: Seating, arena: Arena, stop: () => boolean): void {
	for (let pass = 0; pass < 4; pass++) {
		const filled = fillTables(s, arena, 0);
		const settled = settle(s, arena, { trouble: s.problem.weights.even, passes: 20, from: 0, stop });
		if (filled + settled === 0) return;
	}
}

/** Moves of the attempts to make hard rules hold that settling alone could not satisfy. */
const RESCUES = [50_000, 200_000, 800_000];

/** Anneals from so hot that hard rules can be broken on the way, until none is broken. */
function rescue(s: Seating, layout: Layout): Seating {
	if (breachesOf(s) === 0) return s;
	const arena = arenaOf(s, layout);
	if (arena.people.length + s.problem.parties.length < 2) return s;
	for (const [attempt, iterations] of RESCUES.entries()) {
		const random = new Random(s.problem.instance.seed + 100 + attempt);
		// Parties are weighed by moving them: some ten times as long as a single person.
		const moves = arena.people.length === 0 ? iterations / 10 : iterations;
		const cooling = {
			...coolingFor(s, arena, moves),
			moves: arena.people.length === 0 ? 0 : 0.2,
			hot: s.problem.weights.hard / 2,
			cold: 20
		};
		anneal(s, arena, random, cooling, newRun(), moves);
		settleHard(s, arena);
		if (breachesOf(s) === 0) return s;
	}
	return s;
}

function coolingFor(s: Seating, arena: Arena, iterations: number): Cooling {
	let flexible = false;
	for (let slot = 0; slot < s.lo.length; slot++) if (s.lo[slot]! < s.hi[slot]!) flexible = true;
	let crowd = 1;
	for (let i = 0; i < arena.end.length; i++) crowd = Math.max(crowd, arena.end[i]! - arena.start[i]!);
	const { personTwice, outside, country, organisation, wish } = s.problem.weights;
	// Only in the usual order is nothing that a pair costs as dear as to meet again.
	const usual = isUsual(s.problem.instance.rules);
	const again = usual ? s.pairs.some((cost) => cost >= personTwice && cost > 0) : meetingsAgain(s) > 0;
	const some = s.n / s.g <= s.g && again;
	// Who weighs more than usual can be moved only by more heat; in the usual order that is 8.
	const warm = Math.max(8, 0.16 * outside, Math.max(country, organisation, s.problem.anyWish ? wish : 0) / 4);
	const traits = anyTraits(s);
	// Where tables are larger than their number everybody meets again anyway, and only the bound tells if too often.
	// With traits to weigh, the cool start is as good for meetings and better for the rest (200 people at 8 tables).
	const repeats = some || (!traits && personTwice > 0 && meetTooOften(s));
	const rigid = ((s.n / s.g - 1) * s.R) / crowd > 0.2;
	const partied = s.problem.parties.reduce((sum, party) => sum + party.length, 0) / s.n;
	return {
		iterations,
		// Where people must meet again, it takes more heat to find out who best does.
		// Where whole itineraries are traded, four tables change at once: only heat lets one become better at first.
		hot: repeats ? Math.max(16, 0.4 * Math.min(480, personTwice), warm) : rigid ? 3 * warm : warm,
		cold: repeats ? (traits ? 2 : Math.min(480, personTwice) / 12) : rigid ? 2 : 0.7,
		itineraries: arena.people.length === 0 || !traits ? 0 : rigid ? (repeats ? 0.1 : 0.75) : 0.01,
		moves: flexible && arena.people.length > 0 ? 0.1 : 0,
		parties: arena.people.length === 0 ? 1 : Math.min(0.2, partied)
	};
}

/** Whether it matters who has which itinerary. */
function anyTraits({ problem }: Seating): boolean {
	const { weights, countries, organisations, voices, kinds, linked } = problem;
	const alike = weights.country * countries + weights.organisation * organisations + weights.mode * linked[0]!;
	return problem.anyWish || alike > 0 || voices.length > 1 || kinds > 1 || problem.apart.some((own) => own.length > 0);
}

/** Moves to try: as asked for, or as many as a short trial says the clock allows. */
function iterationsFor(problem: Problem, layout: Layout, effort: Effort, start: Int32Array, began: number): number {
	if (effort.iterations !== null) return effort.iterations;
	if (!effort.now) return DEFAULT_ITERATIONS;
	if (effort.budgetMs - (effort.now() - began) < 5) return 0;
	const s = seatAll(problem, layout, start);
	const arena = arenaOf(s, layout);
	const trial: Cooling = { ...coolingFor(s, arena, 1e9), hot: 3, cold: 3 };
	const random = new Random(problem.instance.seed + 1);
	const run = newRun();
	const limit = effort.budgetMs / 20;
	let since = effort.now();
	let from = 0;
	while (effort.now() - since < limit && run.done < 65_536) {
		anneal(s, arena, random, trial, run, TRIAL);
		// The first moves run before the code is compiled: they do not count.
		if (run.done === 2 * TRIAL) [since, from] = [effort.now(), run.done];
	}
	const perMs = Math.max(1, run.done - from) / Math.max(0.05, effort.now() - since);
	const left = effort.budgetMs - (effort.now() - began);
	return Math.max(0, Math.floor((left * ANNEALING * perMs) / 1_024)) * 1_024;
}

/** Share of the time that is for annealing; the rest is for settling and chains. */
const ANNEALING = 0.84;
const TRIAL = 4_096;
const CHUNK = 8_192;

function runAnnealing(
	s: Seating,
	arena: Arena,
	cooling: Cooling,
	effort: Effort,
	began: number,
	best: Solved,
	floor: number
): number {
	const random = new Random(s.problem.instance.seed + 2);
	const run = newRun();
	const clock =
		effort.iterations === null && effort.now
			? new Pace(effort.now, began + effort.budgetMs * (ANNEALING + 0.03))
			: null;
	let told = 0;
	while (run.done < cooling.iterations && !effort.aborted()) {
		anneal(s, arena, random, cooling, run, CHUNK);
		if (clock?.isOver() || best.total.cost + run.cost <= floor) break;
		clock?.adjust(cooling, run);
		if (effort.onBetter && run.done - told > cooling.iterations / 10) {
			told = run.done;
			const total = totalOf(s);
			if (total.hard === 0 && total.cost < best.total.cost) effort.onBetter(tablesOf(s), run.done);
		}
	}
	return run.done;
}

/** Exchanges that chains may weigh for each move that was tried: some tenth of the annealing's time. */
const CHAINED = 0.5;

/** Ends in a state where no single change of a badly seated person makes the plan better, and few chains do. */
function finish(s: Seating, arena: Arena, effort: Effort, began: number, { iterations, itineraries }: Cooling): void {
	let looks = 0;
	const { now, budgetMs } = effort;
	const clocked = now !== null && effort.iterations === null;
	const late = (): boolean => clocked && now() - began > budgetMs;
	const stop = (): boolean => (clocked ? late() : ++looks * s.n > 6_000_000);
	settleParties(s);
	settleSizes(s, arena, stop);
	settle(s, arena, { trouble: 1, passes: 3, from: 0, stop });
	settleByChains(s, arena, { weighs: iterations * CHAINED, stop: late });
	if (itineraries > 0.1) settleByItineraryChains(s, arena, { weighs: iterations * CHAINED, stop: late });
}
