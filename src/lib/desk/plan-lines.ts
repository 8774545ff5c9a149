/** What a plan costs, in plain sentences made of the verifier's counts. */
import type { CostLine } from '../components/cost-sheet/types.ts';
import type { Pin } from '../domain/event/event-card.ts';
import type { Plan, PlanSheet } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import { listOf } from './plan-words.ts';
import type { Bearers, Borne } from './plan-who.ts';

/** @param more so many tables more would avoid it; null where that is not known */
export function headlineOf(
	{ pairsMeetingAgain: pairs, pairsMeetingAgainBound: bound }: PlanSheet,
	more: number | null = null,
	who: Bearers | null = null
) {
	const best = pairs === bound ? m.plan_pairs_best() : bound > 0 ? m.plan_pairs_bound({ bound }) : undefined;
	const detail = best && bound > 0 && more !== null ? `${best} ${m.plan_note_more({ more })}` : best;
	return { figure: String(pairs), text: m.plan_pairs({ pairs }), detail, ...borne(pairs, who?.again) };
}

/**
 * The costs of a plan; who loses the seat on a printed card is named (I7), in the order of `language`.
 * @param who on whom the costs fall, where that is known
 */
export function costLines(
	{ sheet, rounds }: Pick<Plan, 'sheet' | 'rounds'>,
	pins: readonly Pin[],
	names: Readonly<Names>,
	language: string,
	who: Bearers | null = null
): CostLine[] {
	const { tableAgain, topicAgain, withoutLanguage } = sheet;
	return [
		{
			...line('table', tableAgain, m.plan_table_never, (count) => m.plan_table_again({ count })),
			...least(tableAgain, who?.least.table, m.plan_table_bound),
			...borne(tableAgain, who?.table)
		},
		{
			...line('topic', topicAgain, m.plan_topic_never, (count) => m.plan_topic_again({ count })),
			...least(topicAgain, who?.least.topic, m.plan_topic_bound),
			...borne(topicAgain, who?.topic)
		},
		line('language', withoutLanguage, m.plan_language_all, (count) => m.plan_language_missing({ count })),
		...outsideLines(sheet),
		...tagLines(sheet),
		sizesLine(sheet, who),
		{
			...line('country', sheet.sameCountryPairs, m.plan_country_none, (pairs) => m.plan_country({ pairs })),
			...unavoidable(sheet.sameCountryPairs, sheet.sameCountryPairsBound),
			...borne(sheet.sameCountryPairs, who?.country)
		},
		{
			...line('organisation', sheet.sameOrganisationPairs, m.plan_organisation_none, (pairs) =>
				m.plan_organisation({ pairs })
			),
			...unavoidable(sheet.sameOrganisationPairs, sheet.sameOrganisationPairsBound),
			...borne(sheet.sameOrganisationPairs, who?.organisation)
		},
		...modeLines(sheet),
		...wishLines(sheet),
		...hostLines(who?.hostless ?? [], language),
		...cardLines(rounds, pins, names, language)
	];
}

function sizesLine({ smallest, largest }: PlanSheet, who: Bearers | null): CostLine {
	if (smallest === largest) return { id: 'sizes', kind: 'kept', title: m.plan_sizes_same({ size: largest }) };
	// I4: sizes differ by one at most, or somebody sits in a smaller circle.
	if (largest - smallest === 1) return { id: 'sizes', kind: 'kept', title: m.plan_sizes_or({ smallest, largest }) };
	return { id: 'sizes', kind: 'cost', title: m.plan_sizes({ smallest, largest }), ...borne(1, who?.small) };
}

const borne = (count: number, who: readonly Borne[] = []): { who?: readonly Borne[] } =>
	count > 0 && who.length > 0 ? { who } : {};

function least(count: number, bound = 0, words: (bound: { bound: number }) => string): { detail?: string } {
	if (count === 0 || bound === 0) return {};
	return { detail: count <= bound ? m.plan_pairs_best() : words({ bound }) };
}

/** Only where tables have hosts of their own. */
const hostLines = (tables: readonly number[], language: string): CostLine[] =>
	tables.length === 0
		? []
		: [
				{
					id: 'hosts',
					kind: 'cost',
					title: m.plan_hostless({ count: tables.length, tables: listOf(tables.map(String), language) }),
					detail: m.plan_hostless_text(),
					goes: m.plan_hostless_find()
				}
			];

/** What no plan can avoid of it; nothing where the bound is not known or says nothing. */
function unavoidable(count: number, bound = 0): { detail?: string } {
	if (bound === 0) return {};
	return { detail: count <= bound ? m.plan_pairs_best() : m.plan_country_bound({ bound }) };
}

function outsideLines({ outsideTableLanguage: outside }: PlanSheet): CostLine[] {
	return outside === undefined
		? []
		: [line('outside', outside, m.plan_outside_none, (count) => m.plan_outside({ count }))];
}

const tagLines = ({ tagsMissing = [] }: PlanSheet): CostLine[] =>
	tagsMissing.map(({ tag, tables }) =>
		line(
			`tag ${tag}`,
			tables,
			() => m.plan_tag_everywhere({ tag }),
			(count) => m.plan_tag_missing({ count, tag })
		)
	);

/** Only where hall and remote people can sit together at all. */
function modeLines({ sameModePairs: pairs, sameModePairsBound: bound = 0 }: PlanSheet): CostLine[] {
	if (pairs === undefined) return [];
	if (pairs <= bound) return [{ id: 'modes', kind: 'kept', title: m.plan_modes_best() }];
	return [{ id: 'modes', kind: 'cost', title: m.plan_modes({ pairs }), ...unavoidable(pairs, bound) }];
}

/** Nothing where nobody wished, or the sheet is of an older version of the program. */
function wishLines({ wishesMet, wishesPossible = 0 }: PlanSheet): CostLine[] {
	if (wishesMet === undefined || wishesPossible === 0) return [];
	const title = m.plan_wishes_met({ count: wishesMet, of: wishesPossible });
	return [{ id: 'wishes', kind: wishesMet >= wishesPossible ? 'kept' : 'cost', title }];
}

const line = (id: string, count: number, none: () => string, some: (count: number) => string): CostLine =>
	count === 0 ? { id, kind: 'kept', title: none() } : { id, kind: 'cost', title: some(count) };

function cardLines(rounds: Plan['rounds'], pins: readonly Pin[], names: Readonly<Names>, language: string): CostLine[] {
	const cards = pins.filter(
		({ source, person, round }) => source === 'card' && rounds[round - 1]?.[person] !== undefined
	);
	const changed = cards.filter(({ person, round, table }) => rounds[round - 1]?.[person] !== table);
	const kept = cards.length - changed.length;
	const people = [...Map.groupBy(changed, ({ person }) => person)]
		.map(([person, own]) => ({
			name: names[person] ?? m.desk_somebody(),
			rounds: own.map(({ round }) => round).sort((one, other) => one - other)
		}))
		.sort((one, other) => one.name.localeCompare(other.name, language))
		.map(({ name, rounds: own }) =>
			m.plan_cards_person({ name, rounds: listOf(own.map(String), language), count: own.length })
		);
	return [
		...(kept > 0 ? [{ id: 'cards', kind: 'kept' as const, title: m.plan_cards_kept({ count: kept }) }] : []),
		...(people.length > 0
			? [
					{
						id: 'changed',
						kind: 'card' as const,
						title: m.plan_cards_must({ count: people.length }),
						detail: m.plan_cards_names({ names: people.join('; ') })
					}
				]
			: [])
	];
}
