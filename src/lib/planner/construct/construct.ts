import type { Layout } from '../pools/layout.ts';
import type { Problem } from '../problem.ts';
import { Random } from '../random.ts';
import { tracksOf } from './tracks.ts';

/** A first seating, n*R person by person: every pool by its own construction, locks and hosts in their places. */
export function construct(problem: Problem, layout: Layout): Int32Array {
	const { n, R, lock, host } = problem;
	const seats = new Int32Array(n * R).fill(-1);
	const random = new Random(problem.instance.seed);
	for (const pool of new Set(layout.poolOfTable)) {
		const people = [...Array(n).keys()].filter(
			(p) => host[p] === 0 && layout.groupOf[p]! >= 0 && poolOf(layout, layout.groupOf[p]!) === pool
		);
		seatPool(problem, layout, pool, random.shuffle(people), seats);
	}
	for (let i = 0; i < n * R; i++) if (lock[i]! >= 0) seats[i] = lock[i]!;
	return seats;
}

const poolOf = (layout: Layout, group: number): number => layout.poolOfTable[layout.groupOfTable.indexOf(group)]!;

function seatPool(problem: Problem, layout: Layout, pool: number, people: number[], seats: Int32Array): void {
	const { R, lock } = problem;
	const circle = circleOf(problem, layout, pool);
	const placeOf = new Map(circle.map((t, place) => [t, place]));
	const hosted = hostedTables(problem);
	const locked = people
		.filter((p) => isLocked(problem, p))
		.map((p) => Array.from(lock.subarray(p * R, p * R + R), (t) => placeOf.get(t) ?? -1))
		.filter((places) => places.some((place) => place >= 0));
	const columns = Math.max(1, Math.ceil(people.length / circle.length));
	const tracks = tracksOf({
		topics: circle.map((t) => problem.topicOf[t]!),
		rounds: R,
		hosted: circle.some((t) => hosted.has(t)),
		columns,
		people: people.length,
		locked
	});
	const travelling = tracks.seats.map((places) => places.map((place) => circle[place]!));
	const used = withVacancies(travelling, people.length, circle.length, hosted);
	const single = people.filter((p) => problem.party[p]! < 0);
	const free = seatParties(problem, people, used, circle.length, seats);
	assign(problem, single, free, seats);
}

function isLocked({ R, lock }: Problem, p: number): boolean {
	for (let r = 0; r < R; r++) if (lock[p * R + r]! >= 0) return true;
	return false;
}

/** Seats parties as one, each on the seat that fits all of its members best; returns the seats that are left. */
function seatParties(
	problem: Problem,
	people: readonly number[],
	tracks: readonly Int32Array[],
	tables: number,
	seats: Int32Array
): Int32Array[] {
	const first = tracks.slice(0, tables);
	const rest = tracks.slice(tables);
	const own = new Set(people.map((p) => problem.party[p]!).filter((party) => party >= 0));
	for (const party of own) {
		const members = problem.parties[party]!;
		const travelling = members.reduce((sum, p) => sum + (problem.host[p] === 0 ? 1 : 0), 0);
		// Who belongs to a host has a place at the host's table: no travelling seat is taken, all of theirs stay empty.
		if (travelling < members.length) {
			leaveVacant(travelling, first, rest);
			continue;
		}
		let best = 0;
		let bestCost = Number.POSITIVE_INFINITY;
		[...first, ...rest].forEach((track, i) => {
			const cost = members.reduce((sum, p) => sum + trackCost(problem, p, track), 0);
			if (cost < bestCost) [best, bestCost] = [i, cost];
		});
		const column = best < first.length ? first : rest;
		const [track] = column.splice(best < first.length ? best : best - first.length, 1);
		if (!track) break;
		for (const p of members) seats.set(track, p * problem.R);
		// The other members take seats of their own at the same tables: as many travelling seats stay empty.
		leaveVacant(travelling - 1, first, rest);
	}
	return [...first, ...rest];
}

function leaveVacant(count: number, first: Int32Array[], rest: Int32Array[]): void {
	for (let i = 0; i < count; i++) (rest.length > 0 ? rest : first).pop();
}

/** What a travelling seat costs a person: seats that do not fit, and locks elsewhere. */
function trackCost(problem: Problem, p: number, track: Int32Array): number {
	const { R, lock, seatCost, classOf, kinds, kindOf, weights } = problem;
	let sum = 0;
	for (let r = 0; r < R; r++) {
		const locked = lock[p * R + r]!;
		if (locked >= 0) sum += locked === track[r] ? 0 : weights.hard;
		else sum += seatCost[classOf[p]! * kinds + kindOf[track[r]!]!]!;
	}
	return sum;
}

/** Tables of a pool in turn by topic, so that neighbours have different topics. */
function circleOf(problem: Problem, layout: Layout, pool: number): number[] {
	const byTopic = new Map<number, number[]>();
	for (let t = 0; t < problem.g; t++) {
		if (layout.poolOfTable[t] !== pool) continue;
		const topic = problem.topicOf[t]!;
		const same = byTopic.get(topic);
		if (same) same.push(t);
		else byTopic.set(topic, [t]);
	}
	const lists = [...byTopic.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
	const circle: number[] = [];
	for (let i = 0; i < (lists[0]?.length ?? 0); i++)
		for (const list of lists) if (i < list.length) circle.push(list[i]!);
	return circle;
}

function hostedTables({ n, R, host, lock }: Problem): Set<number> {
	const hosted = new Set<number>();
	for (let p = 0; p < n; p++) if (host[p] === 1) hosted.add(lock[p * R]!);
	return hosted;
}

/** Leaves vacant seats in the last column only, first those that spare the tables without a host. */
function withVacancies(
	seats: readonly Int32Array[],
	people: number,
	tables: number,
	hosted: ReadonlySet<number>
): Int32Array[] {
	const vacant = seats.length - people;
	if (vacant === 0) return [...seats];
	const last = seats.slice(seats.length - tables);
	const bare = (seat: Int32Array): number => seat.reduce((sum, t) => sum + (hosted.has(t) ? 0 : 1), 0);
	const order = last.map((seat) => ({ seat, bare: hosted.size === 0 ? 0 : bare(seat) }));
	order.sort((a, b) => b.bare - a.bare);
	return [...seats.slice(0, seats.length - tables), ...order.slice(0, tables - vacant).map(({ seat }) => seat)];
}

/** Gives every person a travelling seat: first those whom few seats fit, each the one that fits best. */
function assign(problem: Problem, people: readonly number[], tracks: Int32Array[], seats: Int32Array): void {
	const { R, lock, seatCost, classOf, kinds } = problem;
	const demand = (p: number): number => {
		let locks = 0;
		for (let r = 0; r < R; r++) if (lock[p * R + r]! >= 0) locks++;
		let barred = 0;
		for (let kind = 0; kind < kinds; kind++) if (seatCost[classOf[p]! * kinds + kind]! > 0) barred++;
		return locks * kinds + barred;
	};
	const demands = new Map(people.map((p) => [p, demand(p)]));
	const order = [...people].sort((a, b) => demands.get(b)! - demands.get(a)!);
	const free = [...tracks];
	for (const p of order) {
		let best = free.length - 1;
		let bestCost = Number.POSITIVE_INFINITY;
		for (let i = free.length - 1; i >= 0 && bestCost > 0; i--) {
			const own = trackCost(problem, p, free[i]!);
			if (own < bestCost) [best, bestCost] = [i, own];
		}
		const track = free[best];
		if (!track) return;
		free[best] = free[free.length - 1]!;
		free.pop();
		seats.set(track, p * R);
	}
}
