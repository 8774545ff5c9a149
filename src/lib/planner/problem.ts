import { languageFits, misfit } from './fit.ts';
import { spoken } from './language.ts';
import { partiesOf } from './parse/cross-check.ts';
import type { Instance, Person, Table } from './types.ts';
import { weightsOf, type Weights } from './weights.ts';

/** An instance compiled to numbers: people 0…n-1, open tables 0…g-1, rounds 0…R-1. */
export interface Problem {
	instance: Instance;
	n: number;
	g: number;
	R: number;
	people: Person[];
	/** The tables in use. */
	tables: readonly Table[];
	weights: Weights;
	/** n*R: the table where this person must sit in this round, or -1. */
	lock: Int32Array;
	/** Hosts never count as visitors of their table. */
	host: Uint8Array;
	/** People who may sit at the same tables have one class; tables that admit the same classes one kind. */
	classOf: Int32Array;
	kindOf: Int32Array;
	kinds: number;
	/** classes*kinds: cost of a seat there, 0 when it fits, `HARD` when it does not. */
	seatCost: Int32Array;
	topics: number;
	/** g: topic of a table, or -1. */
	topicOf: Int32Array;
	/** n*topics: worth of visiting a topic. */
	wish: Int32Array;
	anyWish: boolean;
	/** Equal numbers are equal values; an empty value is a negative number of its own. */
	country: Int32Array;
	organisation: Int32Array;
	/** How many different values there are. */
	countries: number;
	organisations: number;
	remote: Uint8Array;
	linked: Uint8Array;
	/** g: most remote people at a table, where it is capped. */
	remoteCap: Int32Array;
	anyRemoteCap: boolean;
	languages: number;
	/** People with the same set of languages have one number; -1 fits everywhere. */
	voice: Int32Array;
	/** By voice: its languages. */
	voices: readonly Int32Array[];
	/** voices*languages: 1 where it is spoken. */
	speaks: Uint8Array;
	/** voices*words: the same as bits, 31 languages to a word. */
	tongues: Int32Array;
	words: number;
	/** (voices+1)*(voices+1), by voice + 1: 1 where two people share no language. */
	mute: Uint8Array;
	/** g: which list of channels a table has, -1 for none. */
	channelOf: Int32Array;
	/** By list of channels, by voice: 1 if understood. */
	hears: readonly Uint8Array[];
	tags: number;
	tagsOf: Int32Array[];
	apart: readonly Int32Array[];
	/** The party of a person, or a negative number of its own. */
	party: Int32Array;
	parties: readonly Int32Array[];
}

/** Numbers for equal values, in order of first appearance. */
class Numbering {
	private readonly numbers = new Map<string, number>();
	readonly values: string[] = [];

	of(value: string): number {
		const known = this.numbers.get(value);
		if (known !== undefined) return known;
		this.numbers.set(value, this.values.length);
		this.values.push(value);
		return this.values.length - 1;
	}
	find(value: string): number {
		return this.numbers.get(value) ?? -1;
	}
	get size(): number {
		return this.values.length;
	}
}

/** Compiles an instance, with only the tables at `open` in use. */
export function compile(instance: Instance, open: readonly Table[] = instance.tables): Problem {
	const people = instance.people;
	const [n, g, R] = [people.length, open.length, instance.rounds];
	const at = new Map(people.map((person, p) => [person.id, p]));
	const tableAt = new Map(open.map((table, t) => [table.id, t]));
	const weights = weightsOf(instance);
	const shared = {
		...fitting(instance, people, open, weights),
		...wishing(people, open, weights),
		...speaking(people, open),
		...tagging(instance, people),
		...grouping(instance, people, at)
	};
	const empty = (_: unknown, p: number): number => -1 - p;
	const number = (values: (string | null)[]): Int32Array => {
		const numbering = new Numbering();
		return Int32Array.from(values, (value, p) => (value === null ? empty(value, p) : numbering.of(value)));
	};
	const country = number(people.map((person) => person.country));
	const organisation = number(people.map((person) => person.organisation));
	const lock = locking(instance, people, at, tableAt);
	holdParties(lock, shared.parties, R);
	return {
		instance,
		n,
		g,
		R,
		people: [...people],
		tables: open,
		weights,
		lock,
		host: Uint8Array.from(people, (person) => (person.hosts === null ? 0 : 1)),
		country,
		organisation,
		countries: country.reduce((most, value) => Math.max(most, value + 1), 0),
		organisations: organisation.reduce((most, value) => Math.max(most, value + 1), 0),
		remote: Uint8Array.from(people, (person) => (person.attendance === 'remote' ? 1 : 0)),
		linked: Uint8Array.from(open, (table) => (table.mode === 'linked' ? 1 : 0)),
		remoteCap: Int32Array.from(open, (table) => remoteCapOf(table)),
		anyRemoteCap: open.some((table) => remoteCapOf(table) < table.seats),
		...shared
	};
}

export const remoteCapOf = (table: Table): number =>
	table.mode === 'linked' && table.remoteSeats !== null ? Math.min(table.remoteSeats, table.seats) : table.seats;

function locking(
	instance: Instance,
	people: readonly Person[],
	at: Map<string, number>,
	tableAt: Map<string, number>
): Int32Array {
	const R = instance.rounds;
	const lock = new Int32Array(people.length * R).fill(-1);
	people.forEach((person, p) => {
		const home = person.hosts === null ? undefined : tableAt.get(person.hosts);
		if (home !== undefined) lock.fill(home, p * R, p * R + R);
	});
	for (const { person, round, table } of instance.locked) {
		const [p, t] = [at.get(person), tableAt.get(table)];
		if (p !== undefined && t !== undefined && round <= R) lock[p * R + round - 1] = t;
	}
	return lock;
}

/** A party sits where any of its members must sit. */
function holdParties(lock: Int32Array, parties: readonly Int32Array[], R: number): void {
	for (const party of parties) {
		for (let r = 0; r < R; r++) {
			const held = party.find((p) => lock[p * R + r]! >= 0);
			if (held === undefined) continue;
			for (const p of party) if (lock[p * R + r]! < 0) lock[p * R + r] = lock[held * R + r]!;
		}
	}
}

function fitting(instance: Instance, people: readonly Person[], tables: readonly Table[], weights: Weights) {
	const kinds = new Numbering();
	const kindOf = Int32Array.from(tables, (table) =>
		kinds.of(JSON.stringify([table.mode, table.stepFree, table.languages, table.channels]))
	);
	const examples = kinds.values.map((_, kind) => tables[kindOf.indexOf(kind)]!);
	const known = new Map<string, number>();
	const classes = new Numbering();
	const classOf = new Int32Array(people.length);
	people.forEach((person, p) => {
		const traits = `${person.attendance} ${person.device} ${person.stepFree} ${person.languages.join('\n')}`;
		let number = known.get(traits);
		if (number === undefined) {
			number = classes.of(examples.map((table) => seatCostOf(person, table, instance, weights)).join());
			known.set(traits, number);
		}
		classOf[p] = number;
	});
	const seatCost = Int32Array.from(classes.values.flatMap((row) => row.split(',').map(Number)));
	return { kindOf, kinds: kinds.size, classOf, seatCost };
}

function seatCostOf(person: Person, table: Table, instance: Instance, weights: Weights): number {
	if (misfit(person, table, instance) !== null) return weights.hard;
	return weights.misfit > 0 && !languageFits(person, table) ? weights.misfit : 0;
}

function wishing(people: readonly Person[], tables: readonly Table[], weights: Weights) {
	const numbering = new Numbering();
	const topicOf = Int32Array.from(tables, ({ topic }) => (topic === null ? -1 : numbering.of(topic)));
	const topics = numbering.size;
	const wish = new Int32Array(people.length * topics);
	let anyWish = false;
	people.forEach((person, p) => {
		const own = wish.subarray(p * topics, (p + 1) * topics);
		if (writeWishes(person, own, (topic) => numbering.find(topic), weights)) anyWish = true;
	});
	return { topics, topicOf, wish, anyWish };
}

/** Writes what visiting each topic is worth to a person; whether there is any. */
export function writeWishes(
	person: Person,
	worth: Int32Array,
	numberOf: (topic: string) => number,
	weights: Weights
): boolean {
	worth.fill(0);
	if (person.hosts !== null) return false;
	let any = false;
	person.topics.forEach((topic, order) => {
		const k = numberOf(topic);
		if (k < 0 || worth[k] !== 0) return;
		worth[k] = order === 0 ? weights.firstWish : weights.wish;
		any = true;
	});
	return any;
}

function speaking(people: readonly Person[], tables: readonly Table[]) {
	const languages = new Numbering();
	const sets = new Numbering();
	const known = new Map<string, number>();
	const voice = new Int32Array(people.length);
	people.forEach((person, p) => {
		const listed = person.languages.join('\n');
		let number = known.get(listed);
		if (number === undefined) {
			const numbers = [...new Set(person.languages.map((tag) => languages.of(spoken(tag))))].sort((a, b) => a - b);
			number = numbers.length === 0 ? -1 : sets.of(numbers.join());
			known.set(listed, number);
		}
		voice[p] = number;
	});
	const voices = sets.values.map((set) => Int32Array.from(set.split(','), Number));
	const speaks = new Uint8Array(voices.length * languages.size);
	voices.forEach((list, v) => list.forEach((language) => (speaks[v * languages.size + language] = 1)));
	const words = Math.ceil(languages.size / 31);
	const tongues = new Int32Array(voices.length * words);
	voices.forEach((list, v) =>
		list.forEach((language) => (tongues[v * words + Math.floor(language / 31)]! |= 1 << (language % 31)))
	);
	const side = voices.length + 1;
	const mute = new Uint8Array(side * side);
	voices.forEach((one, v) =>
		voices.forEach((other, w) => {
			if (!one.some((language) => other.includes(language))) mute[(v + 1) * side + w + 1] = 1;
		})
	);
	const channels = new Numbering();
	const channelOf = Int32Array.from(tables, (table) =>
		table.channels.length === 0 ? -1 : channels.of(table.channels.map(spoken).join())
	);
	const hears = channels.values.map((list) => {
		const numbers = list.split(',').map((language) => languages.find(language));
		return Uint8Array.from(voices, (own) => (own.some((language) => numbers.includes(language)) ? 1 : 0));
	});
	return { languages: languages.size, voice, voices, speaks, tongues, words, mute, channelOf, hears };
}

function tagging(instance: Instance, people: readonly Person[]) {
	const wanted = instance.rules.atEveryTable;
	return { tags: wanted.length, tagsOf: people.map((person) => tagNumbers(person, wanted)) };
}

const NO_TAGS = new Int32Array(0);

/** Which of the wanted tags a person brings. */
export function tagNumbers(person: Person, wanted: readonly string[]): Int32Array {
	const own = wanted.flatMap((tag, number) => (person.tags.includes(tag) ? [number] : []));
	return own.length === 0 ? NO_TAGS : Int32Array.from(own);
}

function grouping(instance: Instance, people: readonly Person[], at: Map<string, number>) {
	const partyOf = partiesOf(instance.together);
	const numbering = new Numbering();
	const members: number[][] = [];
	const party = Int32Array.from(people, (person, p) => {
		const known = partyOf.get(person.id);
		if (known === undefined) return -1 - p;
		const number = numbering.of(String(known));
		(members[number] ??= []).push(p);
		return number;
	});
	const apart = new Map<number, Set<number>>();
	for (const group of instance.apart) {
		const numbers = group.map((id) => at.get(id)!);
		for (const p of numbers) {
			const others = apart.get(p) ?? new Set();
			for (const q of numbers) if (q !== p) others.add(q);
			apart.set(p, others);
		}
	}
	const none = new Int32Array(0);
	return {
		party,
		parties: members.map((list) => Int32Array.from(list)),
		apart: people.map((_, p) => (apart.has(p) ? Int32Array.from(apart.get(p)!) : none))
	};
}
