import type { Design } from './designs.ts';

/**
 * Chooses for every round of a design which group sits at which table, so that few people return to a table or a
 * topic: two groups change tables as long as that helps.
 * @returns by person, the table in each round
 */
export function labelTables(design: Design, topics: readonly number[]): Int32Array[] {
	const people = design[0]!.flat().length;
	const seats = Array.from({ length: people }, () => new Int32Array(design.length));
	design.forEach((groups, round) => {
		const tableOf = groups.map((_, table) => table);
		const again = (group: number, table: number): number =>
			groups[group]!.reduce((sum, person) => sum + visitsAgain(seats[person]!, round, table, topics), 0);
		for (let pass = 0, better = true; better && pass < 20; pass++) {
			better = false;
			for (let i = 0; i < groups.length; i++) {
				for (let j = i + 1; j < groups.length; j++) {
					const now = again(i, tableOf[i]!) + again(j, tableOf[j]!);
					if (again(i, tableOf[j]!) + again(j, tableOf[i]!) >= now) continue;
					[tableOf[i], tableOf[j]] = [tableOf[j]!, tableOf[i]!];
					better = true;
				}
			}
		}
		groups.forEach((group, i) => group.forEach((person) => (seats[person]![round] = tableOf[i]!)));
	});
	return seats;
}

function visitsAgain(visited: Int32Array, round: number, table: number, topics: readonly number[]): number {
	let again = 0;
	for (let r = 0; r < round; r++) {
		if (visited[r] === table) again++;
		if (topics[table]! >= 0 && topics[visited[r]!] === topics[table]) again++;
	}
	return again;
}
