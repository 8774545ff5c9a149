import type { TableId, ThemeId, VoteId } from '../domain/ids.ts';
import type { PlanSheet } from '../domain/parts.ts';
import type { Ack, FoundPerson, MediaSeat, Names } from '../protocol/wire.ts';
import { ANSWER_MS, type Connection } from './connection.ts';
import { PlanningAsker } from './planning-asker.svelte.ts';
import { newId } from './random-id.ts';

/** The planner works in a thread of the server: up to this long. */
const PLAN_MS = 60_000;
const NO_ANSWER: Ack = { ok: false, code: 'timeout', retryable: true };

export interface PaperBallot {
	cardCode: string;
	vote: VoteId;
	dots: Record<ThemeId, number>;
}

/** Questions to the server that have an answer of their own. None of them rejects. */
export class Requests {
	/** The planner at work, for those who run the event. */
	readonly planning: PlanningAsker;
	#connection: Connection;
	#learn: (names: Names) => void;

	constructor(connection: Connection, learn: (names: Names) => void) {
		this.#connection = connection;
		this.#learn = learn;
		this.planning = new PlanningAsker(connection, learn);
	}

	planForPresent(seed: number): Promise<Ack & { sheet?: PlanSheet }> {
		return this.#ask((socket, ack) => socket.emit('plan_for_present', { seed }, ack), PLAN_MS);
	}

	findPeople(query: string): Promise<Ack & { people?: FoundPerson[] }> {
		return this.#ask((socket, ack) => socket.emit('find_people', { query }, ack));
	}

	/** @param id keep it when the same ballot is sent again, so that it counts once */
	paperBallot(ballot: PaperBallot, id: string = newId()): Promise<Ack> {
		return this.#ask((socket, ack) => socket.emit('paper_ballot', { id, ...ballot }, ack));
	}

	rename(name: string): Promise<Ack> {
		return this.#ask((socket, ack) => socket.emit('rename', { name }, ack));
	}

	openTables(tables: readonly TableId[]): Promise<Ack> {
		return this.#ask((socket, ack) => socket.emit('open_tables', [...tables], ack));
	}

	/** Another LiveKit seat, because that of key `broken` does not work. */
	mediaSeat(kind: 'stage' | 'table', broken?: string): Promise<Ack & { seat?: MediaSeat }> {
		const wish = broken === undefined ? { kind } : { kind, broken };
		return this.#ask((socket, ack) => socket.emit('media_seat', wish, ack));
	}

	async #ask<Answer extends Ack>(
		put: Parameters<Connection['ask']>[0] extends (socket: infer S, ack: never) => void
			? (socket: S, ack: (failure: Error | null, answer: Answer) => void) => void
			: never,
		limitMs = ANSWER_MS
	): Promise<Answer> {
		const answer = (await this.#connection.ask<Answer>(put, limitMs)) ?? (NO_ANSWER as Answer);
		if (answer.names) this.#learn(answer.names);
		return answer;
	}
}
