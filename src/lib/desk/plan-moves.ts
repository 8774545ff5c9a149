/**
 * What changing a plan by hand would cost, said before it is done: whom one meets again, which table or topic comes
 * twice, and which rule forbids it. The server decides; this is so that nobody has to try.
 */
import { canSitAt, mostAt } from '../domain/cafe/seating.ts';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { spoken } from '../domain/people/spoken.ts';
import { companyIn, type Company, type Rounds } from './plan-company.ts';

export interface PlanView {
	readonly card: EventCard;
	readonly rounds: Rounds;
	readonly company: Company;
	readonly people: Readonly<Record<PersonId, DeskPerson>>;
	readonly needs: Readonly<Record<PersonId, readonly string[]>>;
	/** Most people at a table, where the plan was asked for that. */
	readonly largest?: number | null;
}

/** A rule that no wish can break: the table of a host, the way of taking part, steps, languages, chairs, company. */
export type MoveRule = 'host' | 'attendance' | 'step_free' | 'table_language' | 'language' | 'full' | 'alone' | 'few';

/** Rules that a trade keeps where a move would break them. */
const TRADED: readonly MoveRule[] = ['full', 'few'];
/** Fewest people at a table. */
const COMPANY = 3;

export interface MoveCost {
	/** Who would be met in another round as well, seen from those who move. */
	readonly again: readonly PersonId[];
	readonly againBefore: number;
	readonly tableTwice: boolean;
	readonly topicTwice: boolean;
	/** People at the table left behind, and at the new one, when it is done. */
	readonly left: number;
	readonly there: number;
}

export type MoveVerdict =
	| { readonly ok: true; readonly cost: MoveCost }
	| { readonly ok: false; readonly rule: MoveRule; readonly person: PersonId };

export interface TableChoice {
	readonly table: TableCard;
	readonly verdict: MoveVerdict;
}

export const planView = (view: Omit<PlanView, 'company'>): PlanView => ({ ...view, company: companyIn(view.rounds) });

/** Every other table for a person in a round: cheapest first, then by number; then where she can trade; what is forbidden comes last. */
export function tableChoices(view: PlanView, person: PersonId, round: number): TableChoice[] {
	const from = view.company.tableOf(round, person);
	return view.card.tables
		.filter(({ id }) => id !== from)
		.map((table) => ({ table, verdict: moveVerdict(view, person, round, table.id) }))
		.toSorted((a, b) => weight(a.verdict) - weight(b.verdict) || a.table.number - b.table.number);
}

/** Whether it can be done, if only as a trade. */
export const canBeDone = (verdict: MoveVerdict): boolean => verdict.ok || TRADED.includes(verdict.rule);

export interface ClosedTables {
	readonly verdict: MoveVerdict & { readonly ok: false };
	readonly tables: readonly TableCard[];
}

/** Tables where a person cannot sit, not even by a trade: those that the same rule forbids for the same person together. */
export function closedTables(choices: readonly TableChoice[]): ClosedTables[] {
	const groups = new Map<string, ClosedTables>();
	for (const { table, verdict } of choices) {
		if (verdict.ok || canBeDone(verdict)) continue;
		const key = `${verdict.rule} ${verdict.person}`;
		groups.set(key, { verdict, tables: [...(groups.get(key)?.tables ?? []), table] });
	}
	return [...groups.values()];
}

function weight(verdict: MoveVerdict): number {
	if (verdict.ok) return costWeight(verdict.cost);
	return canBeDone(verdict) ? 1e6 : Number.POSITIVE_INFINITY;
}

/** In the order of what a plan keeps first: people, then tables and topics, then even tables. */
const costWeight = ({ again, tableTwice, topicTwice, there, left }: MoveCost): number =>
	again.length * 100 + Number(tableTwice) * 50 + Number(topicTwice) * 50 + Math.max(0, there - left - 1);

/** One person goes to another table. */
export function moveVerdict(view: PlanView, person: PersonId, round: number, to: TableId): MoveVerdict {
	const { company } = view;
	const there = company.at(round, to);
	const rule = ruleAgainst(view, person, to, there, there.length + 1);
	if (rule) return { ok: false, rule, person };
	const left = company.withPerson(round, person);
	if (left.length > 0 && left.length < COMPANY) return { ok: false, rule: 'few', person: left[0]! };
	const lonely = withoutLanguage(view, left);
	if (lonely) return { ok: false, rule: 'language', person: lonely };
	return {
		ok: true,
		cost: {
			again: again(company, person, there, round),
			againBefore: again(company, person, left, round).length,
			...visits(view, person, round, to),
			left: left.length,
			there: there.length + 1
		}
	};
}

/** Two people change places in a round. */
export function swapVerdict(view: PlanView, one: PersonId, other: PersonId, round: number): MoveVerdict {
	const { company } = view;
	const [from, to] = [company.tableOf(round, one), company.tableOf(round, other)];
	if (from === null || to === null || from === to) return { ok: false, rule: 'alone', person: one };
	const [left, there] = [company.withPerson(round, one), company.withPerson(round, other)];
	for (const [person, table, others] of [
		[one, to, there],
		[other, from, left]
	] as const) {
		// A trade leaves both tables as large as they are.
		const rule = ruleAgainst(view, person, table, others, 0);
		if (rule) return { ok: false, rule, person };
	}
	const lonely = withoutLanguage(view, [...left, other]) ?? withoutLanguage(view, [...there, one]);
	if (lonely) return { ok: false, rule: 'language', person: lonely };
	const [mine, theirs] = [visits(view, one, round, to), visits(view, other, round, from)];
	return {
		ok: true,
		cost: {
			again: [...again(company, one, there, round), ...again(company, other, left, round)],
			againBefore: again(company, one, left, round).length + again(company, other, there, round).length,
			tableTwice: mine.tableTwice || theirs.tableTwice,
			topicTwice: mine.topicTwice || theirs.topicTwice,
			left: left.length + 1,
			there: there.length + 1
		}
	};
}

const again = (company: Company, person: PersonId, others: readonly PersonId[], round: number): PersonId[] =>
	others.filter((other) => company.meets(person, other, round));

function visits({ card, rounds, company }: PlanView, person: PersonId, round: number, to: TableId) {
	const others = rounds.flatMap((_, index) => (index + 1 === round ? [] : [company.tableOf(index + 1, person)]));
	const topicOf = (table: TableId | null) => card.tables.find(({ id }) => id === table)?.topic ?? null;
	const topic = topicOf(to);
	return {
		tableTwice: others.includes(to),
		topicTwice: topic !== null && others.some((table) => table !== to && topicOf(table) === topic)
	};
}

function ruleAgainst(
	{ card, people, needs, largest }: PlanView,
	person: PersonId,
	to: TableId,
	others: readonly PersonId[],
	size: number
): MoveRule | null {
	const who = people[person];
	const table = card.tables.find(({ id }) => id === to);
	if (!who || !table) return 'attendance';
	if (who.hosts !== null && who.hosts !== to) return 'host';
	const own = needs[person] ?? [];
	if (!canSitAt({ ...who, languages: [] }, table, [])) return 'attendance';
	if (!canSitAt({ ...who, languages: [] }, table, own)) return 'step_free';
	if (!canSitAt(who, table, own)) return 'table_language';
	if (others.length === 0) return 'alone';
	if (size > Math.min(mostAt(table), largest ?? Infinity)) return 'full';
	return understands(
		who,
		others.map((other) => people[other]!)
	)
		? null
		: 'language';
}

/** The first of them with whom nobody else here shares a language. */
const withoutLanguage = ({ people }: PlanView, ids: readonly PersonId[]): PersonId | undefined =>
	ids.find((id) => {
		const others = ids.filter((other) => other !== id);
		return (
			others.length > 0 &&
			!understands(
				people[id]!,
				others.map((other) => people[other]!)
			)
		);
	});

/** Somebody here shares a language with her; who named none is company for anybody. */
function understands(who: DeskPerson, others: readonly DeskPerson[]): boolean {
	if (who.languages.length === 0) return true;
	const own = new Set(who.languages.map(spoken));
	return others.some(({ languages }) => languages.length === 0 || languages.some((each) => own.has(spoken(each))));
}
