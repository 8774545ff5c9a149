import type { SeatRule } from '../fit.ts';
import { placeInGroups, type Placing } from '../pools/pools.ts';
import type { Instance, NoPlan, Table } from '../types.ts';
import { count, names } from './phrases.ts';

const RULES: readonly SeatRule[] = ['language', 'stepFree', 'device', 'attendance'];

/** Too few seats, or too few people, for everybody by the rules of who can sit where. */
export function seatsImpossible(instance: Instance, tables: readonly Table[], placing: Placing): NoPlan | null {
	const contradiction = leastOverMost(tables);
	if (contradiction) return contradiction;
	const { spread, members } = placing;
	const left = spread.left.reduce((sum, people) => sum + people, 0);
	const unseated = [...placing.groupOf.keys()].filter((p) => placing.groupOf[p]! < 0);
	if (unseated.length > 0) {
		const total = tables.reduce((sum, table) => sum + table.seats, 0);
		const blocked = [...spread.blocked].flatMap((c) => members[c]!);
		const persons = (blocked.length > 0 ? blocked : unseated).map((p) => instance.people[p]!.id);
		const missing = Math.max(left, unseated.length);
		if (total < instance.people.length) return tooFewSeats(instance.people.length - total, persons);
		const rule = RULES.find((relaxed) => placeInGroups(instance, tables, relaxed).groupOf.every((b) => b >= 0));
		const uncapped = tables.map((table): Table => ({ ...table, remoteSeats: null }));
		const capped = placeInGroups(instance, uncapped).groupOf.every((b) => b >= 0);
		return blockedBy(rule ?? 'attendance', instance, persons, missing, capped);
	}
	return tooFewPeople(placing);
}

/** Tables that ask for more people than they seat. */
function leastOverMost(tables: readonly Table[]): NoPlan | null {
	const own = tables.filter(({ minSeats, seats }) => minSeats !== null && minSeats > seats);
	const first = own[0];
	if (!first) return null;
	return {
		rule: 'minSeats',
		persons: [],
		tables: own.map(({ id }) => id),
		because: `${first.id} needs ${first.minSeats} people and seats ${first.seats}`,
		change: `ask for at most ${first.seats} people at ${first.id}`
	};
}

const tooFewSeats = (missing: number, persons: string[]): NoPlan => ({
	rule: 'seats',
	persons,
	tables: [],
	because: `${count(missing, 'person has', 'people have')} no seat: there are fewer seats than people`,
	change: `add ${count(missing, 'seat', 'seats')}`
});

/** @param capped whether only the cap on remote people at linked tables is in the way */
function blockedBy(rule: SeatRule, instance: Instance, persons: string[], missing: number, capped: boolean): NoPlan {
	const remote = persons.some((id) => instance.people.find((person) => person.id === id)?.attendance === 'remote');
	const where = remote ? 'online or linked tables' : 'tables in the hall';
	const change: Record<SeatRule, string> = {
		attendance: capped
			? `let ${count(missing, 'more remote person', 'more remote people')} sit at linked tables (remoteSeats)`
			: `add ${count(missing, 'seat', 'seats')} at ${where}`,
		device: `give ${count(missing, 'person', 'people')} a device of their own, or add as many seats in the hall`,
		stepFree: `make ${count(missing, 'more seat', 'more seats')} step-free`,
		language: `add ${count(missing, 'seat', 'seats')} at tables with a language or channel of these people`
	};
	return {
		rule,
		persons,
		tables: [],
		because: `${names(persons)} compete for the tables that fit them: ${count(missing, 'seat is', 'seats are')} missing`,
		change: change[rule]
	};
}

function tooFewPeople(placing: Placing): NoPlan | null {
	const { groups, spread } = placing;
	const b = spread.missing.findIndex((people) => people > 0);
	if (b < 0) return null;
	const missing = spread.missing.reduce((sum, people) => sum + people, 0);
	const tables = groups[b]!.tables.map(({ id }) => id);
	return {
		rule: 'minSeats',
		persons: [],
		tables,
		because: `${names(tables)} need ${count(missing, 'more person', 'more people')} than there are`,
		change: `use fewer tables: mark ${tables[tables.length - 1]!} as optional`
	};
}
