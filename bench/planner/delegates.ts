import { parseInstance, type Instance } from '../../src/lib/planner/index.ts';

/** A gathering of made-up delegates: countries by Zipf's law, organisations within countries, 40 % remote. */
export interface Gathering {
	people: number;
	tables: number;
	rounds: number;
	topics: number;
	/** Seed of the people, the same in all runs of a row. */
	seed?: number;
	/** Home languages of the 18 countries; English comes on top for nine in ten. */
	home?: readonly string[];
	/** Further languages with the share of people who learnt them. */
	learnt?: readonly (readonly [language: string, share: number])[];
	/** Exactly so many people speak no English, instead of about one in ten. */
	withoutEnglish?: number;
}

const COUNTRIES = 18;
const SIX_HOME = [3, 1, 2, 4, 5, 0, 1, 2, 3, 0, 0, 5, 4, 1, 2, 0, 0, 3];
const SIX_NAMES = ['en', 'fr', 'es', 'de', 'it', 'pl'];
/** The 24 official languages of the Union, one or more per country. */
export const UNION = 'de fr es it pl nl pt el sv fi da cs hu ro bg hr sk lt'.split(' ');

/** 32-bit generator with a Weyl sequence; the populations of earlier measurements were drawn with it. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

function draw(weights: readonly number[], total: number, random: () => number): number {
	let left = random() * total;
	for (const [i, weight] of weights.entries()) {
		left -= weight;
		if (left < 0) return i;
	}
	return weights.length - 1;
}

interface Delegate {
	id: string;
	country: string;
	organisation: string;
	attendance: 'hall' | 'remote';
	languages: string[];
	topics: string[];
}

/** The delegates of a gathering, drawn in a fixed order: country, organisation, attendance, languages, wishes. */
export function delegates(gathering: Gathering): { people: Delegate[]; apart: string[][] } {
	const { people: n, topics } = gathering;
	const random = generator(gathering.seed ?? 7);
	const weights = Array.from({ length: COUNTRIES }, (_, i) => 1 / Math.pow(i + 1, 0.8));
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const organisations = Math.round(n * 0.4);
	const people = Array.from({ length: n }, (_, p): Delegate => {
		const country = draw(weights, total, random);
		const within = Math.max(1, (organisations * weights[country]!) / total);
		const organisation = country * 100 + Math.floor(random() * within);
		const remote = random() < 0.4;
		const languages = languagesOf(country, random, gathering);
		const order = Array.from({ length: topics }, (_, k) => k);
		for (let i = 0; i < 3; i++) {
			const j = i + Math.floor(random() * (topics - i));
			[order[i], order[j]] = [order[j]!, order[i]!];
		}
		return {
			id: `p${p}`,
			country: `c${country}`,
			organisation: `o${organisation}`,
			attendance: remote ? 'remote' : 'hall',
			languages,
			topics: order.slice(0, 3).map((k) => `k${k}`)
		};
	});
	const apart: string[][] = [];
	while (apart.length < Math.round(n * 0.05)) {
		const [one, other] = [Math.floor(random() * n), Math.floor(random() * n)];
		if (one !== other) apart.push([`p${one}`, `p${other}`]);
	}
	if (gathering.withoutEnglish !== undefined) takeEnglish(people, gathering.withoutEnglish);
	return { people, apart };
}

function languagesOf(country: number, random: () => number, { home }: Gathering): string[] {
	const own = home ? home[country]! : SIX_NAMES[SIX_HOME[country]!]!;
	const known = new Set([own]);
	if (random() < 0.9 || own === 'en') known.add('en');
	for (const [language, share] of [
		['fr', 0.22],
		['es', 0.12],
		['de', 0.15],
		['it', 0.06],
		['pl', 0.04]
	] as const) {
		if (random() < share) known.add(language);
	}
	return [...known];
}

/** Leaves exactly `count` people without English: the last ones of the list keep only what else they speak. */
function takeEnglish(people: readonly Delegate[], count: number): void {
	let without = 0;
	for (const person of [...people].reverse()) {
		const others = people.filter(
			(other) => other !== person && other.languages.some((tag) => tag !== 'en' && person.languages.includes(tag))
		);
		const can = person.languages.some((tag) => tag !== 'en') && others.length > 0;
		if (without < count && can) {
			person.languages = person.languages.filter((tag) => tag !== 'en');
			without++;
		} else if (!person.languages.includes('en')) person.languages.push('en');
	}
}

/** The gathering as an instance without hosts, at linked tables with topics in turn. */
export function gatheringInstance(
	gathering: Gathering,
	run: { seed: number; budgetMs: number; iterations?: number | null }
): Instance {
	const { people, apart } = delegates(gathering);
	const size = Math.ceil(gathering.people / gathering.tables);
	const parsed = parseInstance({
		rounds: gathering.rounds,
		...run,
		tables: Array.from({ length: gathering.tables }, (_, t) => ({
			id: `t${t}`,
			seats: size,
			mode: 'linked',
			topic: `k${t % gathering.topics}`
		})),
		people,
		apart,
		rules: { language: 'avoid' }
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.slice(0, 3)));
	return parsed.value;
}
