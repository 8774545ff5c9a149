/** Refusals by the planner and its verifier, as the rules and the pages know them. */
import type { Refusal } from '#lib/domain/commands.ts';
import type { TableId } from '#lib/domain/ids.ts';
import { refuse, type Result } from '#lib/domain/result.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import type { Breach } from '#lib/planner/index.ts';

/** The first person and table stand for all of them; `persons` says how many there are. */
export const breaksRule = ({
	rule,
	persons,
	tables
}: Pick<Breach, 'rule' | 'persons' | 'tables'>): Result<never, Refusal> =>
	refuse({
		code: 'breaks_rule',
		params: { rule, person: persons[0] ?? null, table: tables[0] ?? null, persons: persons.length }
	});

/** Tables that have fewer seats by now than people. */
export const breaksSeats = (tables: readonly TableId[]): Result<never, Refusal> =>
	breaksRule({ rule: 'seats', persons: [], tables: [...tables] });

export const noPlan = ({ rule, persons, tables }: NoPlan): Result<never, Refusal> =>
	refuse({ code: 'no_plan', params: { rule, persons: persons.length, tables: tables.length } });

/** Hard rules that a plan of our own breaks: a bug, for the log. */
export const refusedByVerifier = (breaches: readonly Breach[]): Error =>
	new Error(`refused by the verifier: ${JSON.stringify(breaches.slice(0, 3))}`);
