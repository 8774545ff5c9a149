/** What a page may say, each parsed once and answered with a code; nothing here decides. */
import * as v from 'valibot';
import { MAY_ASK } from '#lib/domain/access.ts';
import { tableChannel } from '#lib/domain/channel.ts';
import { seatOf, tableOf } from '#lib/domain/read.ts';
import {
	BallotSchema,
	CommandIdSchema,
	DraftSchema,
	faultOf,
	FindPeopleSchema,
	HaveSchema,
	KnockAnswerSchema,
	MediaSeatSchema,
	MediaStateSchema,
	NameSchema,
	PageCommandSchema,
	PlanForPresentSchema,
	TablesSchema
} from '#lib/protocol/commands.ts';
import type { PlanningPageEvents } from '#lib/protocol/planning.ts';
import type { Ack, PageEvents } from '#lib/protocol/wire.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { askedSeat } from './asked-seat.ts';
import { ackOf, Listener, type MessageContext } from './listener.ts';
import { PLANNING_MESSAGES } from './planning-messages.ts';
import type { View } from './view.ts';
import { writerKey } from './writers.ts';

/** By its name, what is done with a message of a page; the arguments are what the page sent, whatever that is. */
export type Messages<Names extends keyof PageEvents> = {
	readonly [Name in Names]: (listener: Listener, ...said: Parameters<PageEvents[Name]>) => void;
};

const OWN_MESSAGES: Messages<Exclude<keyof PageEvents, keyof PlanningPageEvents>> = {
	command: (listener, message, ack) =>
		listener.answer('command', ack, async () => {
			const id = v.safeParse(CommandIdSchema, (message as { id?: unknown } | null)?.id);
			if (!id.success) return listener.badMessage(`id ${id.issues[0].message}`);
			const command = v.safeParse(PageCommandSchema, message.command);
			if (!command.success) return listener.badMessage(faultOf(command.issues));
			return listener.submit(id.output, command.output);
		}),
	clock: ({ context }, _sentAt, ack) => {
		if (typeof ack === 'function') ack(context.now());
	},
	resync: (listener, have) => {
		const { context, opened, view } = listener;
		const parsed = v.safeParse(HaveSchema, have);
		if (!parsed.success || !listener.mayTalk('commands')) return;
		opened.audience.bring(view, parsed.output).catch((cause) => context.onFault('resync', cause));
	},
	draft: (listener, message) => {
		const { context, opened, view } = listener;
		const parsed = v.safeParse(DraftSchema, message);
		const { person } = view.actor;
		if (!parsed.success || person === null || !listener.mayTalk('drafts')) return;
		const { table, text } = parsed.output;
		// Checked against the seat of now: a stale page of the last table says nothing there any more.
		if (seatOf(opened.runtime.state, person) !== table) return;
		opened.wrote(table);
		const draft = { table, writer: writerKey(person, table, tableOf(opened.runtime.state, table).version), text };
		opened.audience.toSeated(table, (other) => other.socket.volatile.emit('draft', draft), view);
		context.nodes.publish({ kind: 'draft', event: opened.event, ...draft });
	},
	open_tables: (listener, tables, ack) =>
		listener.answer('open_tables', ack, async () => {
			const { opened, view } = listener;
			const parsed = v.safeParse(TablesSchema, tables);
			if (!parsed.success) return listener.badMessage(faultOf(parsed.issues));
			if (!MAY_ASK.open_tables.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			view.opened = new Set(parsed.output);
			await opened.audience.regrant(view);
			for (const table of parsed.output)
				if (view.told.has(tableChannel(table))) view.socket.emit('presence', { table, here: opened.presenceOf(table) });
			return { ok: true };
		}),
	media_seat: (listener, wish, ack) =>
		listener.answer('media_seat', ack, async () => {
			const { context, opened, view } = listener;
			const parsed = v.safeParse(MediaSeatSchema, wish);
			return parsed.success
				? askedSeat({ opened, view, media: context.media }, parsed.output)
				: listener.badMessage(faultOf(parsed.issues));
		}),
	media_state: ({ opened, view }, state) => {
		const parsed = v.safeParse(MediaStateSchema, state);
		const { person } = view.actor;
		if (!parsed.success || person === null) return;
		const { key, connected } = parsed.output;
		if (connected && key !== null) opened.mediaHere.set(person, key);
		else opened.mediaHere.delete(person);
		opened.touchTally();
	},
	plan_for_present: (listener, wish, ack) =>
		listener.answer('plan_for_present', ack, async () => {
			const { context, opened, view } = listener;
			if (!MAY_ASK.plan_for_present.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const parsed = v.safeParse(PlanForPresentSchema, wish);
			if (!parsed.success) return listener.badMessage(faultOf(parsed.issues));
			const planned = await context.planForPresent(opened, view, parsed.output.seed);
			return planned.ok ? { ok: true, ...planned.value } : listener.refused(planned.error);
		}),
	find_people: (listener, wish, ack) =>
		listener.answer('find_people', ack, async () => {
			const { context, opened, view } = listener;
			if (!MAY_ASK.find_people.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const parsed = v.safeParse(FindPeopleSchema, wish);
			if (!parsed.success) return listener.badMessage(faultOf(parsed.issues));
			const { query } = parsed.output;
			return { ok: true, people: query === '' ? [] : await context.findPeople(opened, query) } as Ack;
		}),
	paper_ballot: (listener, ballot, ack) =>
		listener.answer('paper_ballot', ack, async () => {
			const { context, opened, view } = listener;
			const parsed = v.safeParse(BallotSchema, ballot);
			if (!parsed.success) return listener.badMessage(faultOf(parsed.issues));
			if (!MAY_ASK.paper_ballot.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const { id, cardCode, vote, dots } = parsed.output;
			const person = await context.personOfCard(opened.event, cardCode);
			if (person === null) return { ok: false, code: 'unknown_card' };
			return listener.submit(id, { type: 'cast_paper_ballot', person, vote, dots });
		}),
	answer_knock: ({ context, opened, view }, answer) => {
		const parsed = v.safeParse(KnockAnswerSchema, answer);
		if (!parsed.success) return;
		const { id, letIn } = parsed.output;
		context.door.answer(opened, view, id, letIn).catch((cause) => context.onFault('knock', cause));
	},
	rename: (listener, wish, ack) =>
		listener.answer('rename', ack, async () => {
			const { context, opened, view } = listener;
			const name = v.safeParse(NameSchema, wish?.name);
			const { person } = view.actor;
			if (!name.success) return listener.badMessage(faultOf(name.issues));
			if (person === null) return { ok: false, code: 'not_allowed' };
			const renamed = await context.rename(opened, person, name.output);
			return renamed.ok ? { ok: true } : ackOf(renamed.error);
		})
};

const MESSAGES: Readonly<Record<string, (listener: Listener, ...said: never[]) => void>> = {
	...OWN_MESSAGES,
	...PLANNING_MESSAGES
};

/** One listener for all that a page says: a closure for each message of each page was a fifth of a page’s memory. */
export function listen(context: MessageContext, opened: OpenEvent, view: View): void {
	const listener = new Listener(context, opened, view);
	// From the first page on it looks after the plan by itself, also if nobody asks it anything.
	context.planning.plannerOf(opened);
	const { socket } = view;
	socket.onAny((name: string, ...said: unknown[]) => {
		// What arrived with the end of the connection is not heard any more.
		if (socket.connected && Object.hasOwn(MESSAGES, name)) MESSAGES[name]!(listener, ...(said as never[]));
	});
}
