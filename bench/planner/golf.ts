import { parseInstance, plan, type Instance, type Plan } from '../../src/lib/planner/index.ts';
import { now, quantile, SEEDS, spread, type Row } from './row.ts';

export interface Cafe {
	people: number;
	tables: number;
	rounds: number;
	topics?: number;
	hosts?: boolean;
	rules?: object;
	seed?: number;
	iterations?: number | null;
	budgetMs?: number;
}

/** A café of people without traits. */
export function cafe({
	people,
	tables,
	rounds,
	topics,
	hosts,
	rules,
	seed = 1,
	iterations = null,
	budgetMs = 0
}: Cafe): Instance {
	const parsed = parseInstance({
		rounds,
		seed,
		iterations,
		budgetMs,
		tables: Array.from({ length: tables }, (_, t) => ({
			id: `t${t}`,
			seats: Math.ceil(people / tables),
			topic: topics ? `k${t % topics}` : null
		})),
		people: Array.from({ length: people }, (_, p) => ({ id: `p${p}`, hosts: hosts && p < tables ? `t${p}` : null })),
		rules: { mix: [], ...rules }
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.slice(0, 3)));
	return parsed.value;
}

export function planned(instance: Instance): Plan & { wallMs: number } {
	const began = now();
	const result = plan(instance, { now });
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return { ...result.value, wallMs: now() - began };
}

/** The social golfer problem: only meetings count. */
function golf(g: number, s: number, rounds: number, budgetMs = 0): { again: number[]; ms: number[] } {
	const rules = { tableTwice: 'off' };
	const plans = SEEDS.map((seed) => planned(cafe({ people: g * s, tables: g, rounds, rules, seed, budgetMs })));
	return { again: plans.map(({ sheet }) => sheet.pairsMeetingAgain), ms: plans.map(({ wallMs }) => wallMs) };
}

const TABLE: [number, number[]][] = [
	[2, [3]],
	[3, [5, 4]],
	[4, [7, 4, 5]],
	[5, [9, 7, 5, 6]],
	[6, [11, 8, 7, 6, 3]],
	[7, [13, 10, 9, 7, 7, 8]],
	[8, [15, 11, 10, 8, 8, 8, 9]],
	[9, [17, 13, 11, 9, 9, 9, 9, 10]],
	[10, [19, 14, 13, 9, 7, 7, 5, 5, 4]]
];

export function* golfRows(): Generator<Row> {
	yield* byConstruction();
	yield* longest();
	yield everyValue();
	yield* withRepeats();
	yield* large();
}

/** Schedules without a repeat that a construction gives at once. */
function* byConstruction(): Generator<Row> {
	for (const [g, s, rounds] of [
		[5, 3, 7],
		[6, 4, 7],
		[7, 4, 9],
		[8, 4, 9],
		[5, 5, 6],
		[8, 8, 9],
		[9, 9, 10]
	] as const) {
		const { again, ms } = golf(g, s, rounds);
		const met = Math.max(...again) === 0 && Math.max(...ms) <= 100;
		yield {
			id: 'PLAN-R1',
			instance: `${g}x${s}x${rounds}`,
			reached: `${spread(again)} repeats in ${spread(ms, 1)} ms`,
			target: '0, ≤ 100 ms',
			met
		};
	}
}

/** The two whose last round takes a published or searched design. */
function* longest(): Generator<Row> {
	for (const [g, s, rounds] of [
		[8, 4, 10],
		[10, 4, 13]
	] as const) {
		const { again, ms } = golf(g, s, rounds, 1_000);
		const met = Math.max(...again) === 0 && Math.max(...ms) <= 1_100;
		yield {
			id: 'PLAN-R2',
			instance: `${g}x${s}x${rounds}`,
			reached: `${spread(again)} repeats in ${spread(ms)} ms`,
			target: '0, ≤ 1 s',
			met
		};
	}
}

function everyValue(): Row {
	const short: string[] = [];
	let count = 0;
	for (const [g, row] of TABLE) {
		row.forEach((rounds, i) => {
			count++;
			const again = planned(cafe({ people: g * (i + 2), tables: g, rounds, rules: { tableTwice: 'off' } })).sheet
				.pairsMeetingAgain;
			if (again > 0) short.push(`${g}x${i + 2}x${rounds}: ${again}`);
		});
	}
	return {
		id: 'PLAN-R2',
		instance: `every T(g,s), ${count} values`,
		reached: `${count - short.length} at 0 by construction${short.length > 0 ? `; repeats in ${short.join(', ')}` : ''}`,
		target: 'all at 0',
		met: short.length === 0
	};
}

/** Where no repeat-free rounds exist, or none are known. */
function* withRepeats(): Generator<Row> {
	for (const [g, s, rounds, most] of [
		[6, 6, 4, 2],
		[10, 10, 5, 30]
	] as const) {
		const { again } = golf(g, s, rounds, 5_000);
		yield {
			id: 'PLAN-R3',
			instance: `${g}x${s}x${rounds}, 5 s`,
			reached: `${spread(again)} repeats`,
			target: `≤ ${most}`,
			met: quantile(again, 0.5) <= most
		};
	}
}

/** Tables so large that everybody meets again: as evenly as can be. */
function* large(): Generator<Row> {
	for (const [name, rules, bound] of [
		['without topics', { tableTwice: 'off' }, 1_296],
		['no topic twice', { topicTwice: 'never' }, 1_584]
	] as const) {
		const plans = SEEDS.map((seed) =>
			planned(cafe({ people: 200, tables: 8, rounds: 4, topics: 8, rules, seed, budgetMs: 2_000 }))
		);
		const c2 = plans.map(({ sheet }) => sheet.c2);
		yield {
			id: 'PLAN-R4',
			instance: `8x25x4 ${name}, 2 s`,
			reached: `c2 ${spread(c2)}, own bound ${plans[0]!.sheet.c2Bound}`,
			target: `${bound}`,
			met: Math.max(...c2) === bound
		};
	}
}
