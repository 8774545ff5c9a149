import type { Instance, Person, Table } from '../types.ts';
import type { Weights } from '../weights.ts';
import { Numbering } from './numbering.ts';

/** Topics of tables, and what each is worth to each person. */
export function wishing(people: readonly Person[], tables: readonly Table[], weights: Weights) {
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

/** Tags wanted at every table, and who brings which. */
export function tagging(instance: Instance, people: readonly Person[]) {
	const wanted = instance.rules.atEveryTable;
	return { tags: wanted.length, tagsOf: people.map((person) => tagNumbers(person, wanted)) };
}

const NO_TAGS = new Int32Array(0);

/** Which of the wanted tags a person brings. */
export function tagNumbers(person: Person, wanted: readonly string[]): Int32Array {
	const own = wanted.flatMap((tag, number) => (person.tags.includes(tag) ? [number] : []));
	return own.length === 0 ? NO_TAGS : Int32Array.from(own);
}
