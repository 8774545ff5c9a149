import type { Instance, Person, Plan, Round, Table } from '../types.ts';

/** A plan as the verifier reads it, straight from the ids: nothing here is shared with the solver. */
export interface PlanRecord {
	instance: Instance;
	plan: Pick<Plan, 'rounds' | 'past'>;
	/** Everybody who has a seat somewhere, people who left included. */
	people: Map<string, Person>;
	tables: Map<string, Table>;
	/** Number of rounds that are over. */
	over: number;
	/** By round: table id to the people there. */
	seated: Map<string, Person[]>[];
	/** Whether the person is at that table as its host in that round (from 1). */
	isHost(person: Person, round: number): boolean;
	/** Whether the round counts as a visit: a last round at home does not. */
	counts(round: number): boolean;
}

/** The record of a plan, seats of unknown people or tables left out. */
export function recordOf(instance: Instance, plan: Pick<Plan, 'rounds' | 'past'>): PlanRecord {
	const past = plan.past;
	const people = new Map([...(past?.people ?? []), ...instance.people].map((person) => [person.id, person]));
	const tables = new Map([...(past?.tables ?? []), ...instance.tables].map((table) => [table.id, table]));
	const seated = plan.rounds.map((round) => {
		const at = new Map<string, Person[]>();
		for (const id of Object.keys(round)) {
			const person = people.get(id);
			const table = round[id]!;
			if (!person || !tables.has(table)) continue;
			const there = at.get(table);
			if (there) there.push(person);
			else at.set(table, [person]);
		}
		return at;
	});
	const home = instance.rules.lastRound === 'return_home' && instance.rounds > 1;
	return {
		instance,
		plan,
		people,
		tables,
		over: past?.rounds ?? 0,
		seated,
		isHost: hostsOf(past),
		counts: (round) => !(home && round === instance.rounds)
	};
}

function hostsOf(past: Plan['past']): PlanRecord['isHost'] {
	const before = new Map<string, { from: number; to: number }[]>();
	for (const { person, from, to } of past?.hosting ?? []) {
		before.set(person, [...(before.get(person) ?? []), { from, to }]);
	}
	const since = new Map((past?.hostsSince ?? []).map(({ person, from }) => [person, from]));
	return (person, round) => {
		if (before.get(person.id)?.some(({ from, to }) => from <= round && round <= to)) return true;
		return person.hosts !== null && round >= (since.get(person.id) ?? 1);
	};
}

/** The table of a person in a round; ids such as `constructor` are ids like others. */
export const seatIn = (round: Round, person: string): string | undefined =>
	Object.hasOwn(round, person) ? round[person] : undefined;

/** Languages that count as one: first subtags in lower case, sign languages in full. */
export function tongues(tags: readonly string[]): Set<string> {
	return new Set(
		tags.map((tag) => {
			const lower = tag.toLowerCase();
			return /^(sgn|x|i)-/.test(lower) ? lower : lower.split('-')[0]!;
		})
	);
}

export const share = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
	for (const language of one) if (other.has(language)) return true;
	return false;
};

/** What the verifier knows of the languages at one table in one round. */
export interface TableLanguages {
	/** People with whom nobody shares a language, though others sit there. */
	lonely: Person[];
	/** People whom the language that covers most people does not cover. */
	outside: number;
}

export function languagesAt(
	people: readonly Person[],
	table: Table,
	tonguesOf: (p: Person) => Set<string>
): TableLanguages {
	if (people.length < 2) return { lonely: [], outside: 0 };
	const channels = tongues(table.channels);
	const count = new Map<string, number>();
	let everywhere = 0;
	for (const person of people) {
		const own = tonguesOf(person);
		if (own.size === 0) everywhere++;
		for (const language of own) count.set(language, (count.get(language) ?? 0) + 1);
	}
	const most = Math.max(0, ...count.values());
	if (most + everywhere === people.length) return { lonely: [], outside: 0 };
	const needy = people.filter((person) => tonguesOf(person).size > 0 && !share(tonguesOf(person), channels));
	const lonely =
		everywhere > 0 ? [] : needy.filter((person) => ![...tonguesOf(person)].some((own) => count.get(own)! > 1));
	const leading = [...count.keys()].filter((language) => count.get(language) === most);
	const missed = leading.map((language) => needy.filter((person) => !tonguesOf(person).has(language)).length);
	return { lonely, outside: missed.length === 0 ? 0 : Math.min(...missed) };
}

/** Caches the languages of people. */
export function tongueReader(): (person: Person) => Set<string> {
	const known = new Map<Person, Set<string>>();
	return (person) => {
		let own = known.get(person);
		if (!own) known.set(person, (own = tongues(person.languages)));
		return own;
	};
}
