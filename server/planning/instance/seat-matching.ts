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
	const hall = benches.map(() => new Set<number>());
	const remote = benches.map(() => new Set<number>());
	const isFree = (t: number) => hall[t]!.size + remote[t]!.size < benches[t]!.seats;
	const isOpen = (t: number) => remote[t]!.size < benches[t]!.remoteSeats;
	/** Places from where no path led to a free seat. None does later either: seats only fill. */
	const dead = new Set<number>();
	let seen = new Set<number>();
	const isNew = (place: number): boolean => {
		if (dead.has(place) || seen.has(place)) return false;
		seen.add(place);
		return true;
	};
	// A path of people who each make room for the one before, through the tables (2t) and their remote seats (2t + 1).
	const oneLeaves = (there: Set<number>): boolean => {
		for (const p of there)
			if (sit(p)) {
				there.delete(p);
				return true;
			}
		return false;
	};
	const roomAt = (t: number): boolean =>
		isNew(2 * t) && (isFree(t) || oneLeaves(hall[t]!) || (isNew(2 * t + 1) && oneLeaves(remote[t]!)));
	const remoteRoomAt = (t: number): boolean => isNew(2 * t + 1) && ((isOpen(t) && roomAt(t)) || oneLeaves(remote[t]!));
	const sit = (p: number): boolean => {
		const { remote: isRemote, fits } = people[p]!;
		const simple = fits.find((t) => isFree(t) && (!isRemote || isOpen(t)));
		const at = simple ?? fits.find(isRemote ? remoteRoomAt : roomAt);
		if (at === undefined) return false;
		(isRemote ? remote : hall)[at]!.add(p);
		return true;
	};
	return people.filter((_, p) => {
		seen = new Set();
		if (sit(p)) return true;
		for (const place of seen) dead.add(place);
		return false;
	}).length;
}

/** Which of these tables cannot get `least` people when every table before them gets as many first. */
export function unfilled(people: readonly Sitter[], tables: readonly number[], least: number): number[] {
	const fitting = new Map(tables.map((t): [number, number[]] => [t, []]));
	people.forEach(({ fits }, p) => fits.forEach((t) => fitting.get(t)?.push(p)));
	const tableOf = new Map<number, number>();
	const take = (t: number, seen: Set<number>): boolean => {
		const free = fitting.get(t)!.find((p) => !tableOf.has(p));
		if (free !== undefined) {
			tableOf.set(free, t);
			return true;
		}
		return fitting.get(t)!.some((p) => {
			if (seen.has(p)) return false;
			seen.add(p);
			const holder = tableOf.get(p)!;
			if (holder === t || !take(holder, seen)) return false;
			tableOf.set(p, t);
			return true;
		});
	};
	return tables.filter((t) => {
		let got = 0;
		while (got < least && take(t, new Set())) got++;
		if (got === least) return false;
		for (const [p, table] of tableOf) if (table === t) tableOf.delete(p);
		return true;
	});
}
