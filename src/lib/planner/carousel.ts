import { partiesOf } from './parties.ts';
import type { Instance, Lock, Round } from './types.ts';

/**
 * The instance in which the travellers of each table of the first round are one party, so that they move on
 * together. Keep-apart pairs are settled by the first round; parties of people who sit with a host dissolve into it.
 */
export function groupsAsParties(instance: Instance, first: Round): Instance {
	const groups = new Map<string, string[]>();
	const locked: Lock[] = [];
	const hosts = new Set(instance.people.filter(({ hosts }) => hosts !== null).map(({ id }) => id));
	const bound = new Set(instance.together.filter((group) => group.some((id) => hosts.has(id))).flat());
	for (const { id } of instance.people) {
		const table = first[id]!;
		if (hosts.has(id)) continue;
		locked.push({ person: id, round: 1, table });
		if (bound.has(id)) continue;
		const group = groups.get(table);
		if (group) group.push(id);
		else groups.set(table, [id]);
	}
	const together = [...groups.values()].filter((group) => group.length > 1);
	const kept = instance.together.filter((group) => group.some((id) => bound.has(id)));
	return {
		...instance,
		together: [...together, ...kept],
		locked: [...locked, ...instance.locked.filter(({ round }) => round > 1)],
		rules: { ...instance.rules, personTwice: 'off' }
	};
}

/**
 * The travellers of a told plan by their tables from round `from` (from 0) on: who has the same ones is one group.
 * Groups all of whose people are gone are listed without people. Who sits with a host travels in no group.
 */
export function groupsTravelling(
	{ people, together }: Instance,
	rounds: readonly Round[],
	from: number
): { people: string[]; tables: (string | null)[] }[] {
	const hosts = new Set(people.filter(({ hosts }) => hosts !== null).map(({ id }) => id));
	const party = partiesOf(together);
	const settled = new Set([...hosts].flatMap((id) => party.get(id) ?? []));
	const present = new Set(people.map(({ id }) => id));
	const groups = new Map<string, { people: string[]; tables: (string | null)[] }>();
	const seen = new Set<string>();
	for (const round of rounds.slice(from)) {
		for (const id of Object.keys(round)) {
			if (seen.has(id) || hosts.has(id) || settled.has(party.get(id) ?? -1)) continue;
			seen.add(id);
			const tables = rounds.slice(from).map((seats) => (Object.hasOwn(seats, id) ? seats[id]! : null));
			const key = JSON.stringify(tables);
			const group = groups.get(key) ?? { people: [], tables };
			groups.set(key, group);
			if (present.has(id)) group.people.push(id);
		}
	}
	return [...groups.values()];
}
