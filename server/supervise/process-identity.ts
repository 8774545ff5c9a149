import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** One process for ever: a pid alone is handed out again after its owner died. */
export interface ProcessIdentity {
	pid: number;
	/** Opaque; equal only for the same process of the same boot. */
	startedAt: string;
}

const POLL_MS = 20;

/** The identity of a running process, or null when there is none (a zombie counts as gone). */
export function identityOf(pid: number): ProcessIdentity | null {
	if (!Number.isSafeInteger(pid) || pid <= 0) return null;
	const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
	return startedAt === null ? null : { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
	return identityOf(pid)?.startedAt === startedAt;
}

/** Reads an identity that was kept in a file; anything else is null. */
export function asIdentity(value: unknown): ProcessIdentity | null {
	const { pid, startedAt } = (value ?? {}) as Partial<ProcessIdentity>;
	return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : null;
}

/**
 * Sends the signals one after the other until the process is gone, waiting after each.
 *
 * @param steps signal and milliseconds to wait; the last should be SIGKILL
 * @returns whether it is gone
 */
export async function endProcess(
	identity: ProcessIdentity,
	steps: readonly (readonly [NodeJS.Signals, number])[]
): Promise<boolean> {
	for (const [signal, waitMs] of steps) {
		if (!isRunning(identity)) return true;
		try {
			process.kill(identity.pid, signal);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
		const until = performance.now() + waitMs;
		while (isRunning(identity) && performance.now() < until) await delay(POLL_MS);
	}
	return !isRunning(identity);
}

function startOnLinux(pid: number): string | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in parentheses may hold spaces and parentheses; what follows the last one is regular.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [state] = fields;
		const startTicks = fields[19]; // field 22 of proc(5), counted from the state, which is field 3
		if (state === 'Z' || state === 'X' || startTicks === undefined) return null;
		return `${bootId()}:${startTicks}`;
	} catch {
		return null; // no such process
	}
}

let knownBootId: string | undefined;
function bootId(): string {
	return (knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

function startByPs(pid: number): string | null {
	try {
		return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
	} catch {
		return null; // ps exits with 1 when there is no such process
	}
}
