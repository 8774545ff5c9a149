/**
 * Base rounds of repeat-free schedules, found by annealing: people are numbered, those below the largest multiple of
 * `shift` stand in circles of `shift`; turning every circle by one place gives the next round. A base round lists the
 * people table by table; several base rounds follow each other.
 */
export interface Starter {
	tables: number;
	seats: number;
	shift: number;
	base: string;
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
		seats: 6,
		shift: 7,
		base: '57 7 18 34 4 44 14 32 35 43 46 19 11 16 53 41 28 13 37 50 6 42 33 54 5 29 3 24 52 38 59 49 15 30 45 22 40 21 8 1 9 47 27 36 10 31 25 51 55 2 39 17 56 26 23 20 12 58 0 48'
	},
	{
		tables: 10,
		seats: 7,
		shift: 6,
		base: '36 24 37 53 21 23 46 33 6 45 17 27 63 47 51 56 8 14 7 22 49 9 62 19 5 25 55 20 1 28 68 35 61 52 38 10 50 29 44 54 67 64 69 13 41 31 18 2 11 58 30 4 3 43 34 26 65 42 40 15 0 59 16 60 57 32 48 66 12 39'
	},
	{
		tables: 10,
		seats: 8,
		shift: 5,
		base: '9 23 21 5 3 27 49 31 78 11 7 54 51 37 32 2 40 25 61 43 13 26 52 19 60 46 76 16 22 77 34 41 53 12 20 58 17 68 35 24 10 79 59 45 73 29 14 71 62 0 38 28 1 67 75 69 15 74 30 50 4 70 63 18 47 66 36 33 48 44 39 55 6 57 64 8 72 65 56 42'
	},
	{
		tables: 10,
		seats: 9,
		shift: 4,
		base: '49 16 30 32 83 55 46 47 73 52 56 81 23 29 40 43 67 27 2 64 68 44 61 26 25 5 48 22 36 12 33 41 4 70 76 45 8 42 1 19 6 9 50 15 75 54 84 28 74 3 87 7 37 20 14 10 88 62 86 21 24 34 80 18 72 13 38 31 60 57 63 79 69 78 58 82 85 77 66 11 51 71 39 59 65 53 0 17 89 35'
	}
];
