import { cyclic, lines, type Rotation } from './rotation.ts';

/**
 * Seats for a few travellers who are to meet each other exactly once over all rounds, while nobody meets anybody
 * twice: for four people in three rounds, two pairs sit together in each round.
 * @param slopes one slope per traveller, all different and none of them 0, which is the hosts'
 * @param firstTable where the first traveller starts, 0…tables-1
 * @returns for each traveller the table (0…tables-1) of each round, or null if the rotation has no such seats
 */
export function meetOnce(tables: number, rounds: number, slopes: readonly number[], firstTable = 0): number[][] | null {
	for (const rotation of [lines(tables, rounds), cyclic(tables, rounds)]) {
		const starts = rotation && startsOf(rotation, slopes, firstTable);
		if (starts) return starts.map((start, i) => track(rotation, slopes[i]!, start));
	}
	return null;
}

const track = (rotation: Rotation, slope: number, start: number): number[] =>
	Array.from({ length: rotation.rounds }, (_, round) => rotation.at(slope, start, round));

const meetings = (one: readonly number[], other: readonly number[]): number =>
	one.filter((table, round) => table === other[round]).length;

/** No table ever seats three of them: they meet two by two, and strangers in between. */
const atMostPairs = (own: readonly number[], seated: readonly number[][]): boolean =>
	own.every((table, round) => seated.filter((other) => other[round] === table).length < 2);

function startsOf(rotation: Rotation, slopes: readonly number[], firstTable: number): number[] | null {
	const starts: number[] = [];
	const seated: number[][] = [];
	const extend = (): boolean => {
		const slope = slopes[starts.length];
		if (slope === undefined) return true;
		for (let i = 0; i < rotation.tables; i++) {
			const start = starts.length === 0 ? firstTable : i;
			const own = track(rotation, slope, start);
			if (seated.every((other) => meetings(own, other) === 1) && atMostPairs(own, seated)) {
				starts.push(start);
				seated.push(own);
				if (extend()) return true;
				starts.pop();
				seated.pop();
			}
			if (starts.length === 0) return false;
		}
		return false;
	};
	return extend() ? starts : null;
}
