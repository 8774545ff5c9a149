/** Given, when, then for the tests of the domain: a state made of facts, and what becomes of a command. */
import type { Channel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import { factsOfNewPerson, type Context } from '../event/decide.ts';
import { fold } from '../evolve.ts';
import type { ChannelFact, Fact } from '../facts.ts';
import type { CallId, IdeaId, PersonId, TableId, ThemeId, VoteId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import type { DeskPerson, Role } from '../people/person.ts';
import type { Result } from '../result.ts';

export const NOW = 1_800_000_000_000;

export const idea = (id: string) => id as IdeaId;
export const theme = (id: string) => id as ThemeId;
export const vote = (id: string) => id as VoteId;
export const table = (id: string) => id as TableId;
export const person = (id: string) => id as PersonId;
export const call = (id: string) => id as CallId;

export const on = (channel: Channel, ...facts: Fact[]): ChannelFact[] => facts.map((fact) => ({ channel, fact }));

/** The facts that make a person known; a participant in the hall who takes part, unless said otherwise. */
export function known(id: string, be: Partial<DeskPerson> = {}): ChannelFact[] {
	const { role = 'participant', participation = 'committed', hosts = null, attendance = 'hall' } = be;
	const profile = {
		attendance,
		device: 'own' as const,
		languages: ['en'],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	};
	return factsOfNewPerson({ id: person(id), role, profile, needs: [], hosts, participation });
}

export const as = (id: string | null, role: Role = 'participant', now = NOW): Context => ({
	actor: { role, person: id === null ? null : person(id) },
	now,
	commandId: 'command'
});

type Decide<C extends Command> = (state: EventState, command: C, context: Context) => Result<ChannelFact[], Refusal>;

export interface Scene<C extends Command> {
	readonly state: EventState;
	/** The decision, without applying it. */
	when: (command: C, context: Context) => Result<ChannelFact[], Refusal>;
	/** The facts of the decision; fails the test when it is a refusal. */
	facts: (command: C, context: Context) => ChannelFact[];
	/** The scene after the decision; fails the test when it is a refusal. */
	after: (command: C, context: Context) => Scene<C>;
}

export const scenesOf =
	<C extends Command>(decide: Decide<C>) =>
	(...given: (ChannelFact | ChannelFact[])[]): Scene<C> => {
		const facts = given.flat();
		const state = fold(new Map(), facts);
		const decided = (command: C, context: Context) => {
			const decision = decide(state, command, context);
			if (!decision.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decision.error)}`);
			return decision.value;
		};
		return {
			state,
			when: (command, context) => decide(state, command, context),
			facts: decided,
			after: (command, context) => scenesOf(decide)(...facts, ...decided(command, context))
		};
	};

/** For `toMatchObject`: without `params` only the code is compared. */
export const refused = (code: Refusal['code'], params?: Refusal['params']) => ({
	ok: false,
	error: params ? { code, params } : { code }
});
