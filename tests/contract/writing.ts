import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { openStore, type StoreChoice } from '#server/store/open-store.ts';

/** One acknowledgement that the writer reported. */
export interface Acknowledged {
	readonly seq: number;
	readonly commandId: string;
}

export interface Writer {
	/** Resolves when `count` more appends were acknowledged. */
	acknowledged(count: number): Promise<void>;
	/** Kills it with SIGKILL; answers all that it had acknowledged. */
	kill9(): Promise<Acknowledged[]>;
}

/** Starts `writer.ts` on a store that it opens itself. */
export function startWriter(choice: StoreChoice, event: EventId, run: string): Writer {
	const program = fileURLToPath(new URL('./writer.ts', import.meta.url));
	const child = spawn(process.execPath, [program, JSON.stringify(choice), event, run], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	let complaints = '';
	let goal = { lines: Infinity, reached: () => undefined as void, failed: (_: Error) => undefined as void };
	let lines = 0;
	child.stderr.on('data', (text) => (complaints += text));
	child.stdout.on('data', (text: Buffer) => {
		output += text;
		lines += text.toString().split('\n').length - 1;
		if (lines >= goal.lines) goal.reached();
	});
	const ended = new Promise<void>((resolve) => {
		child.once('close', () => {
			goal.failed(new Error(`the writer ended by itself:\n${complaints}`));
			resolve();
		});
	});
	return {
		acknowledged: (count) =>
			new Promise((reached, failed) => {
				goal = { lines: lines + count, reached, failed };
			}),
		kill9: async () => {
			child.kill('SIGKILL');
			await ended;
			// A line without its end was cut off by the kill: nobody has read that acknowledgement.
			const whole = output
				.slice(0, output.lastIndexOf('\n') + 1)
				.split('\n')
				.filter(Boolean);
			return whole.map((line) => {
				const [seq, commandId] = line.split(' ') as [string, string];
				return { seq: Number(seq), commandId };
			});
		}
	};
}

/** REL-3 for the store: every acknowledged append is there, none twice, and no number is missing. */
export async function expectNothingLost(
	choice: StoreChoice,
	event: EventId,
	acknowledged: readonly Acknowledged[]
): Promise<void> {
	const store = await openStore(choice);
	try {
		const commits = await store.log.read(event, 0);
		expect(commits.map(({ seq }) => seq)).toEqual(commits.map((_, index) => index + 1));
		expect(new Set(commits.map(({ commandId }) => commandId)).size).toBe(commits.length);
		const written = new Map(commits.map(({ commandId, seq, body }) => [commandId, { seq, body }]));
		const lost = acknowledged.filter(({ commandId, seq }) => written.get(commandId)?.seq !== seq);
		expect(lost).toEqual([]);
		expect(commits.filter(({ commandId, body }) => body !== `body of ${commandId}`)).toEqual([]);
	} finally {
		await store.close();
	}
}
