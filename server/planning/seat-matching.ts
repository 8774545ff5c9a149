/** People and tables as a matching: how many can sit at all, and which tables stay without company. */

export interface Sitter {
	readonly remote: boolean;
	/** Tables where the person can sit, by index. */
	readonly fits: readonly number[];
}

export interface Bench {
	readonly seats: number;
	/** Most remote people among them. */
	readonly remoteSeats: number;
}

/** The largest number of people who can sit at the same time, each at a table that fits. */
export function howManySit(people: readonly Sitter[], benches: readonly Bench[]): number {
	const at = benches.map(() => new Set<number>());
	const remoteAt = (t: number) => [...at[t]!].filter((p) => people[p]!.remote);
	const free = (t: number) => at[t]!.size < benches[t]!.seats;
	const open = (t: number, remote: boolean) => !remote || remoteAt(t).length < benches[t]!.remoteSeats;
	// A path of people who each make room for the one before: first a free seat, else somebody who can change tables.
	const sit = (p: number, seen: Set<string>): boolean => {
		const { remote, fits } = people[p]!;
		const simple = fits.find((t) => free(t) && open(t, remote));
		if (simple !== undefined) {
			at[simple]!.add(p);
			return true;
		}
		return fits.some((t) => {
			// At its most remote people, a table has a seat for one more only when one of these goes.
			const others = open(t, remote) ? [...at[t]!] : remoteAt(t);
			const place = `${t} ${open(t, remote)}`;
			if (seen.has(place)) return false;
			seen.add(place);
			return others.some((other) => {
				if (!sit(other, seen)) return false;
				at[t]!.delete(other);
				at[t]!.add(p);
				return true;
			});
		});
	};
	return people.filter((_, p) => sit(p, new Set())).length;
}

/** Tables, by index, that cannot get `least` people when every table before them gets as many first. */
export function unfilled(people: readonly Sitter[], tables: number, least: number): number[] {
	const fitting = Array.from({ length: tables }, (): number[] => []);
	people.forEach(({ fits }, p) => fits.forEach((t) => fitting[t]!.push(p)));
	const tableOf = new Map<number, number>();
	const take = (t: number, seen: Set<number>): boolean =>
		fitting[t]!.some((p) => {
			if (seen.has(p)) return false;
			seen.add(p);
			const holder = tableOf.get(p);
			if (holder !== undefined && (holder === t || !take(holder, seen))) return false;
			tableOf.set(p, t);
			return true;
		});
	return Array.from({ length: tables }, (_, t) => t).filter((t) => {
		let got = 0;
		while (got < least && take(t, new Set())) got++;
		if (got === least) return false;
		for (const [p, table] of tableOf) if (table === t) tableOf.delete(p);
		return true;
	});
}
