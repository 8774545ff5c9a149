import type { Breach, Person, Table } from '../types.ts';
import { groupsTogether } from './groups.ts';
import { languagesAt, seatIn, share, tongueReader, tongues, type PlanRecord } from './record.ts';

/** Reports a broken hard rule. */
export type Report = (
	rule: Breach['rule'],
	round: number,
	persons: string[],
	tables: string[],
	message: string
) => void;

/** Whether the rules of attendance, device, access and language let a person sit at a table; else the rule. */
export function barred(record: PlanRecord, person: Person, table: Table): Breach['rule'] | null {
	const { rules } = record.instance;
	const remote = person.attendance === 'remote';
	if (remote && table.mode === 'hall') return 'attendance';
	if (!remote && table.mode === 'online' && !rules.hallAtOnlineTables) return 'attendance';
	if (!remote && table.mode === 'online' && person.device !== 'own') return 'device';
	if (!remote && person.stepFree && !table.stepFree) return 'stepFree';
	const own = tongues(person.languages);
	const spokenThere = tongues([...table.languages, ...table.channels]);
	const anyLanguage = table.languages.length === 0 || own.size === 0;
	return rules.language === 'everyone' && !anyLanguage && !share(own, spokenThere) ? 'language' : null;
}

/** Seats that are missing, unknown, or not for that person. */
export function checkSeats(record: PlanRecord, report: Report): void {
	const { instance, plan } = record;
	if (plan.rounds.length !== instance.rounds) {
		report('seat', 0, [], [], `has ${plan.rounds.length} rounds instead of ${instance.rounds}`);
	}
	const present = new Set(instance.people.map(({ id }) => id));
	const inUse = new Map(instance.tables.map((table) => [table.id, table]));
	plan.rounds.forEach((round, r) => {
		if (r < record.over) return;
		for (const id of Object.keys(round)) {
			if (!present.has(id)) report('seat', r + 1, [id], [], 'has a seat but is not in the instance');
		}
		for (const person of instance.people) {
			const id = seatIn(round, person.id);
			const table = id === undefined ? undefined : inUse.get(id);
			if (!table) report('seat', r + 1, [person.id], id === undefined ? [] : [id], 'has no seat at a table in use');
			if (!table) continue;
			const rule = barred(record, person, table);
			if (rule !== null) report(rule, r + 1, [person.id], [table.id], 'cannot sit at this table');
			if (person.hosts !== null && person.hosts !== table.id) {
				report('host', r + 1, [person.id], [table.id], `does not sit at "${person.hosts}"`);
			}
		}
	});
	for (const { person, round, table } of instance.locked) {
		if (round > record.over && seatIn(plan.rounds[round - 1] ?? {}, person) !== table) {
			report('locked', round, [person], [table], 'is locked at this table');
		}
	}
}

/** Seats of rounds that are over: they are counted, so everybody and every table there has to be known. */
export function checkPast({ instance, plan, over, people, tables }: PlanRecord, report: Report): void {
	if (over > instance.rounds) report('past', 0, [], [], `has ${over} rounds that are over, of ${instance.rounds}`);
	plan.rounds.slice(0, over).forEach((round, r) => {
		for (const [person, table] of Object.entries(round)) {
			if (!people.has(person)) report('past', r + 1, [person], [], 'had a seat but is not known');
			if (!tables.has(table)) report('past', r + 1, [person], [table], 'had a seat at a table that is not known');
		}
	});
}

/** Sizes of tables: seats, fewest, remote people, tables left empty. */
export function checkSizes(record: PlanRecord, report: Report): void {
	const { instance } = record;
	for (const table of instance.tables) {
		const sizes = record.seated.slice(record.over).map((round) => round.get(table.id) ?? []);
		const open = sizes.some((people) => people.length > 0) || !table.optional;
		if (!open) continue;
		sizes.forEach((people, i) => {
			const round = record.over + i + 1;
			const ids = people.map(({ id }) => id);
			if (people.length > table.seats) report('seats', round, ids, [table.id], `seats only ${table.seats}`);
			if (people.length < (table.minSeats ?? 1)) {
				report('minSeats', round, ids, [table.id], `needs ${table.minSeats ?? 1} people`);
			}
			const remote = people.filter(({ attendance }) => attendance === 'remote').length;
			if (table.mode === 'linked' && table.remoteSeats !== null && remote > table.remoteSeats) {
				report('seats', round, ids, [table.id], `takes only ${table.remoteSeats} remote people`);
			}
		});
	}
}

/** Together, apart, and company that shares a language. */
export function checkCompany(record: PlanRecord, report: Report): void {
	const { instance } = record;
	const tonguesOf = tongueReader();
	record.seated.forEach((round, r) => {
		if (r < record.over) return;
		const seats = record.plan.rounds[r]!;
		for (const group of instance.together) {
			if (new Set(group.map((id) => seatIn(seats, id))).size > 1) report('together', r + 1, group, [], 'sit apart');
		}
		for (const group of instance.apart) {
			const at = new Map<string | undefined, string>();
			for (const id of group) {
				const table = seatIn(seats, id);
				const other = at.get(table);
				if (table !== undefined && other !== undefined) report('apart', r + 1, [other, id], [table], 'sit together');
				at.set(table, id);
			}
		}
		if (instance.rules.language !== 'everyone') return;
		for (const [id, people] of round) {
			for (const person of languagesAt(people, record.tables.get(id)!, tonguesOf).lonely) {
				report('language', r + 1, [person.id], [id], 'shares no language with anybody there');
			}
		}
	});
}

/** The policies: nobody moves, or the travellers of a table move on together. */
export function checkPolicy(record: PlanRecord, report: Report): void {
	const { instance, plan } = record;
	const first = plan.rounds[0] ?? {};
	for (const person of instance.people) {
		const ofPerson = plan.rounds.map((round) => seatIn(round, person.id));
		if (instance.rules.policy === 'fixed' && new Set(ofPerson.slice(record.over)).size > 1) {
			report('policy', 0, [person.id], [], 'moves, though nobody should');
		}
	}
	if (instance.rules.policy !== 'group' || record.plan.past) return;
	// Who must sit with a host stays there, whatever the others do.
	const party = groupsTogether(instance);
	const withHost = new Set(instance.people.flatMap(({ id, hosts }) => (hosts === null ? [] : [party.get(id) ?? id])));
	plan.rounds.forEach((round, r) => {
		const to = new Map<string, string>();
		for (const person of instance.people) {
			if (person.hosts !== null || withHost.has(party.get(person.id) ?? person.id)) continue;
			const [from, now] = [seatIn(first, person.id) ?? '', seatIn(round, person.id) ?? ''];
			if ((to.get(from) ?? now) !== now) report('policy', r + 1, [person.id], [now], 'leaves the group');
			to.set(from, now);
		}
	});
}

/** Rules that are set to never. */
export function checkNever(
	record: PlanRecord,
	report: Report,
	figures: { pairsMeetingAgain: number; tableAgain: number; topicAgain: number }
): void {
	const { rules } = record.instance;
	const rows = [
		['personTwice', figures.pairsMeetingAgain],
		['tableTwice', figures.tableAgain],
		['topicTwice', figures.topicAgain]
	] as const;
	for (const [rule, count] of rows) {
		if (rules[rule] === 'never' && count > 0 && !record.plan.past) report(rule, 0, [], [], `broken ${count} times`);
	}
}
