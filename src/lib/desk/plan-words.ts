/** What a change by hand costs or which rule forbids it, in words. */
import type { Pin } from '../domain/event/event-card.ts';
import type { PersonId } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import type { MoveCost, MoveRule, MoveVerdict } from './plan-moves.ts';

export const nameOf = (names: Readonly<Names>, person: PersonId): string => names[person] ?? m.desk_somebody();

/** "Anna, Bo and Chiara", as the language joins names. */
export const listOf = (words: readonly string[], locale: string): string =>
	new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);

const RULES: { readonly [R in MoveRule]: (who: { name: string }) => string } = {
	host: m.plan_rule_host,
	attendance: m.plan_rule_attendance,
	step_free: m.plan_rule_step_free,
	table_language: m.plan_rule_table_language,
	language: m.plan_rule_language,
	full: () => m.plan_rule_full(),
	alone: m.plan_rule_alone,
	few: () => m.plan_rule_few()
};

export const ruleWords = (verdict: Extract<MoveVerdict, { ok: false }>, names: Readonly<Names>): string =>
	RULES[verdict.rule]({ name: nameOf(names, verdict.person) });

/** In a few words, for a list: "2 people are met again, a topic comes twice". */
export function costWords({ again, tableTwice, topicTwice }: MoveCost): string {
	const words = [
		...(again.length > 0 ? [m.plan_cost_again({ count: again.length })] : []),
		...(tableTwice ? [m.plan_cost_table()] : []),
		...(topicTwice ? [m.plan_cost_topic()] : [])
	];
	return words.length > 0 ? words.join(', ') : m.plan_cost_none();
}

/** The printed card that a change would make untrue, or nothing. */
export const cardAgainst = (pins: readonly Pin[], person: PersonId, round: number): Pin | undefined =>
	pins.find((pin) => pin.source === 'card' && pin.person === person && pin.round === round);
