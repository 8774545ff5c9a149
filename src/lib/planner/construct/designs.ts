import { field } from './field.ts';
import { STARTERS, type Starter } from './starters.ts';

/** Rounds in which nobody meets anybody twice: by round, by table, who sits there; people are 0…tables*seats-1. */
export type Design = number[][][];

/** A schedule of at least `rounds` rounds for tables of equal size, beyond what rotations can do, or null. */
export function designOf(tables: number, seats: number, rounds: number): Design | null {
	const starter = STARTERS.find((known) => known.tables === tables && known.seats === seats && long(known, rounds));
	const options = [
		seats === 2 ? roundRobin(tables) : null,
		seats === 4 ? quadruples(tables) : null,
		tables === 10 && seats === 10 ? overTen() : null,
		fromStarter(starter)
	];
	return options.find((design) => design !== null && design.length >= rounds)?.slice(0, rounds) ?? null;
}

const long = ({ base, tables, seats, shift }: Starter, rounds: number): boolean =>
	(base.split(' ').length / (tables * seats)) * shift >= rounds;

/** Everybody meets everybody in pairs: one person stays, the others stand on a circle and face each other. */
function roundRobin(tables: number): Design {
	const circle = 2 * tables - 1;
	return Array.from({ length: circle }, (_, round) => [
		[circle, round],
		...Array.from({ length: tables - 1 }, (_, i) => [(round + i + 1) % circle, (round - i - 1 + circle) % circle])
	]);
}

/**
 * Ray-Chaudhuri and Wilson's schedule of 3q + 1 people in fours, q a prime power of the form 4t + 1: three copies of
 * a field and one more person. With a generator x, the base round has the table of the zeros, and for every i < t
 * and copy j the table (x^i, j), (-x^i, j), (x^(i+t), j+1), (-x^(i+t), j+1); adding an element gives another round.
 */
function quadruples(tables: number): Design | null {
	const q = (4 * tables - 1) / 3;
	if (!Number.isInteger(q) || q % 4 !== 1) return null;
	const over = field(q);
	if (!over) return null;
	const powers = powersOf(over.times, q);
	const t = (q - 1) / 4;
	const person = (element: number, copy: number): number => (copy % 3) * q + element;
	return Array.from({ length: q }, (_, shift) => {
		const moved = (i: number, copy: number): number => person(over.plus[powers[i % (q - 1)]! * q + shift]!, copy);
		const round = [[3 * q, person(shift, 0), person(shift, 1), person(shift, 2)]];
		for (let i = 0; i < t; i++) {
			for (let copy = 0; copy < 3; copy++) {
				round.push([moved(i, copy), moved(i + 2 * t, copy), moved(i + t, copy + 1), moved(i + 3 * t, copy + 1)]);
			}
		}
		return round;
	});
}

/**
 * Two orthogonal Latin squares of order ten, by Bose, Shrikhande and Parker's method: an orthogonal array over the
 * numbers modulo 7 and three more symbols. Its rows are the people, its four columns the rounds.
 */
function overTen(): Design {
	const [m, modulus] = [3, 7];
	const rows: number[][] = [];
	for (let shift = 0; shift < modulus; shift++) {
		for (let i = 0; i < m; i++) {
			const [a, b, c] = [0, i + 1, 2 * m - i].map((value) => (value + shift) % modulus) as [number, number, number];
			const x = modulus + i;
			rows.push([a, b, c, x], [b, a, x, c], [c, x, a, b], [x, c, b, a]);
		}
	}
	for (let i = 0; i < m; i++) {
		for (let j = 0; j < m; j++) {
			rows.push([i, j, (i + j) % m, (i + 2 * j) % m].map((x) => modulus + x));
		}
	}
	for (let symbol = 0; symbol < modulus; symbol++) rows.push([symbol, symbol, symbol, symbol]);
	return [0, 1, 2, 3].map((column) =>
		Array.from({ length: 10 }, (_, symbol) => rows.flatMap((row, p) => (row[column] === symbol ? [p] : [])))
	);
}

/** The powers 1, x, x²… of the first generator x of the field. */
function powersOf(times: Uint16Array, q: number): number[] {
	for (let x = 2; x < q; x++) {
		const powers = [1];
		for (let power = x; power !== 1; power = times[power * q + x]!) powers.push(power);
		if (powers.length === q - 1) return powers;
	}
	return [1];
}

function fromStarter(starter: Starter | undefined): Design | null {
	if (!starter) return null;
	const { tables, seats, shift } = starter;
	const people = tables * seats;
	const numbers = starter.base.split(' ').map(Number);
	const circles = people - (people % shift);
	const design: Design = [];
	for (let first = 0; first < numbers.length; first += people) {
		for (let turn = 0; turn < shift; turn++) {
			const turned = numbers.slice(first, first + people).map((x) => {
				return x >= circles ? x : x - (x % shift) + (((x % shift) + turn) % shift);
			});
			design.push(Array.from({ length: tables }, (_, t) => turned.slice(t * seats, (t + 1) * seats)));
		}
	}
	return design;
}
