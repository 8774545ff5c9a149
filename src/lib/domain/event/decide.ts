import { personChannel, tableChannel } from '../channel.ts';
import type { Actor, Command, NewPerson, Refusal } from '../commands.ts';
import type { ChannelFact } from '../facts.ts';
import type { EpochMs } from '../ids.ts';
import type { EventState } from '../parts.ts';
import type { DeskPerson } from '../people/person.ts';
import { deskOf, deskPersonOf, everyoneOf, tableCardOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { act } from '../acts.ts';
import { factsOfArrivals } from '../people/door.ts';

export type EventCommand = Extract<
	Command,
	{ type: 'create_event' | 'add_people' | 'mark_rehearsal' | 'move_programme' | 'announce' | 'close_event' }
>;

export interface Context {
	readonly actor: Actor;
	readonly now: EpochMs;
	/** Unique per command; ids of things that a command makes are derived from it. */
	readonly commandId: string;
}

/** The facts that make a person known: to the desk, to those who care, to herself. */
export function factsOfNewPerson(newcomer: NewPerson): ChannelFact[] {
	const { id, role, profile, needs, hosts, participation } = newcomer;
	const person: DeskPerson = { id, role, participation, hosts, ...profile };
	const facts: ChannelFact[] = [
		{ channel: 'desk', fact: { type: 'person_added', person }, owner: id },
		{
			channel: personChannel(id),
			fact: { type: 'welcomed', role, profile, participation, hosts, needs },
			owner: id
		}
	];
	if (needs.length > 0) facts.push({ channel: 'care', fact: { type: 'needs_stated', person: id, needs }, owner: id });
	return facts;
}

export function decideEvent(
	state: EventState,
	command: EventCommand,
	context: Context
): Result<ChannelFact[], Refusal> {
	const everyone = everyoneOf(state);
	switch (command.type) {
		case 'create_event': {
			if (everyone.card) return refuse({ code: 'event_exists' });
			return ok([
				{ channel: 'everyone', fact: { type: 'event_created', card: command.card } },
				...command.people.flatMap(factsOfNewPerson),
				...factsOfArrivals(command.people, context.now),
				...command.pins.map((pin): ChannelFact => ({ channel: 'desk', fact: { type: 'seat_pinned', pin } }))
			]);
		}
		case 'add_people': {
			const taken = command.people.find(({ id }) => deskPersonOf(state, id));
			if (taken) return refuse({ code: 'id_taken', params: { id: taken.id } });
			const nowhere = command.people.find(({ hosts }) => hosts !== null && !tableCardOf(state, hosts));
			if (nowhere) return refuse({ code: 'unknown_table', params: { table: nowhere.hosts } });
			const byList = context.actor.role !== 'system' && command.people.length > 0;
			return ok([
				...command.people.flatMap(factsOfNewPerson),
				...factsOfArrivals(command.people, context.now),
				...(byList ? [act('add_people', context)] : [])
			]);
		}
		case 'mark_rehearsal':
			return ok([{ channel: 'everyone', fact: { type: 'rehearsal_marked', timeScale: command.timeScale } }]);
		case 'move_programme': {
			const current = everyone.item?.id ?? null;
			if (!everyone.card?.programme.some(({ id }) => id === command.item)) return refuse({ code: 'unknown_item' });
			if (current === command.item) return refuse(alreadyDone(state, 'move_programme'));
			// Two facilitators, one behind: the click meant "on from the welcome", and the café has begun.
			if (current !== command.from) return refuse({ code: 'stale_item', params: { current } });
			return ok([
				{ channel: 'everyone', fact: { type: 'programme_moved', item: command.item, at: context.now } },
				act(command.type, context)
			]);
		}
		case 'announce':
			return announce(state, command, context);
		case 'close_event':
			if (everyone.closed) return refuse(alreadyDone(state, 'close_event'));
			if (everyone.vote && everyone.vote.result === null) return refuse({ code: 'vote_open' });
			return ok([{ channel: 'everyone', fact: { type: 'event_closed', at: context.now } }, act(command.type, context)]);
	}
}

/** To everybody, or to some tables: then nobody else receives a word of it. */
function announce(
	state: EventState,
	{ text, tables }: Extract<EventCommand, { type: 'announce' }>,
	context: Context
): Result<ChannelFact[], Refusal> {
	const said = { id: context.commandId, at: context.now, text };
	if (tables === null)
		return ok([{ channel: 'everyone', fact: { type: 'announced', ...said } }, act('announce', context)]);
	const unknown = tables.find((table) => !tableCardOf(state, table));
	if (unknown !== undefined || tables.length === 0) return refuse({ code: 'unknown_table' });
	return ok([
		...tables.map((table): ChannelFact => ({
			channel: tableChannel(table),
			fact: { type: 'announced_at_table', ...said }
		})),
		{ channel: 'desk', fact: { type: 'announcement_sent', ...said, tables } },
		act('announce', context)
	]);
}

/** Two people pressed the same button: the second learns who was first. */
export function alreadyDone(state: EventState, type: string): Refusal {
	const first = deskOf(state).acts.findLast(({ act: done }) => done === type);
	return { code: 'already_done', params: { by: first?.by ?? null } };
}
