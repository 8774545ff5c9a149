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
