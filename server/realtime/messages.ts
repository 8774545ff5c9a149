/** What a page may say, each parsed once and answered with a code; nothing here decides. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { MAY, MAY_ASK } from '#lib/domain/access.ts';
import { tableChannel } from '#lib/domain/channel.ts';
import type { Command, Refusal } from '#lib/domain/commands.ts';
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { deskOf, deskPersonOf, seatOf, tableOf } from '#lib/domain/read.ts';
import type { Result } from '#lib/domain/result.ts';
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
import type { Ack, FoundPerson } from '#lib/protocol/wire.ts';
import { isStoreAway } from '../events/store-away.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { askedSeat } from './asked-seat.ts';
import type { Door } from './door.ts';
import type { MediaService } from './media-service.ts';
import type { Nodes } from './nodes.ts';
import { listenPlanning, type PlanningContext } from './planning-messages.ts';
import { isSeldom, type Rate } from './rates.ts';
import type { View } from './view.ts';
import { writerKey } from './writers.ts';
import { mayWalk } from './walking.ts';

export interface MessageContext {
	opened: OpenEvent;
	view: View;
	media: MediaService;
	nodes: Nodes;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
	/** Plans for those who are present, in a worker; adopts the plan. */
	planForPresent: (opened: OpenEvent, view: View, seed: number) => Promise<Result<{ sheet: PlanSheet }, Refusal>>;
	planning: PlanningContext['planning'];
	findPeople: (opened: OpenEvent, query: string) => Promise<FoundPerson[]>;
	personOfCard: (event: EventId, cardCode: string) => Promise<PersonId | null>;
	rename: (opened: OpenEvent, person: PersonId, name: string) => Promise<Result<unknown, Refusal>>;
	/** What follows a commit outside the log: keys destroyed, entries ended. Idempotent. */
	afterCommand: (opened: OpenEvent, view: View, command: Command) => Promise<void>;
	door: Door;
	/** Shared by all connections of the person. */
	rate: Rate;
}

const BAD_MESSAGES_MOST = 20;
/** Everybody who finds the open door may wait at it, and each of them is written to the log: one command a second. */
const WAITING_COST = 10;

const isWaiting = ({ actor }: View, opened: OpenEvent): boolean =>
	actor.person !== null && deskPersonOf(opened.runtime.state, actor.person)?.participation === 'waiting';

const refusal = ({ code, params }: Refusal): Ack => (params ? { ok: false, code, params } : { ok: false, code });

export function listen(context: MessageContext): void {
	const { opened, view, now, onFault } = context;
	const { socket } = view;
	const { commands: bucket, drafts, seldom } = context.rate;
	let bad = 0;

	/** A page of another version, or somebody trying: named in the answer; too many end the connection. */
	const badMessage = (rule: string): Ack => {
		if (++bad >= BAD_MESSAGES_MOST) setTimeout(() => socket.disconnect(true), 50).unref();
		return { ok: false, code: 'bad_message', params: { rule } };
	};
	/** Runs one message: no exception leaves it, and every one is answered. */
	const answering = (what: string, ack: unknown, answer: () => Promise<Ack>): void => {
		if (typeof ack !== 'function') return void badMessage(`${what} needs an acknowledgement`);
		if (!bucket.take(performance.now(), isWaiting(view, opened) ? WAITING_COST : 1))
			return void ack({ ok: false, code: 'too_fast', retryable: true } satisfies Ack);
		answer()
			.catch((cause): Ack => {
				if (isStoreAway(cause) || (cause as Error).name === 'MediaUnavailableError')
					return { ok: false, code: 'unavailable', retryable: true };
				onFault(what, cause);
				return { ok: false, code: 'internal' };
			})
			.then((reply) => ack(reply));
	};
	const submit = async (id: string, command: Command): Promise<Ack> => {
		if (!mayWalk(opened, view, command)) return { ok: false, code: 'not_allowed' };
		if (isSeldom(command) && MAY[command.type].includes(view.actor.role) && !seldom.take(performance.now()))
			return { ok: false, code: 'too_fast', retryable: true };
		const result = await opened.runtime.submit(ownId(view, id, command), command, view.actor);
		if (!result.ok) return withNames(context, refusal(result.error));
		await context.afterCommand(opened, view, command);
		return { ok: true };
	};

	socket.on('command', (message, ack) =>
		answering('command', ack, async () => {
			const id = v.safeParse(CommandIdSchema, (message as { id?: unknown } | null)?.id);
			if (!id.success) return badMessage(`id ${id.issues[0].message}`);
			const command = v.safeParse(PageCommandSchema, message.command);
			if (!command.success) return badMessage(faultOf(command.issues));
			return submit(id.output, command.output);
		})
	);
	socket.on('clock', (_sentAt, ack) => {
		if (typeof ack === 'function') ack(now());
	});
	socket.on('resync', (have) => {
		const parsed = v.safeParse(HaveSchema, have);
		if (!parsed.success || !bucket.take(performance.now())) return;
		opened.audience.bring(view, parsed.output).catch((cause) => onFault('resync', cause));
	});
	socket.on('draft', (message) => {
		const parsed = v.safeParse(DraftSchema, message);
		const { person } = view.actor;
		if (!parsed.success || person === null || !drafts.take(performance.now())) return;
		const { table, text } = parsed.output;
		// Checked against the seat of now: a stale page of the last table says nothing there any more.
		if (seatOf(opened.runtime.state, person) !== table) return;
		opened.wrote(table);
		const draft = { table, writer: writerKey(person, table, tableOf(opened.runtime.state, table).version), text };
		opened.audience.toSeated(table, (other) => other.socket.volatile.emit('draft', draft), view);
		context.nodes.publish({ kind: 'draft', event: opened.event, ...draft });
	});
	socket.on('open_tables', (tables, ack) =>
		answering('open_tables', ack, async () => {
			const parsed = v.safeParse(TablesSchema, tables);
			if (!parsed.success) return badMessage(faultOf(parsed.issues));
			if (!MAY_ASK.open_tables.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			view.opened.clear();
			for (const table of parsed.output) view.opened.add(table);
			await opened.audience.regrant(view);
			for (const table of parsed.output)
				if (view.told.has(tableChannel(table))) view.socket.emit('presence', { table, here: opened.presenceOf(table) });
			return { ok: true };
		})
	);
	socket.on('media_seat', (wish, ack) =>
		answering('media_seat', ack, async () => {
			const parsed = v.safeParse(MediaSeatSchema, wish);
			return parsed.success ? askedSeat(context, parsed.output) : badMessage(faultOf(parsed.issues));
		})
	);
	socket.on('media_state', (state) => {
		const parsed = v.safeParse(MediaStateSchema, state);
		const { person } = view.actor;
		if (!parsed.success || person === null) return;
		const { key, connected } = parsed.output;
		if (connected && key !== null) opened.mediaHere.set(person, key);
		else opened.mediaHere.delete(person);
		opened.touchTally();
	});
	socket.on('plan_for_present', (wish, ack) =>
		answering('plan_for_present', ack, async () => {
			if (!MAY_ASK.plan_for_present.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const parsed = v.safeParse(PlanForPresentSchema, wish);
			if (!parsed.success) return badMessage(faultOf(parsed.issues));
			const planned = await context.planForPresent(opened, view, parsed.output.seed);
			return planned.ok ? { ok: true, ...planned.value } : withNames(context, refusal(planned.error));
		})
	);
	const refused = (error: Refusal) => withNames(context, refusal(error));
	listenPlanning({ ...context, answering, badMessage, refused });
	socket.on('find_people', (wish, ack) =>
		answering('find_people', ack, async () => {
			if (!MAY_ASK.find_people.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const parsed = v.safeParse(FindPeopleSchema, wish);
			if (!parsed.success) return badMessage(faultOf(parsed.issues));
			const { query } = parsed.output;
			return { ok: true, people: query === '' ? [] : await context.findPeople(opened, query) } as Ack;
		})
	);
	socket.on('paper_ballot', (ballot, ack) =>
		answering('paper_ballot', ack, async () => {
			const parsed = v.safeParse(BallotSchema, ballot);
			if (!parsed.success) return badMessage(faultOf(parsed.issues));
			if (!MAY_ASK.paper_ballot.includes(view.actor.role)) return { ok: false, code: 'not_allowed' };
			const { id, cardCode, vote, dots } = parsed.output;
			const person = await context.personOfCard(opened.event, cardCode);
			if (person === null) return { ok: false, code: 'unknown_card' };
			return submit(id, { type: 'cast_paper_ballot', person, vote, dots });
		})
	);
	socket.on('answer_knock', (answer) => {
		const parsed = v.safeParse(KnockAnswerSchema, answer);
		if (!parsed.success) return;
		const { id, letIn } = parsed.output;
		context.door.answer(opened, view, id, letIn).catch((cause) => onFault('knock', cause));
	});
	socket.on('rename', (wish, ack) =>
		answering('rename', ack, async () => {
			const name = v.safeParse(NameSchema, wish?.name);
			const { person } = view.actor;
			if (!name.success) return badMessage(faultOf(name.issues));
			if (person === null) return { ok: false, code: 'not_allowed' };
			const renamed = await context.rename(opened, person, name.output);
			return renamed.ok ? { ok: true } : refusal(renamed.error);
		})
	);
}

/**
 * The id under which a command stands in the log. The same id from another person, or with another command, must not
 * answer for it: what was never decided would count as done. As a hash it does not say whose it was.
 */
const ownId = (view: View, id: string, command: Command): string =>
	createHash('sha256')
		.update(`${view.actor.person ?? view.entry}\n${id}\n${JSON.stringify(command)}`)
		.digest('base64url')
		.slice(0, 22);

/** "Already done by Petra": the name goes with the answer. */
function withNames({ opened, view }: MessageContext, ack: Ack): Ack {
	if (ack.ok) return ack;
	const by = ack.params?.['by'];
	if (typeof by !== 'string' || !Object.hasOwn(deskOf(opened.runtime.state).people, by)) return ack;
	// Only the desk learns who was faster; at a table the host is no secret.
	const names = opened.audience.namesIn(view, [by as PersonId]);
	return names ? { ...ack, names } : ack;
}
