import { designOf, type Design } from './designs.ts';
import { differences } from './differences.ts';
import { labelTables } from './labels.ts';
import { guestSeats, withoutStrangers } from './uneven.ts';
import { chooseSlopes, cyclic, leastSlopes, lines, type Rotation } from './rotation.ts';

/** What a construction has to serve: the tables of one pool, in the order in which they stand on the circle. */
export interface Circle {
	/** By place on the circle: topic, or -1. */
	topics: readonly number[];
	rounds: number;
	/** Whether some table has a host, who never moves. */
	hosted: boolean;
	/** Columns of travelling seats: each puts one traveller at every table in every round. */
	columns: number;
	/** Travellers: at most one seat per column and table. */
	people: number;
	/** Places that locked travellers take, round by round, -1 where they are free. */
	locked: readonly (readonly number[])[];
}

/** Seats that travel: by seat, the place on the circle in each round. `exact`: no two of them meet again. */
export interface Tracks {
	exact: boolean;
	seats: Int32Array[];
}

/** A larger field takes more than a megabyte of sums and products. */
const MOST_OF_FIELD = 512;
/** Larger circles than this have slopes enough. */
const MOST_GUEST_TABLES = 64;

/**
 * The travelling seats of a circle: cyclic, over a finite field or by differences where nobody need meet again, else
 * the nearest.
 */
export function tracksOf(circle: Circle): Tracks {
	const g = circle.topics.length;
	const fixed = circle.hosted ? [0] : [];
	const ring = cyclic(g, circle.rounds);
	const overField = g <= MOST_OF_FIELD ? lines(g, circle.rounds) : null;
	const overDifferences = differences(g, circle.rounds, circle.columns + fixed.length);
	let best: { cost: number; tracks: Tracks } | null = null;
	for (const rotation of [ring, overField, overDifferences]) {
		if (!rotation) continue;
		const cost = (slope: number): number => slopeCost(rotation, circle, slope);
		const slopes = chooseSlopes(rotation, circle.columns, fixed, cost);
		if (!slopes) continue;
		const total = slopes.reduce((sum, slope) => sum + cost(slope), 0);
		if (best && best.cost <= total) continue;
		best = { cost: total, tracks: { exact: true, seats: seatsOf(rotation, slopes) } };
	}
	if (best) return best.tracks;
	const special = circle.hosted ? null : (withColumnRound(circle) ?? fromDesign(circle));
	if (special) return spared(special, circle);
	const hosting = circle.hosted ? null : withGuests(circle);
	if (hosting) return hosting;
	const slopes = leastSlopes(ring, circle.columns, fixed, (slope) => slopeCost(ring, circle, slope));
	return { exact: false, seats: seatsOf(ring, slopes) };
}

function seatsOf(rotation: Rotation, slopes: readonly number[]): Int32Array[] {
	const { tables, rounds } = rotation;
	const seats: Int32Array[] = [];
	for (const slope of slopes) {
		for (let start = 0; start < tables; start++) {
			const seat = new Int32Array(rounds);
			for (let round = 0; round < rounds; round++) seat[round] = rotation.at(slope, start, round);
			seats.push(seat);
		}
	}
	return seats;
}

/** One round more than a rotation has: people of one slope, who never meet otherwise, sit together. */
function withColumnRound(circle: Circle): Tracks | null {
	const g = circle.topics.length;
	const { columns, rounds } = circle;
	if (rounds < 2 || g % columns !== 0 || columns * g > 5_000) return null;
	for (const rotation of [cyclic(g, rounds - 1), g <= MOST_OF_FIELD ? lines(g, rounds - 1) : null]) {
		const slopes = rotation && chooseSlopes(rotation, columns, [], () => 0);
		if (!slopes) continue;
		const design = Array.from({ length: rounds - 1 }, (_, round) => {
			const groups: number[][] = Array.from({ length: g }, () => []);
			slopes.forEach((slope, a) => {
				for (let start = 0; start < g; start++) groups[rotation.at(slope, start, round)]!.push(a * g + start);
			});
			return groups;
		});
		const people = Array.from({ length: columns * g }, (_, person) => person);
		design.push(Array.from({ length: g }, (_, t) => people.slice(t * columns, (t + 1) * columns)));
		return { exact: true, seats: labelTables(design, circle.topics) };
	}
	return null;
}

function fromDesign(circle: Circle): Tracks | null {
	const design = designOf(circle.topics.length, circle.columns, circle.rounds);
	return design && { exact: !meetsAgain(design), seats: labelTables(design, circle.topics) };
}

function meetsAgain(design: Design): boolean {
	const people = design[0]!.flat().length;
	const pairs = design.flatMap((round) =>
		round.flatMap((table) =>
			table.flatMap((p, i) => table.slice(i + 1).map((q) => Math.min(p, q) * people + Math.max(p, q)))
		)
	);
	return new Set(pairs).size < pairs.length;
}

/** A schedule with as many seats as people: those left vacant belong to strangers, so that tables lose one at most. */
function spared(tracks: Tracks, { people }: Circle): Tracks {
	const seats = people < tracks.seats.length ? withoutStrangers(tracks.seats, tracks.seats.length - people) : null;
	return seats ? { ...tracks, seats } : tracks;
}

/** A few people more than a repeat-free schedule has seats for, where a whole column more is too much. */
function withGuests(circle: Circle): Tracks | null {
	const g = circle.topics.length;
	const full = (circle.columns - 1) * g;
	if (circle.columns < 2 || circle.people >= circle.columns * g || g > MOST_GUEST_TABLES) return null;
	const base = tracksOf({ ...circle, columns: circle.columns - 1, people: full });
	const guests = base.exact ? guestSeats(base.seats, g, circle.rounds, circle.people - full) : null;
	return guests && { exact: true, seats: [...base.seats, ...guests] };
}

/** Visits to a table or a topic already visited, per table, less a little for each locked traveller who fits. */
function slopeCost(rotation: Rotation, circle: Circle, slope: number): number {
	const g = rotation.tables;
	// Where a seat starts matters to the topics that it visits, not to whether it returns to a table.
	const sample = circle.topics.some((topic) => topic >= 0) ? Math.min(g, 64) : 1;
	let again = 0;
	for (let i = 0; i < sample; i++) {
		const start = Math.floor((i * g) / sample);
		for (let round = 1; round < circle.rounds; round++) {
			const table = rotation.at(slope, start, round);
			const topic = circle.topics[table]!;
			for (let before = 0; before < round; before++) {
				const earlier = rotation.at(slope, start, before);
				if (earlier === table) again++;
				if (topic >= 0 && circle.topics[earlier] === topic) again++;
			}
		}
	}
	const fits = circle.locked.filter((places) => matches(rotation, slope, places)).length;
	return again / sample - fits * 1e-3;
}

function matches(rotation: Rotation, slope: number, places: readonly number[]): boolean {
	if (places.filter((place) => place >= 0).length < 2) return false;
	for (let start = 0; start < rotation.tables; start++) {
		if (places.every((place, round) => place < 0 || rotation.at(slope, start, round) === place)) return true;
	}
	return false;
}
