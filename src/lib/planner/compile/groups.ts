import { partiesOf } from '../parties.ts';
import type { Instance, Person } from '../types.ts';
import { Numbering } from './numbering.ts';

/** Who sits together as a party, and who is kept apart from whom. */
export function grouping(instance: Instance, people: readonly Person[], at: Map<string, number>) {
	const partyOf = partiesOf(instance.together);
	const numbering = new Numbering();
	const members: number[][] = [];
	const party = Int32Array.from(people, (person, p) => {
		const known = partyOf.get(person.id);
		if (known === undefined) return -1 - p;
		const number = numbering.of(String(known));
		(members[number] ??= []).push(p);
		return number;
	});
	const apart = new Map<number, Set<number>>();
	for (const group of instance.apart) {
		const numbers = group.map((id) => at.get(id)!);
		for (const p of numbers) {
			const others = apart.get(p) ?? new Set();
			for (const q of numbers) if (q !== p) others.add(q);
			apart.set(p, others);
		}
	}
	const none = new Int32Array(0);
	return {
		party,
		parties: members.map((list) => Int32Array.from(list)),
		apart: people.map((_, p) => (apart.has(p) ? Int32Array.from(apart.get(p)!) : none))
	};
}
