/** What a plan costs, in plain sentences made of the verifier's counts. */
import type { CostLine } from '../components/cost-sheet/types.ts';
import type { Pin } from '../domain/event/event-card.ts';
import type { Plan, PlanSheet } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

export function headlineOf({ pairsMeetingAgain: pairs, pairsMeetingAgainBound: bound }: PlanSheet) {
	const detail = pairs === bound ? m.plan_pairs_best() : bound > 0 ? m.plan_pairs_bound({ bound }) : undefined;
	return { figure: String(pairs), text: m.plan_pairs({ pairs }), detail };
}

/** The costs of a plan; who loses the seat on a printed card is named (I7), in the order of `language`. */
export function costLines(
	{ sheet, rounds }: Pick<Plan, 'sheet' | 'rounds'>,
	pins: readonly Pin[],
	names: Readonly<Names>,
	language: string
): CostLine[] {
	const { tableAgain, topicAgain, withoutLanguage, smallest, largest } = sheet;
	const sizes = smallest === largest ? m.plan_sizes_same({ size: largest }) : m.plan_sizes({ smallest, largest });
	return [
		line('table', tableAgain, m.plan_table_never, (count) => m.plan_table_again({ count })),
		line('topic', topicAgain, m.plan_topic_never, (count) => m.plan_topic_again({ count })),
		line('language', withoutLanguage, m.plan_language_all, (count) => m.plan_language_missing({ count })),
		...outsideLines(sheet),
		...tagLines(sheet),
		// I4: sizes differ by one at most, or somebody sits in a smaller circle.
		{ id: 'sizes', kind: largest - smallest <= 1 ? 'kept' : 'cost', title: sizes },
		{
			...line('country', sheet.sameCountryPairs, m.plan_country_none, (pairs) => m.plan_country({ pairs })),
			...unavoidable(sheet.sameCountryPairs, sheet.sameCountryPairsBound)
		},
		{
			...line('organisation', sheet.sameOrganisationPairs, m.plan_organisation_none, (pairs) =>
				m.plan_organisation({ pairs })
			),
			...unavoidable(sheet.sameOrganisationPairs, sheet.sameOrganisationPairsBound)
		},
		...modeLines(sheet),
		...wishLines(sheet),
		...cardLines(rounds, pins, names, language)
	];
}

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
	const seats = changed
		.map(({ person, round }) => ({ name: names[person] ?? m.desk_somebody(), round }))
		.sort((a, b) => a.name.localeCompare(b.name, language) || a.round - b.round)
		.map((seat) => m.plan_cards_seat(seat));
	return [
		...(kept > 0 ? [{ id: 'cards', kind: 'kept' as const, title: m.plan_cards_kept({ count: kept }) }] : []),
		...(seats.length > 0
			? [
					{
						id: 'changed',
						kind: 'card' as const,
						title: m.plan_cards_change({ count: seats.length }),
						detail: seats.join('; ')
					}
				]
			: [])
	];
}
