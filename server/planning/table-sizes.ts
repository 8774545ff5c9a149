/** How many sit at each table of a round that has anybody. */
export function tableSizes<Table extends string>(seats: Readonly<Record<string, Table>>): Map<Table, number> {
	const sizes = new Map<Table, number>();
	for (const table of Object.values(seats)) sizes.set(table, (sizes.get(table) ?? 0) + 1);
	return sizes;
}
