import { leastAt } from './sizes.ts';
import { placeInGroups, type Placing } from './pools.ts';
import type { Instance, Table } from '../types.ts';

/** Fewest people at a table, where there is another way. */
const COMPANY = 3;

/** The tables in use: optional ones stay empty, topic by topic, where the others would have fewer than three people. */
export function openTables(instance: Instance): { tables: Table[]; placing: Placing } {
	const needed = neededTables(instance);
	// An optional table that asks for more people than it seats can only stay empty.
	let tables = instance.tables.filter(
		({ id, optional, seats, minSeats }) => !optional || needed.has(id) || minSeats === null || minSeats <= seats
	);
	for (;;) {
		const placing = placeInGroups(instance, tables);
		const closed = closable(needed, placing);
		if (closed.size === 0) return { tables, placing };
		tables = tables.filter((table) => !closed.has(table));
	}
}

/** Tables that have a host or a locked seat. */
function neededTables(instance: Instance): Set<string> {
	const needed = new Set(instance.locked.map((lock) => lock.table));
	for (const person of instance.people) if (person.hosts !== null) needed.add(person.hosts);
	return needed;
}

function closable(needed: ReadonlySet<string>, placing: Placing): Set<Table> {
	const pools = new Map<string, { people: number; tables: Table[] }>();
	placing.groups.forEach((group, b) => {
		const pool = pools.get(group.pool) ?? { people: 0, tables: [] };
		pool.people += placing.bins[b]!.load;
		pool.tables.push(...group.tables);
		pools.set(group.pool, pool);
	});
	const closed = new Set<Table>();
	for (const { people, tables } of pools.values()) {
		const optional = tables.filter((table) => table.optional && !needed.has(table.id));
		const least = Math.max(COMPANY, ...optional.map(leastAt));
		const wanted = Math.max(people > 0 ? 1 : 0, Math.floor(people / least));
		let surplus = Math.min(tables.length - wanted, optional.length);
		const open = [...tables];
		for (; surplus > 0; surplus--) {
			const table = mostCommonTopic(open, optional);
			open.splice(open.indexOf(table), 1);
			optional.splice(optional.indexOf(table), 1);
			closed.add(table);
		}
	}
	return closed;
}

/** The last optional table of the topic that has most tables left, so that topics keep their share. */
function mostCommonTopic(open: readonly Table[], optional: readonly Table[]): Table {
	const count = (topic: string | null): number => open.filter((table) => table.topic === topic).length;
	return optional.reduce((best, table) => (count(table.topic) >= count(best.topic) ? table : best));
}
