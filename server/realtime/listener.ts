/** Listens to one page. What all pages have in common is not kept for each of them: of these there are thousands. */
import { createHash } from 'node:crypto';
import { MAY } from '#lib/domain/access.ts';
import type { Command, Refusal } from '#lib/domain/commands.ts';
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { deskOf, deskPersonOf } from '#lib/domain/read.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Ack, FoundPerson } from '#lib/protocol/wire.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isStoreAway } from '../events/store-away.ts';
import type { Door } from './door.ts';
import type { MediaService } from './media-service.ts';
import type { Nodes } from './nodes.ts';
import type { AskedPlanner } from './planning-messages.ts';
import { isSeldom, type Rates } from './rates.ts';
import type { View } from './view.ts';
import { mayWalk } from './walking.ts';

/** What the messages of all pages of this node are answered with. */
export interface MessageContext {
	media: MediaService;
	nodes: Nodes;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
	/** Plans for those who are present, in a worker; adopts the plan. */
	planForPresent: (opened: OpenEvent, view: View, seed: number) => Promise<Result<{ sheet: PlanSheet }, Refusal>>;
	planning: { plannerOf(opened: OpenEvent): AskedPlanner };
	findPeople: (opened: OpenEvent, query: string) => Promise<FoundPerson[]>;
	personOfCard: (event: EventId, cardCode: string) => Promise<PersonId | null>;
	rename: (opened: OpenEvent, person: PersonId, name: string) => Promise<Result<unknown, Refusal>>;
	/** What follows a commit outside the log: keys destroyed, entries ended. Idempotent. */
	afterCommand: (opened: OpenEvent, view: View, command: Command) => Promise<void>;
	door: Door;
	rates: Rates;
}

const BAD_MESSAGES_MOST = 20;
/** Everybody who finds the open door may wait at it, and each of them is written to the log: one command a second. */
const WAITING_COST = 10;

const isWaiting = ({ actor }: View, opened: OpenEvent): boolean =>
	actor.person !== null && deskPersonOf(opened.runtime.state, actor.person)?.participation === 'waiting';

export class Listener {
	readonly context: MessageContext;
	readonly opened: OpenEvent;
	readonly view: View;
	#bad = 0;

	constructor(context: MessageContext, opened: OpenEvent, view: View) {
		this.context = context;
		this.opened = opened;
		this.view = view;
	}

	/** One key for all connections of one person. */
	get #who(): string {
		const { actor, entry } = this.view;
		return `${this.opened.event} ${actor.person ?? entry}`;
	}

	/** Whether a message of this kind is not one too many. */
	mayTalk(kind: keyof Rates, cost = 1): boolean {
		return this.context.rates[kind].take(this.#who, performance.now(), cost);
	}

	/** A page of another version, or somebody trying: named in the answer; too many end the connection. */
	badMessage(rule: string): Ack {
		const { socket } = this.view;
		if (++this.#bad >= BAD_MESSAGES_MOST) setTimeout(() => socket.disconnect(true), 50).unref();
		return { ok: false, code: 'bad_message', params: { rule } };
	}

	/** Runs one message: no exception leaves it, and every one is answered. */
	answer(what: string, ack: unknown, answer: () => Promise<Ack>): void {
		if (typeof ack !== 'function') return void this.badMessage(`${what} needs an acknowledgement`);
		if (!this.mayTalk('commands', isWaiting(this.view, this.opened) ? WAITING_COST : 1))
			return void ack({ ok: false, code: 'too_fast', retryable: true } satisfies Ack);
		answer()
			.catch((cause): Ack => {
				if (isStoreAway(cause) || (cause as Error).name === 'MediaUnavailableError')
					return { ok: false, code: 'unavailable', retryable: true };
				this.context.onFault(what, cause);
				return { ok: false, code: 'internal' };
			})
			.then((reply) => ack(reply));
	}

	async submit(id: string, command: Command): Promise<Ack> {
		const { context, opened, view } = this;
		if (!mayWalk(opened, view, command)) return { ok: false, code: 'not_allowed' };
		if (isSeldom(command) && MAY[command.type].includes(view.actor.role) && !this.mayTalk('seldom'))
			return { ok: false, code: 'too_fast', retryable: true };
		const result = await opened.runtime.submit(ownId(view, id, command), command, view.actor);
		if (!result.ok) return this.refused(result.error);
		await context.afterCommand(opened, view, command);
		return { ok: true };
	}

	/** A refusal as an answer. "Already done by Petra": the name goes with it. */
	refused(refusal: Refusal): Ack {
		const ack = ackOf(refusal);
		const by = refusal.params?.['by'];
		if (typeof by !== 'string' || !Object.hasOwn(deskOf(this.opened.runtime.state).people, by)) return ack;
		// Only the desk learns who was faster; at a table the host is no secret.
		const names = this.opened.audience.namesIn(this.view, [by as PersonId]);
		return names ? { ...ack, names } : ack;
	}
}

/** A refusal as an answer without names. */
export const ackOf = ({ code, params }: Refusal): Ack & { ok: false } =>
	params ? { ok: false, code, params } : { ok: false, code };

/**
 * The id under which a command stands in the log. The same id from another person, or with another command, must not
 * answer for it: what was never decided would count as done. As a hash it does not say whose it was.
 */
const ownId = (view: View, id: string, command: Command): string =>
	createHash('sha256')
		.update(`${view.actor.person ?? view.entry}\n${id}\n${JSON.stringify(command)}`)
		.digest('base64url')
		.slice(0, 22);
