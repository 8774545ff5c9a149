import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { run as runArguments } from '../run.ts';

const root = resolve(import.meta.dirname, '../../..');
/** A folder for the files of one test file. */
export const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

export interface Said {
	exit: number | null;
	out: string;
	err: string[];
}

/** The program as a process of its own: for what only a process has, such as standard input. */
export function spawned(args: string[], input = ''): Said {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/plan.ts', ...args], {
		cwd: root,
		input,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024
	});
	return { exit: status, out: stdout, err: stderr.split('\n').filter((line) => line !== '') };
}

/** The same command line in this process. */
export async function run(args: string[]): Promise<Said> {
	const printed: string[] = [];
	const { exit, stdout, stderr } = await runArguments(args, (text) => printed.push(text));
	return { exit, out: printed.join('') + stdout, err: stderr };
}

export function file(name: string, content: unknown): string {
	const path = join(folder, name);
	writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
	return path;
}

export const people = (n: number, traits: object = {}): object[] =>
	Array.from({ length: n }, (_, i) => ({ id: `p${i + 1}`, ...traits }));
export const tables = (n: number, seats = 5): object[] =>
	Array.from({ length: n }, (_, i) => ({ id: `t${i + 1}`, seats }));
export const sound = { rounds: 3, iterations: 1000, tables: tables(6), people: people(28) };
export const lock = (person: string, table: string, round = 1): object => ({ person, round, table });
