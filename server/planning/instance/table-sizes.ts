/** How many sit at each table of a round that has anybody. */
export function tableSizes<Table extends string>(seats: Readonly<Record<string, Table>>): Map<Table, number> {
	const sizes = new Map<Table, number>();
	for (const table of Object.values(seats)) sizes.set(table, (sizes.get(table) ?? 0) + 1);
	return sizes;
}

/** The smallest and the largest table of all rounds; 0 where nobody sits. */
export function extremeSizes(rounds: readonly Readonly<Record<string, string>>[]): {
	smallest: number;
	largest: number;
} {
	const sizes = rounds.flatMap((seats) => [...tableSizes(seats).values()]);
	return sizes.length === 0
		? { smallest: 0, largest: 0 }
		: { smallest: Math.min(...sizes), largest: Math.max(...sizes) };
}
