import type { Instance, Past } from '../types.ts';

/** Person id to the first member of his or her `together` group; groups that share a member are one. */
export function groupsTogether(instance: Instance, past?: Past): Map<string, string> {
	const leader = new Map<string, string>();
	const find = (id: string): string => {
		const above = leader.get(id);
		return above === undefined || above === id ? id : find(above);
	};
	for (const group of [...instance.together, ...(past?.together ?? [])]) {
		const first = find(group[0]!);
		for (const id of group) leader.set(find(id), first);
		leader.set(first, first);
	}
	return new Map([...leader.keys()].map((id) => [id, find(id)]));
}
