import {
	mend,
	parseInstance,
	plan,
	PlanStream,
	verify,
	type Changes,
	type Instance,
	type Plan
} from '../../src/lib/planner/index.ts';
import { delegates } from './delegates.ts';
import { cpu, now, quantile, spread, type Row } from './row.ts';

/** A tiny repeatable shuffler for who leaves. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
	let state = seed * 2654435761 + 1;
	const copy = [...list];
	for (let i = copy.length - 1; i > 0; i--) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		const j = state % (i + 1);
		[copy[i], copy[j]] = [copy[j]!, copy[i]!];
	}
	return copy;
}

function gathered(hosts: boolean): { instance: Instance; told: Plan } {
	const { people } = delegates({ people: 2_000, tables: 400, rounds: 5, topics: 20 });
	const parsed = parseInstance({
		rounds: 5,
		iterations: 0,
		tables: Array.from({ length: 400 }, (_, t) => ({
			id: `t${t}`,
			seats: 6,
			minSeats: 3,
			mode: 'linked',
			topic: `k${t % 20}`
		})),
		people: people.map((person, p) => (hosts && p < 400 ? { ...person, hosts: `t${p}` } : person)),
		rules: { language: 'avoid' }
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.slice(0, 3)));
	const instance = hosts
		? parsed.value
		: { ...parsed.value, tables: parsed.value.tables.map((table) => ({ ...table, seats: 5 })) };
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return { instance, told: result.value };
}

interface Mended {
	ms: number;
	cpuMs: number;
	moved: number;
	again: number;
}

function mendOnce(instance: Instance, told: Plan, seed: number, leave: number, join: number): Mended {
	const ids = shuffled(
		instance.people.map(({ id }) => id),
		seed
	);
	const model = instance.people[seed]!;
	const joined = Array.from({ length: join }, (_, i) => ({
		...instance.people[(seed + i * 7) % 2_000]!,
		id: `new${i}`,
		hosts: model.hosts && null
	}));
	const [began, cpuBegan] = [now(), cpu()];
	const result = mend(instance, told, { afterRound: 2, left: ids.slice(0, leave), joined });
	const ms = now() - began;
	const cpuMs = cpu() - cpuBegan;
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	const { sheet, breaches } = verify(result.value.instance, { ...result.value, sheet: told.sheet });
	if (breaches.some(({ rule }) => rule !== 'sheet')) throw new Error('a repair breaks a hard rule');
	return { ms, cpuMs, moved: result.value.moved.length, again: sheet.pairsMeetingAgain };
}

export function* liveRows(quick: boolean): Generator<Row> {
	const { instance, told } = gathered(false);
	for (let i = 0; i < 10; i++) mendOnce(instance, told, i, 100, 40);
	const cases = [
		['PLAN-L1', 100, 40, 10, '0 moved', 0],
		['PLAN-L2', 300, 200, 40, '≤ 1 % moved', 60],
		['PLAN-L3', 600, 0, 50, 'fewest moves', Number.POSITIVE_INFINITY]
	] as const;
	for (const [id, leave, join, most, moves, mostMoved] of cases) {
		const runs = Array.from({ length: 40 }, (_, seed) => mendOnce(instance, told, seed + 1, leave, join));
		const [p95, cpu95] = [runs.map(({ ms }) => ms), runs.map(({ cpuMs }) => cpuMs)].map((all) =>
			quantile(all, 0.95)
		) as [number, number];
		const met = p95 <= most && runs.every(({ moved, again }) => again === 0 && moved <= mostMoved);
		yield {
			id,
			instance: `2,000: ${leave} leave, ${join} join after round 2`,
			reached: `p95 ${p95.toFixed(0)} ms (${cpu95.toFixed(0)} ms of processor time), ${spread(runs.map(({ again }) => again))} new repeats, ${spread(runs.map(({ moved }) => moved))} seats moved`,
			target: `p95 ≤ ${most} ms, 0 repeats, ${moves}`,
			met
		};
	}
	yield* streamRows(quick);
}

export function* streamRows(quick: boolean): Generator<Row> {
	yield stream(quick ? 500 : 5_000);
}

/** People come and go one by one while the rounds go by; now and then a table or a host is lost. */
function stream(events: number): Row {
	const { instance, told } = gathered(true);
	const stream = new PlanStream(instance, told);
	const ms: number[] = [];
	const cpuMs: number[] = [];
	let [outside, most] = [0, 0];
	const every = Math.floor(events / 20);
	for (let event = 0; event < events; event++) {
		const changes = nextChanges(stream.instance, event, every, Math.floor((event * 4) / events));
		const [start, cpuStart] = [now(), cpu()];
		const result = stream.mend(changes);
		ms.push(now() - start);
		cpuMs.push(cpu() - cpuStart);
		if (!result.ok) throw new Error(JSON.stringify(result.error));
		const lost = new Set(changes.tablesLost);
		const moved = result.value.moved.filter(({ from }) => !lost.has(from)).length;
		outside += moved;
		most = Math.max(most, moved);
	}
	const { sheet, breaches } = verify(stream.instance, stream.plan);
	if (breaches.some(({ rule }) => rule !== 'sheet')) throw new Error('the stream breaks a hard rule');
	const p99 = quantile(ms, 0.99);
	return {
		id: 'PLAN-L4',
		instance: `stream of ${events} events, ${20} lost tables, ${20} lost hosts`,
		reached: `p99 ${p99.toFixed(0)} ms (${quantile(cpuMs, 0.99).toFixed(1)} ms of processor time; median ${quantile(ms, 0.5).toFixed(1)}, most ${Math.max(...ms).toFixed(0)}), c2 ${sheet.c2}, ${(outside / events).toFixed(2)} told seats moved per event outside lost tables (most ${most})`,
		target: 'p99 ≤ 20 ms, c2 within 1 % of a new plan (0), ≤ 1 % of seats moved',
		met: p99 <= 20 && sheet.c2 === 0 && most <= 60
	};
}

function nextChanges(instance: Instance, event: number, every: number, afterRound: number): Changes {
	const none: Changes = { afterRound, left: [], joined: [], hostsLost: [], tablesLost: [] };
	const pick = <T>(list: readonly T[]): T => list[(event * 7_919) % list.length]!;
	if (event % every === every - 1) {
		const hosts = instance.people.filter(({ hosts }) => hosts !== null);
		return (event / every) % 2 < 1
			? { ...none, tablesLost: [pick(instance.tables).id], hostsLost: [] }
			: { ...none, hostsLost: [pick(hosts).id] };
	}
	const travellers = instance.people.filter(({ hosts }) => hosts === null);
	if (event % 2 === 0) return { ...none, left: [pick(travellers).id] };
	return { ...none, joined: [{ ...pick(travellers), id: `late${event}` }] };
}
