/** A server in a process of its own, told by messages what to do. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ELDHistogram } from 'node:perf_hooks';

export type Answer = { id: number; value: unknown } | { id: number; fault: string };
export type Question = { id: number; method: string; wish: unknown };

const ANSWER_LIMIT_MS = 180_000;

export class ServerProcess {
	readonly #child: ChildProcess;
	readonly #open = new Map<number, { resolve: (value: never) => void; reject: (fault: Error) => void }>();
	#lastId = 0;

	private constructor(child: ChildProcess) {
		this.#child = child;
		child.on('message', (answer: Answer) => {
			const open = this.#open.get(answer.id);
			this.#open.delete(answer.id);
			if ('fault' in answer) open?.reject(new Error(answer.fault));
			else open?.resolve(answer.value as never);
		});
		child.once('exit', (code, signal) => {
			for (const { reject } of this.#open.values()) reject(new Error(`the server ended: ${code ?? signal}`));
			this.#open.clear();
		});
	}

	/** Starts a program of this folder; resolves when it can be asked. */
	static async start(program: string, args: readonly string[] = []): Promise<ServerProcess> {
		const child = fork(join(import.meta.dirname, program), [...args], {
			execArgv: ['--expose-gc'],
			env: { ...process.env, NODE_ENV: 'production' },
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		const server = new ServerProcess(child);
		await server.ask('ready');
		return server;
	}

	/** @throws what the server threw, or when it ended or did not answer in three minutes */
	ask<Value>(method: string, wish: unknown = null): Promise<Value> {
		const { promise, resolve, reject } = Promise.withResolvers<Value>();
		const id = ++this.#lastId;
		const late = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_LIMIT_MS);
		this.#open.set(id, { resolve, reject });
		this.#child.send({ id, method, wish } satisfies Question);
		return promise.finally(() => clearTimeout(late));
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const ended = once(this.#child, 'exit');
		const late = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
		this.#child.kill('SIGTERM');
		await ended;
		clearTimeout(late);
	}
}

/** The server's side: answers each question with what the method of its name returns. */
export function answerQuestions(methods: Record<string, (wish: never) => unknown>, stop: () => Promise<void>): void {
	process.on('message', ({ id, method, wish }: Question) => {
		const answer = async () => methods[method]!(wish as never);
		answer().then(
			(value) => process.send!({ id, value } satisfies Answer),
			(cause: Error) => process.send!({ id, fault: cause.stack ?? cause.message } satisfies Answer)
		);
	});
	const end = () => void stop().finally(() => process.exit(0));
	process.once('SIGTERM', end);
	// Whoever started us is gone.
	process.once('disconnect', end);
}

/** Resident memory in bytes, once what nobody needs any more is gone. */
export async function memoryAfterGc(): Promise<{ rss: number; heap: number }> {
	for (let i = 0; i < 4; i++) {
		globalThis.gc!();
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	const { rss, heapUsed, external } = process.memoryUsage();
	return { rss, heap: heapUsed + external };
}

/** The longest piece in which the loop was held since the last call, in ms; the timer's own millisecond is in it. */
export async function loopHeld(loop: ELDHistogram): Promise<number> {
	const held = loop.max / 1e6;
	loop.reset();
	// Only the gap after the first tick is seen.
	await new Promise((resolve) => setTimeout(resolve, 10));
	return held;
}
