import { construct } from '../construct/construct.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { seatAll } from '../kernel/seat-all.ts';
import type { Seating } from '../kernel/seating.ts';
import type { Layout } from '../pools/layout.ts';
import type { Problem } from '../problem.ts';
import { Random } from '../random.ts';
import { anneal, newRun } from './anneal.ts';
import { arenaOf, type Arena } from './arena.ts';
import { coolingFor } from './cooling.ts';
import { settleItineraries } from './itineraries.ts';
import { settleParties } from './exchange-parties.ts';
import { settle, troubleOf } from './settle.ts';
import { settleSizes } from './sizes.ts';

/** Looks allowed to the settling of repeats in a first plan, so that it comes within milliseconds. */
const FIRST_LOOKS = 300_000;

/** The seating that every search starts from: constructed, settled, and with no hard rule broken if that can be found. */
export function firstSeating(problem: Problem, layout: Layout): Seating {
	return rescue(constructed(problem, layout), layout);
}

function constructed(problem: Problem, layout: Layout): Seating {
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
