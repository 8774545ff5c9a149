import { Random } from '../random.ts';
import type { Changes, Instance, Person } from '../types.ts';

/** Random changes that an instance can be asked to bear: some leave, some join, a host or a table is lost. */
export function randomChanges(instance: Instance, seed: number, afterRound: number): Changes {
	const random = new Random(seed);
	const travellers = random.shuffle(instance.people.filter(({ hosts }) => hosts === null).map(({ id }) => id));
	const hosts = random.shuffle(instance.people.filter(({ hosts }) => hosts !== null).map(({ id }) => id));
	const leaving = random.below(Math.floor(instance.people.length / 8) + 1);
	const joining = random.below(Math.min(leaving, 5) + 1);
	const model = instance.people.find(({ hosts, attendance }) => hosts === null && attendance === 'hall');
	const joined = Array.from({ length: model ? joining : 0 }, (_, i): Person => {
		return { ...model!, id: `new ${seed} ${i}`, topics: [], country: null, organisation: null };
	});
	return {
		afterRound,
		left: travellers.slice(0, leaving),
		joined,
		hostsLost: random.below(2) === 0 ? hosts.slice(0, 1) : [],
		tablesLost: random.below(3) === 0 && instance.tables.length > 3 ? [instance.tables[0]!.id] : []
	};
}
