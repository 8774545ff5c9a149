import type { Ack, Names } from '../protocol/wire.ts';
import { ANSWER_MS, type Connection } from './connection.ts';

const NO_ANSWER: Ack = { ok: false, code: 'timeout', retryable: true };

/** Puts questions to the server; never rejects: no answer in time is an answer, too. */
export class Asker {
	#connection: Connection;
	#learn: (names: Names) => void;

	/** @param learn takes the names that come with answers */
	constructor(connection: Connection, learn: (names: Names) => void) {
		this.#connection = connection;
		this.#learn = learn;
	}

	async ask<Answer extends Ack>(
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
