import type { HelpFact, PersonFact } from '../facts.ts';
import type { CallId } from '../ids.ts';
import type { HelpCall, HelpPart, PersonPart } from '../parts.ts';
import { unreachable } from '../result.ts';

/** Calls that are kept; of more, the oldest that were solved are let go. */
const KEPT_MOST = 200;

/** The queue of those who help. Repeated facts change nothing; a solved call stays solved. */
export function evolveHelp(part: HelpPart, fact: HelpFact): HelpPart {
	switch (fact.type) {
		case 'call_opened': {
			if (part.calls.some(({ id }) => id === fact.call)) return part;
			const { call: id, person, table, at: since } = fact;
			const kept = part.calls.length < KEPT_MOST ? part.calls : withoutOldestSolved(part.calls);
			return { calls: [...kept, { id, person, table: table ?? null, since, takenBy: null, solvedAt: null }] };
		}
		case 'call_taken':
			return withCall(part, fact.call, ({ takenBy }) => ({ takenBy: takenBy ?? fact.by }));
		case 'call_solved':
			return withCall(part, fact.call, ({ solvedAt }) => ({ solvedAt: solvedAt ?? fact.at }));
		default:
			return unreachable(fact, part);
	}
}

function withoutOldestSolved(calls: readonly HelpCall[]): readonly HelpCall[] {
	const oldest = calls.findIndex(({ solvedAt }) => solvedAt !== null);
	return calls.filter((_, index) => index !== oldest);
}

const withCall = (part: HelpPart, id: CallId, change: (call: HelpCall) => Partial<HelpCall>): HelpPart => ({
	calls: part.calls.map((call) => (call.id === id ? { ...call, ...change(call) } : call))
});

export const OWN_HELP_FACTS = ['help_called', 'help_answered'] as const;
type OwnHelpFact = Extract<PersonFact, { type: (typeof OWN_HELP_FACTS)[number] }>;

/** What she who called sees: waiting, somebody is coming, solved. */
export function evolveOwnHelp(part: PersonPart, fact: OwnHelpFact): PersonPart {
	switch (fact.type) {
		case 'help_called':
			if (!fact.call || part.help?.call === fact.call) return part;
			return { ...part, help: { call: fact.call, state: 'waiting' } };
		case 'help_answered':
			if (!part.help || part.help.call !== fact.call || part.help.state === 'solved') return part;
			return { ...part, help: { call: fact.call, state: fact.state } };
	}
}
