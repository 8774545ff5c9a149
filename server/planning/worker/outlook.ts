/** In the planner's thread: what is proved unavoidable with these settings, before anybody chooses. */
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PlanNote, PlanOutlook } from '#lib/protocol/planning.ts';
import { bounds, plan, type Instance, type Table } from '#lib/planner/index.ts';
import { stateOf, type Gathering } from '../gathering.ts';
import { instanceOf } from '../instance/instance-of.ts';
import { extremeSizes } from '../instance/table-sizes.ts';
import { whatHelps } from './what-helps.ts';

export interface OutlookJob {
	kind: 'outlook';
	/** A {@link Gathering} as JSON. */
	gathering: string;
	settings: PlanSettings;
}

/** More tables than that are no advice. */
const MORE_TABLES = 12;
/** Below this one circle or two tables are better than rounds. */
const FEW_PEOPLE = 12;

export function lookAhead({ gathering: text, settings }: OutlookJob): PlanOutlook {
	const gathering = JSON.parse(text) as Gathering;
	const { instance, pinsLeftOut } = instanceOf(stateOf(gathering), () => true, settings);
	const { people, tables, rounds } = instance;
	const limits = people.length === 0 ? null : bounds(instance);
	const first = people.length === 0 ? null : plan({ ...instance, budgetMs: 0 }, { now: () => performance.now() });
	return {
		people: people.length,
		tables: tables.length,
		rounds,
		...extremeSizes(first?.ok ? first.value.rounds : []),
		bounds: {
			pairsMeetingAgain: limits?.pairsMeetingAgain ?? 0,
			sameCountryPairs: limits?.sameCountryPairs ?? 0,
			sameOrganisationPairs: limits?.sameOrganisationPairs ?? 0
		},
		notes: [
			...(people.length > 0 && people.length < FEW_PEOPLE
				? [{ code: 'few_people', people: people.length } as const]
				: []),
			...(limits && settings.policy === 'mixed' ? meetingNotes(instance, limits.pairsMeetingAgain) : []),
			...(limits && limits.pairsMeetingAgain > 0 && settings.policy === 'group'
				? [mustMeet(instance, limits.pairsMeetingAgain)]
				: []),
			...poolNotes(gathering, instance),
			...(limits && limits.sameCountryPairs > 0 && settings.weights.country !== 'off'
				? [{ code: 'country_pairs', pairs: limits.sameCountryPairs } as const]
				: []),
			...(limits && limits.sameOrganisationPairs > 0 && settings.weights.organisation !== 'off'
				? [{ code: 'organisation_pairs', pairs: limits.sameOrganisationPairs } as const]
				: []),
			...(pinsLeftOut > 0 ? [{ code: 'locks_left_out', locks: pinsLeftOut } as const] : [])
		],
		refused: first && !first.ok ? whatHelps(gathering, settings, first.error) : null
	};
}

const kindOf = (table: {
	readonly mode: Table['mode'];
	readonly languages: readonly string[];
	readonly channels?: readonly string[];
}): string => `${table.mode} ${[...table.languages].sort().join()} ${[...(table.channels ?? [])].sort().join()}`;

/** The lemma with numbers: who must meet twice whatever is done, and who must if nobody is to come to a table twice. */
function meetingNotes(instance: Instance, pairs: number): PlanNote[] {
	// Fewer tables than rounds: somebody comes back to one in any case.
	if (instance.rounds > instance.tables.length) return pairs > 0 ? [mustMeet(instance, pairs)] : [];
	const unlessReturn = bounds(newTables(instance)).pairsMeetingAgain;
	const more = moreTables(instance);
	const { tables, size } = sizesOf(instance);
	return [
		...(pairs > 0 ? [{ ...mustMeet(instance, pairs), ...(unlessReturn > pairs ? { more: null } : {}) }] : []),
		...(unlessReturn > pairs
			? [{ code: 'pairs_or_return', pairs: unlessReturn, tables, size, ...more } satisfies PlanNote]
			: [])
	];
}

const newTables = (instance: Instance): Instance => ({
	...instance,
	rules: { ...instance.rules, tableTwice: 'never' }
});

const sizesOf = ({ people, tables }: Instance): { tables: number; size: number } => ({
	tables: tables.length,
	size: Math.ceil(people.length / tables.length)
});

function mustMeet(instance: Instance, pairs: number): PlanNote & { code: 'pairs_must_meet' } {
	return { code: 'pairs_must_meet', pairs, ...sizesOf(instance), ...moreTables(instance) };
}

/**
 * At how few tables more, and of which mode, nobody needs to meet twice or come back to a table. Few people are told to
 * sit at two tables, and not to set up a third.
 */
function moreTables(instance: Instance): { more: number | null; mode: Table['mode'] } {
	const kinds = Map.groupBy(instance.tables, kindOf);
	const [largest] = [...kinds.values()].sort((a, b) => b.length - a.length);
	let best: { more: number; mode: Table['mode'] } | null = null;
	for (const group of instance.people.length >= FEW_PEOPLE ? kinds.values() : [])
		for (let more = 1; more <= Math.min(MORE_TABLES, (best?.more ?? Infinity) - 1); more++) {
			const added = Array.from({ length: more }, (_, n): Table => ({ ...group[0]!, id: `more-${n}`, topic: null }));
			if (bounds(newTables({ ...instance, tables: [...instance.tables, ...added] })).pairsMeetingAgain > 0) continue;
			best = { more, mode: group[0]!.mode };
			break;
		}
	return best ?? { more: null, mode: largest![0]!.mode };
}

/** Tables of one mode and language, for those people who can sit nowhere else. */
function poolNotes(gathering: Gathering, instance: Instance): PlanNote[] {
	const inUse = new Set(instance.tables.map(({ id }) => id));
	const cards = (gathering.card?.tables ?? []).filter(({ id }) => inUse.has(id));
	const pools = Map.groupBy(cards, kindOf);
	const own = new Map<string, number>();
	for (const person of gathering.people) {
		const kinds = new Set(cards.filter((card) => canSitAt(person, card, gathering.needs[person.id] ?? [])).map(kindOf));
		const [only] = kinds;
		if (kinds.size === 1 && only !== undefined) own.set(only, (own.get(only) ?? 0) + 1);
	}
	return [...own].flatMap(([kind, people]) => {
		// Of few people it is said already that all of them meet again and again.
		if (people === gathering.people.length && people < FEW_PEOPLE && pools.get(kind)!.length === 2) return [];
		return notesOf(pools.get(kind)!, people, instance.rounds);
	});
}

function notesOf(tables: readonly TableCard[], people: number, rounds: number): PlanNote[] {
	if (tables.length === 1 && rounds > 1) return [{ code: 'one_table', table: tables[0]!.id, people }];
	if (tables.length === 2 && rounds > 1) return [{ code: 'two_tables', tables: tables.map(({ id }) => id), people }];
	const topics = new Set(tables.map(({ topic }) => topic)).size;
	const { mode, languages } = tables[0]!;
	const named = tables.every(({ topic }) => topic !== null);
	return named && topics < rounds ? [{ code: 'topic_twice', topics, rounds, mode, languages: [...languages] }] : [];
}
