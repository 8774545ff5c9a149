import type { TableId } from '../domain/ids.ts';
import type { DeskPart } from '../domain/parts.ts';
import { takesPart } from '../domain/people/person.ts';
import { takesPartAs } from '../live/table-people.ts';
import type { TableTally } from '../protocol/wire.ts';

export interface CountedPeople {
	/** Of those who take part. */
	readonly hall: number;
	readonly remote: number;
	readonly paper: number;
	readonly hosts: number;
	/** Tables that want a host: those where people sit, or all of them before the first round. */
	readonly hostsNeeded: number;
}

export function countPeople(
	{ people, seating }: Pick<DeskPart, 'people' | 'seating'>,
	tables: number,
	tallies: ReadonlyMap<TableId, TableTally>
): CountedPeople {
	const taking = Object.values(people).filter(takesPart);
	const count = (way: ReturnType<typeof takesPartAs>) => taking.filter((person) => takesPartAs(person) === way).length;
	const used = [...tallies.values()].filter(({ expected }) => expected > 0);
	return {
		hall: count('hall'),
		remote: count('remote'),
		paper: count('paper'),
		hosts: seating
			? used.filter(({ hostHere }) => hostHere).length
			: taking.filter(({ hosts }) => hosts !== null).length,
		hostsNeeded: seating ? used.length : tables
	};
}
