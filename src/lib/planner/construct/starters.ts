/**
 * Base rounds of repeat-free schedules: people are numbered, those below the largest multiple of `shift` stand in
 * circles of `shift`; turning every circle by one place gives the next round. A base round lists the people table by
 * table; several base rounds follow each other. Found by annealing; 8x4 (Alejandro Aguado showed in 2004 that it has
 * ten rounds) by an exact cover among the schedules that a further symmetry of order four leaves alone.
 */
export interface Starter {
	tables: number;
	seats: number;
	shift: number;
	base: string;
	/** Pairs that meet again: 0 unless stated. The fewest found where no repeat-free rounds are known to us. */
	again?: number;
}

export const STARTERS: readonly Starter[] = [
	{ tables: 4, seats: 3, shift: 4, base: '11 7 10 8 1 2 3 6 5 0 9 4' },
	{ tables: 5, seats: 3, shift: 7, base: '0 5 9 2 12 6 14 13 1 8 7 10 11 4 3' },
	{
		tables: 6,
		seats: 3,
		shift: 4,
		base: '6 8 11 0 12 7 13 9 14 3 4 16 10 17 2 1 15 5 2 3 9 10 1 12 14 16 11 15 17 7 13 6 0 8 5 4'
	},
	{ tables: 6, seats: 4, shift: 7, base: '11 15 23 6 8 2 9 13 10 21 17 0 3 16 4 1 20 18 12 14 22 5 19 7' },
	{
		tables: 6,
		seats: 5,
		shift: 6,
		base: '22 21 24 9 7 17 26 20 4 10 6 1 15 3 11 12 19 23 2 13 27 8 16 14 28 5 29 0 25 18'
	},
	{
		tables: 7,
		seats: 3,
		shift: 5,
		base: '13 8 6 14 0 12 11 18 16 4 17 2 20 10 9 19 5 3 15 7 1 17 20 0 1 5 2 3 8 11 9 19 13 16 12 15 6 18 7 14 10 4'
	},
	{ tables: 8, seats: 3, shift: 11, base: '2 14 7 18 8 10 3 0 4 11 5 21 1 22 16 6 15 23 9 20 12 19 13 17' },
	{
		tables: 8,
		seats: 4,
		shift: 5,
		base: '0 5 10 15 1 8 9 29 2 4 18 22 3 12 25 30 6 19 20 31 7 11 13 23 14 16 17 26 21 24 27 28 0 6 9 24 1 14 22 23 2 3 15 27 4 11 25 31 5 12 13 28 7 18 26 29 8 17 20 30 10 16 19 21'
	},
	{ tables: 9, seats: 3, shift: 13, base: '4 14 7 17 12 0 25 26 1 11 20 13 21 23 9 10 5 18 6 8 2 15 16 24 3 19 22' },
	{
		tables: 9,
		seats: 4,
		shift: 11,
		base: '22 14 1 33 15 25 32 30 19 26 21 13 6 7 16 12 0 27 3 28 5 35 20 23 2 9 24 4 11 31 34 8 29 17 18 10'
	},
	{
		tables: 10,
		seats: 3,
		shift: 14,
		base: '4 24 22 28 12 23 21 11 6 7 15 19 3 26 5 10 13 9 17 18 1 0 27 8 25 14 20 16 29 2'
	},
	{
		tables: 10,
		seats: 5,
		shift: 9,
		base: '32 39 29 33 25 8 27 22 17 48 3 15 18 37 45 36 19 20 12 23 49 28 26 41 16 0 21 42 46 31 2 43 7 5 34 40 38 1 11 35 4 47 9 44 24 10 30 14 6 13'
	},
	{
		tables: 10,
		seats: 10,
		shift: 5,
		again: 30,
		base: '79 36 46 29 14 43 34 76 10 68 48 49 51 84 69 4 7 1 33 87 59 95 11 63 55 80 82 66 28 50 86 24 93 31 58 56 94 41 25 45 61 35 44 17 32 2 21 37 40 81 23 88 18 16 26 96 89 13 54 64 65 19 91 15 77 6 57 3 67 71 22 83 20 73 78 52 74 27 30 5 70 9 98 92 47 42 62 60 12 8 85 90 53 39 38 0 99 75 97 72'
	}
];
