import type { Person, Table } from '../types.ts';
import { languagesAt, tongueReader, type PlanRecord } from './record.ts';
import { barred } from './rules.ts';

/**
 * Whether people could sit at one table instead of another in round r (from 0) and keep every hard rule of that round.
 * @param least so many must stay at the table that they leave
 */
export function couldSit(
	record: PlanRecord,
	company: readonly Person[],
	{ to, from, least }: { to: Table; from: Table; least: number },
	r: number
): boolean {
	const { instance, seated } = record;
	const at = (table: Table): Person[] => seated[r]!.get(table.id) ?? [];
	const there = [...at(to), ...company];
	const stay = at(from).filter((person) => !company.includes(person));
	if (there.length > to.seats || stay.length < least) return false;
	const remote = there.filter(({ attendance }) => attendance === 'remote').length;
	if (to.mode === 'linked' && to.remoteSeats !== null && remote > to.remoteSeats) return false;
	if (company.some((person) => barred(record, person, to) !== null)) return false;
	const ids = new Set(there.map(({ id }) => id));
	if (instance.apart.some((group) => group.filter((id) => ids.has(id)).length > 1)) return false;
	if (instance.rules.language !== 'everyone') return true;
	const tonguesOf = tongueReader();
	const isLonely = (people: Person[], table: Table): boolean => languagesAt(people, table, tonguesOf).lonely.length > 0;
	return !isLonely(there, to) && !isLonely(stay, from);
}
