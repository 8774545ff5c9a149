import { unseat } from '../kernel/seat.ts';
import { tagNumbers, writeWishes } from '../compile/wishes.ts';
import type { Changes, Person, Plan } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import { residentOf, type Resident } from './resident.ts';

/** Rows kept free for people who join: so many can come before the state is built anew. */
const SPARE = 256;

/** A resident state with a row for each person who is there, and spare ones for people like those who are known. */
export class Rows {
	readonly resident: Resident;
	readonly rowOf = new Map<string, number>();
	private readonly spare: number[];
	/** A row of somebody with the same traits, country or organisation. */
	private readonly alike = new Map<string, number>();
	private readonly topicAt = new Map<string, number>();

	constructor(after: Aftermath, plan: Plan) {
		const { people } = after.instance;
		this.resident = residentOf(after, plan, SPARE);
		const { problem } = this.resident;
		people.forEach(({ id }, p) => this.rowOf.set(id, p));
		problem.people.forEach((person, p) => keysOf(person).forEach((key) => this.alike.set(key, p)));
		problem.tables.forEach(({ topic }, t) => {
			if (topic !== null) this.topicAt.set(topic, problem.topicOf[t]!);
		});
		this.spare = Array.from({ length: SPARE }, (_, i) => problem.n - 1 - i);
	}

	/** Brings the state to where people without a seat have to be seated; false if it has to be built anew. */
	carry(changes: Changes, after: Aftermath, before: Plan): boolean {
		if (changes.hostsLost.length + changes.tablesLost.length > 0) return false;
		if (!changes.left.every((id) => this.canLeave(id))) return false;
		if (changes.joined.length > this.spare.length) return false;
		const known = new Set(before.past?.people.map(({ id }) => id));
		for (const { person } of after.instance.locked) known.add(person);
		if (!changes.joined.every((person) => !known.has(person.id) && this.canJoin(person))) return false;
		this.begin(after.past.rounds);
		for (const id of changes.left) this.leave(id);
		this.resident.unseated = changes.joined.map((person) => this.join(person));
		return true;
	}

	private canLeave(id: string): boolean {
		const p = this.rowOf.get(id);
		const { problem } = this.resident;
		return p !== undefined && problem.party[p]! < 0 && problem.host[p] === 0;
	}

	private canJoin(person: Person): boolean {
		const { anyWish } = this.resident.problem;
		if (person.hosts !== null || this.rowOf.has(person.id)) return false;
		return keysOf(person).every((key) => this.alike.has(key)) && (anyWish || person.topics.length === 0);
	}

	/** Rounds before `from` become history. */
	private begin(from: number): void {
		const { s } = this.resident;
		for (let r = this.resident.from; r < from; r++) for (let p = 0; p < s.n; p++) s.held[p * s.R + r] = 1;
		this.resident.from = Math.max(from, this.resident.from);
	}

	private leave(id: string): void {
		const { s, told, from } = this.resident;
		const p = this.rowOf.get(id)!;
		for (let r = from; r < s.R; r++) {
			if (s.rows[p * s.stride + r]! >= 0) unseat(s, p, r);
			told[p * s.R + r] = 0;
		}
		this.rowOf.delete(id);
	}

	private join(person: Person): number {
		const { s, problem } = this.resident;
		const p = this.spare.pop()!;
		const [traits, country, organisation] = keysOf(person).map((key) => this.alike.get(key)!);
		problem.classOf[p] = problem.classOf[traits!]!;
		problem.voice[p] = problem.voice[traits!]!;
		problem.remote[p] = problem.remote[traits!]!;
		if (person.country !== null) problem.country[p] = problem.country[country!]!;
		if (person.organisation !== null) problem.organisation[p] = problem.organisation[organisation!]!;
		s.rows[p * s.stride + s.R] = problem.country[p]!;
		s.rows[p * s.stride + s.R + 1] = problem.organisation[p]!;
		const worth = problem.wish.subarray(p * problem.topics, (p + 1) * problem.topics);
		writeWishes(person, worth, (topic) => this.topicAt.get(topic) ?? -1, problem.weights);
		problem.tagsOf[p] = tagNumbers(person, problem.instance.rules.atEveryTable);
		problem.people[p] = person;
		this.rowOf.set(person.id, p);
		return p;
	}
}

/** What decides where a person fits, the country, the organisation. */
const keysOf = (person: Person): [string, string, string] => [
	JSON.stringify([person.attendance, person.device, person.stepFree, person.languages]),
	`country ${person.country ?? ''}`,
	`organisation ${person.organisation ?? ''}`
];
