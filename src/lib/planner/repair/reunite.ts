import { groupsTravelling } from '../carousel.ts';
import { bring } from '../kernel/bring.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { move } from '../kernel/seat.ts';
import type { Plan } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import type { Resident } from './resident.ts';

/** A company that sits at table `now` in round r while most of its group sit at `main`. */
interface Parted {
	company: readonly number[];
	r: number;
	now: number;
	main: number;
}

/**
 * Whoever was parted from the own group while rules were mended goes back to it, where that breaks none and leaves
 * nobody in too small a circle; who could not go back in every round stays with the new group.
 */
export function reunite(resident: Resident, { instance }: Aftermath, plan: Plan): void {
	const { s, from, problem } = resident;
	if (breachesOf(s, from) > 0) return;
	const rowOf = new Map(instance.people.map(({ id }, p) => [id, p]));
	const groups = groupsTravelling(instance, plan.rounds, 0).map(({ people }) => people.map((id) => rowOf.get(id)!));
	// Whoever goes back can leave a seat that somebody else needs for that.
	for (let back = 1; back > 0;) {
		back = 0;
		for (const group of groups) {
			const companies = Map.groupBy(group, (p) => problem.party[p]!);
			for (const company of companies.values()) if (goBack(resident, partedIn(resident, group, company))) back++;
		}
	}
}

function partedIn({ s, from }: Resident, group: readonly number[], company: readonly number[]): Parted[] {
	const parted: Parted[] = [];
	for (let r = from; r < s.R; r++) {
		const at = [...Map.groupBy(group, (p) => s.rows[p * s.stride + r]!)];
		at.sort(([, one], [, other]) => other.length - one.length);
		const [most, next] = at;
		const [main, now] = [most![0], s.rows[company[0]! * s.stride + r]!];
		const isMain = most![1].length > (next?.[1].length ?? 0);
		if (isMain && main >= 0 && now >= 0 && now !== main) parted.push({ company, r, now, main });
	}
	return parted;
}

function goBack({ s, from }: Resident, parted: readonly Parted[]): boolean {
	const isFree = parted.every(({ company, r, now, main }) => {
		const held = company.some((p) => s.held[p * s.R + r] === 1);
		const left = s.size[r * s.g + now]! - company.length;
		return !held && left >= s.lo[r * s.g + now]! && s.size[r * s.g + main]! + company.length <= s.most[main]!;
	});
	if (parted.length === 0 || !isFree) return false;
	for (const { company, r, main } of parted) bring(s, company, r, main);
	if (breachesOf(s, from) === 0) return true;
	for (const { company, r, now } of parted) for (const p of company) move(s, p, r, now);
	return false;
}
