import { grouping } from './compile/groups.ts';
import { Numbering } from './compile/numbering.ts';
import { fitting, holdParties, locking, remoteCapOf } from './compile/seats.ts';
import { speaking } from './compile/voices.ts';
import { tagging, wishing } from './compile/wishes.ts';
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
