/** Good-Enough Golfers beside us, in the same run: `GOLFERS=<its geneticSolver.js> npm run bench:planner -- peer`. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { cafe, planned, type Cafe } from './golf.ts';
import { cpu, SEEDS, spread, type Row } from './row.ts';

const CAFES: [string, Cafe][] = [
	['20x5x4', { people: 100, tables: 20, rounds: 4 }],
	['40x5x4', { people: 200, tables: 40, rounds: 4 }]
];

/** Their solver: it tells after each round what it has so far, and answers nothing. */
type GeneticSolver = (
	groups: number,
	ofSize: number,
	forRounds: number,
	withGroupLeaders: boolean,
	forbiddenPairs: number[][],
	discouragedGroups: number[][],
	onProgress: (found: { rounds: number[][][] }) => void
) => void;

/** The three functions of Lodash that their script takes from its page. */
const lodash = {
	range: (from: number, to?: number): number[] =>
		to === undefined ? lodash.range(0, from) : Array.from({ length: to - from }, (_, n) => from + n),
	shuffle: <T>(list: readonly T[]): T[] => {
		const mixed = [...list];
		for (let i = mixed.length - 1; i > 0; i--) {
			const j = Math.floor(Math.random() * (i + 1));
			[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
		}
		return mixed;
	},
	sortBy: <T>(list: readonly T[], by: (each: T) => number): T[] => [...list].sort((a, b) => by(a) - by(b))
};

/** @throws when the file is no script that defines `geneticSolver` with the arguments above */
function solverIn(path: string): GeneticSolver {
	const solver: unknown = vm.runInNewContext(`${readFileSync(path, 'utf8')}\n;geneticSolver`, { _: lodash });
	if (typeof solver !== 'function') throw new Error(`${path} defines no function geneticSolver`);
	// Up to the first argument with a default: older versions knew no leaders.
	if (solver.length !== 4) throw new Error(`${path} is another version of geneticSolver: ${solver.length} arguments`);
	return solver as GeneticSolver;
}

function measured(solve: GeneticSolver, { people, tables, rounds }: Cafe): { ms: number; again: number } {
	let found: number[][][] = [];
	const began = cpu();
	solve(tables, people / tables, rounds, false, [], [], (best) => (found = best.rounds));
	return { ms: cpu() - began, again: meetingsAgain(found) };
}

/** Sum over pairs of their meetings after the first. */
function meetingsAgain(rounds: readonly (readonly (readonly number[])[])[]): number {
	const met = new Set<string>();
	let again = 0;
	for (const group of rounds.flat())
		for (const [at, one] of group.entries())
			for (const other of group.slice(at + 1)) {
				const pair = [one, other].sort((a, b) => a - b).join();
				if (met.has(pair)) again++;
				met.add(pair);
			}
	return again;
}

/** Our processor time to a plan without repeats; theirs, once, where their solver is at hand. */
export function* peerRows(path = process.env['GOLFERS']): Generator<Row> {
	const theirs = path ? solverIn(path) : null;
	for (const [name, draft] of CAFES) {
		const runs = SEEDS.map((seed) => {
			const began = cpu();
			const { sheet } = planned(cafe({ ...draft, seed }));
			return { ms: cpu() - began, again: sheet.pairsMeetingAgain };
		});
		const ms = runs.map((run) => run.ms);
		const again = Math.max(...runs.map((run) => run.again));
		const ours = `${again} repeats in ${spread(ms, 1)} ms of processor time`;
		const row = { id: 'PLAN-B1', instance: `${name}, time to a plan`, target: 'no more repeats, ≥ 1,000x' };
		if (!theirs) {
			yield { ...row, reached: `${ours}; Good-Enough Golfers not compared in this run (GOLFERS=<file>)`, met: null };
			continue;
		}
		const peer = measured(theirs, draft);
		const factor = peer.ms / Math.max(...ms);
		yield {
			...row,
			reached: `${ours}; Good-Enough Golfers ${peer.again} in ${(peer.ms / 1_000).toFixed(1)} s: ${factor.toFixed(0)}x`,
			met: again <= peer.again && factor >= 1_000
		};
	}
}
