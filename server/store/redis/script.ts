import { createHash } from 'node:crypto';

/** Sends one command; the reply as Redis gives it. */
export type Ask = (...command: string[]) => Promise<unknown>;

/** A Lua script, which Redis runs without anything in between. Called by its hash; the text goes only when asked for. */
export class Script {
	readonly source: string;
	readonly #sha: string;

	constructor(source: string) {
		this.source = source;
		this.#sha = createHash('sha1').update(source).digest('hex');
	}

	async run(ask: Ask, keys: readonly string[], values: readonly string[]): Promise<unknown> {
		const rest = [String(keys.length), ...keys, ...values];
		try {
			return await ask('EVALSHA', this.#sha, ...rest);
		} catch (error) {
			// Somebody flushed the scripts.
			if (!(error instanceof Error) || !String(error.cause).includes('NOSCRIPT')) throw error;
			return ask('EVAL', this.source, ...rest);
		}
	}
}
