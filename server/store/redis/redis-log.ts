import type { EventId } from '#lib/domain/ids.ts';
import { Pipeline } from '../pipeline.ts';
import type { Appended, LogStore, StoredCommit } from '../ports.ts';
import { Script, type Ask } from './script.ts';

/** Commits that one read asks for at a time: Redis answers nobody else meanwhile. */
const PAGE = 1_000;

/** An entry of the stream: its id `<seq>-0`, then names and values in turn. */
type StreamEntry = [id: string, fields: ['c', commandId: string, 'b', body: string]];

/**
 * KEYS: stream, hash of command ids · ARGV: expected seq, command id, body, command id of the commit expected,
 * channel and text of the hint. The hash also keeps the last seq and whose it is, so that nothing has to be read
 * of the last body. All effects go into the append-only file as one transaction.
 */
export const APPEND = new Script(`
	local stream, ids = KEYS[1], KEYS[2]
	local expected, command, body, after = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
	local known = redis.call('HMGET', ids, 'id:' .. command, 'last', 'last_id')
	if known[1] then return {'already', known[1]} end
	if tonumber(known[2] or 0) ~= expected or (after ~= '' and known[3] ~= after) then
		return {'conflict', redis.call('XRANGE', stream, string.format('%d-0', expected + 1), '+')}
	end
	local seq = string.format('%d', expected + 1)
	redis.call('XADD', stream, seq .. '-0', 'c', command, 'b', body)
	redis.call('HSET', ids, 'id:' .. command, seq, 'last', seq, 'last_id', command)
	redis.call('PUBLISH', ARGV[5], ARGV[6])
	return {'appended', seq}`);

/** One stream per event; the number of a commit is the first half of its entry's id. */
export class RedisLog implements LogStore {
	readonly #ask: Ask;
	readonly #prefix: string;
	readonly #node: string;
	readonly #pipeline = new Pipeline();
	readonly #hints = new Set<(event: EventId) => void>();

	/** @param node marks our own hints, which we do not need to hear */
	constructor(ask: Ask, prefix: string, node: string) {
		this.#ask = ask;
		this.#prefix = prefix;
		this.#node = node;
	}

	/** The Pub/Sub channel of the hints. */
	get hintChannel(): string {
		return `${this.#prefix}hint`;
	}

	append(event: EventId, expectedSeq: number, commandId: string, body: string): Promise<Appended> {
		return this.#pipeline.send(event, expectedSeq, commandId, async (after) => {
			const values = [`${expectedSeq}`, commandId, body, after ?? '', this.hintChannel, `${this.#node} ${event}`];
			const [kind, value] = (await APPEND.run(this.#ask, this.#keys(event), values)) as
				['appended' | 'already', string] | ['conflict', StreamEntry[]];
			return kind === 'conflict' ? { kind, missing: value.map(commitOf) } : { kind, seq: Number(value) };
		});
	}

	async read(event: EventId, afterSeq: number, limit = Infinity): Promise<StoredCommit[]> {
		const commits: StoredCommit[] = [];
		for (let after = afterSeq; commits.length < limit;) {
			const count = Math.min(PAGE, limit - commits.length);
			const from = `${after + 1}-0`;
			const page = (await this.#ask('XRANGE', this.#keys(event)[0]!, from, '+', 'COUNT', `${count}`)) as StreamEntry[];
			for (const entry of page) commits.push(commitOf(entry));
			if (page.length < count) break;
			after = commits.at(-1)!.seq;
		}
		return commits;
	}

	async lastSeq(event: EventId): Promise<number> {
		return Number(await this.#ask('HGET', this.#keys(event)[1]!, 'last'));
	}

	watch(listener: (event: EventId) => void): () => void {
		this.#hints.add(listener);
		return () => this.#hints.delete(listener);
	}

	/** Takes a message of the hint channel. */
	hear(hint: string): void {
		const at = hint.indexOf(' ');
		if (hint.slice(0, at) === this.#node) return;
		for (const listener of [...this.#hints]) listener(hint.slice(at + 1) as EventId);
	}

	async erase(event: EventId): Promise<void> {
		await this.#ask('DEL', ...this.#keys(event));
	}

	#keys(event: EventId): string[] {
		return [`${this.#prefix}log:${event}`, `${this.#prefix}ids:${event}`];
	}
}

const commitOf = ([id, [, commandId, , body]]: StreamEntry): StoredCommit => ({
	seq: Number(id.slice(0, id.indexOf('-'))),
	commandId,
	body
});
