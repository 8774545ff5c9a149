import { groupsTogether } from './groups.ts';
import { languagesAt, seatIn, tongueReader, type PlanRecord } from './record.ts';
import type { Bounds, Person, Sheet } from '../types.ts';

/** The figures of a plan, counted from scratch, with the bounds given. Sentences are added by `sentencesOf`. */
export function figuresOf(record: PlanRecord, bounds: Bounds): Omit<Sheet, 'sentences'> {
	const meetings = meetingsOf(record);
	const visits = visitsOf(record);
	const tables = tableFigures(record);
	return {
		pairsMeetingAgain: meetings.again,
		pairsMeetingAgainBound: bounds.pairsMeetingAgain,
		c2: meetings.c2,
		c2Bound: bounds.c2,
		tableAgain: visits.tableAgain,
		topicAgain: visits.topicAgain,
		withoutLanguage: tables.withoutLanguage,
		outsideTableLanguage: tables.outside,
		tagsMissing: tables.tagsMissing,
		sameCountryPairs: tables.country,
		sameCountryPairsBound: bounds.sameCountryPairs,
		sameOrganisationPairs: tables.organisation,
		sameOrganisationPairsBound: bounds.sameOrganisationPairs,
		sameModePairs: tables.mode,
		sameModePairsBound: bounds.sameModePairs,
		wishesMet: visits.wishesMet,
		wishesPossible: visits.wishesPossible,
		perPerson: { mostMeetingsAgain: meetings.most, fewestWishesMet: visits.fewestWishesMet }
	};
}

function meetingsOf(record: PlanRecord): { again: number; c2: number; most: number } {
	const people = [...record.people.values()];
	const number = new Map(people.map((person, i) => [person, i]));
	const party = groupsTogether(record.instance, record.plan.past);
	const partners: number[][] = people.map(() => []);
	for (const round of record.seated) {
		for (const there of round.values()) {
			const numbers = there.map((person) => number.get(person)!);
			for (const one of numbers) for (const other of numbers) if (one !== other) partners[one]!.push(other);
		}
	}
	const count = new Int32Array(people.length);
	const figures = { again: 0, c2: 0, most: 0 };
	partners.forEach((met, one) => {
		let own = 0;
		const group = party.get(people[one]!.id);
		for (const other of met) {
			if (group !== undefined && party.get(people[other]!.id) === group) continue;
			const before = count[other]!++;
			if (before > 0) own++;
			if (other > one) figures.c2 += before;
		}
		for (const other of met) count[other] = 0;
		figures.again += own;
		figures.most = Math.max(figures.most, own);
	});
	return { ...figures, again: figures.again / 2 };
}

function visitsOf(record: PlanRecord) {
	const figures = { tableAgain: 0, topicAgain: 0, wishesMet: 0, wishesPossible: 0 };
	let fewest: number | null = null;
	for (const person of record.instance.people) {
		const tables: string[] = [];
		record.plan.rounds.forEach((round, r) => {
			const table = seatIn(round, person.id);
			if (table === undefined || record.isHost(person, r + 1) || !record.counts(r + 1)) return;
			tables.push(table);
		});
		const topics = tables.flatMap((id) => record.tables.get(id)?.topic ?? []);
		const seen = new Set(topics);
		figures.tableAgain += tables.length - new Set(tables).size;
		figures.topicAgain += topics.length - seen.size;
		if (person.hosts !== null) continue;
		const wishes = new Set(person.topics);
		if (wishes.size === 0) continue;
		const met = [...wishes].filter((topic) => seen.has(topic)).length;
		figures.wishesMet += met;
		figures.wishesPossible += Math.min(wishes.size, record.instance.rounds);
		fewest = Math.min(fewest ?? met, met);
	}
	return { ...figures, fewestWishesMet: fewest };
}

function tableFigures(record: PlanRecord) {
	const figures = { withoutLanguage: 0, outside: 0, tagsMissing: 0, country: 0, organisation: 0, mode: 0 };
	const tonguesOf = tongueReader();
	const wanted = record.instance.rules.atEveryTable;
	for (const round of record.seated) {
		for (const [id, there] of round) {
			const table = record.tables.get(id)!;
			const languages = languagesAt(there, table, tonguesOf);
			figures.withoutLanguage += languages.lonely.length;
			figures.outside += languages.outside;
			figures.tagsMissing += wanted.filter((tag) => !there.some((person) => person.tags.includes(tag))).length;
			figures.country += alike(there, (person) => person.country);
			figures.organisation += alike(there, (person) => person.organisation);
			if (table.mode === 'linked') figures.mode += alike(there, (person) => person.attendance);
		}
	}
	return figures;
}

/** Pairs with equal values; empty values are never equal. */
function alike(people: readonly Person[], valueOf: (person: Person) => string | null): number {
	const count = new Map<string, number>();
	let pairs = 0;
	for (const person of people) {
		const value = valueOf(person);
		if (value === null) continue;
		const before = count.get(value) ?? 0;
		pairs += before;
		count.set(value, before + 1);
	}
	return pairs;
}
