import { StoreUnavailableError } from '../ports.ts';
import type { Ask } from './script.ts';

const LOOK_MS = 50;
const LONGEST_MS = 5 * 60_000;

/**
 * Rewrites Redis's files, so that deleted values are in none of them; waits until the old files are gone.
 * @throws {StoreUnavailableError} when Redis refuses, fails, or is not ready after 5 minutes.
 */
export async function purgeFiles(ask: Ask): Promise<void> {
	const [appendonly, save] = [await setting(ask, 'appendonly'), await setting(ask, 'save')];
	if (appendonly !== 'no') await rewrite(ask, ['BGREWRITEAOF'], 'aof_rewrite', 'aof_last_bgrewrite_status');
	if (save !== '') await rewrite(ask, ['BGSAVE', 'SCHEDULE'], 'rdb_bgsave', 'rdb_last_bgsave_status');
}

/** The setting, or null where `CONFIG` is not allowed. */
export async function setting(ask: Ask, name: string): Promise<string | null> {
	try {
		const [, value] = (await ask('CONFIG', 'GET', name)) as string[];
		return value ?? null;
	} catch (error) {
		if (error instanceof Error && /NOPERM|unknown command/i.test(String(error.cause))) return null;
		throw error;
	}
}

async function rewrite(ask: Ask, command: string[], what: string, status: string): Promise<void> {
	const deadline = performance.now() + LONGEST_MS;
	// One that runs already began before the deletion: it is waited for, and does not count.
	await ended(ask, what, deadline);
	for (;;) {
		try {
			await ask(...command);
			break;
		} catch (error) {
			if (!(error instanceof Error) || !/in progress/.test(String(error.cause))) throw error;
			await ended(ask, what, deadline);
		}
	}
	const after = await ended(ask, what, deadline);
	if (after.get(status) !== 'ok') throw new StoreUnavailableError(`${command[0]} failed: ${after.get(status)}`);
}

async function ended(ask: Ask, what: string, deadline: number): Promise<Map<string, string>> {
	for (;;) {
		const lines = String(await ask('INFO', 'persistence')).split('\r\n');
		const persistence = new Map(lines.map((line) => line.split(':') as [string, string]));
		const running = persistence.get(`${what}_in_progress`) === '1';
		const scheduled = persistence.get(`${what}_scheduled`) === '1';
		if (!running && !scheduled) return persistence;
		if (performance.now() > deadline) throw new StoreUnavailableError(`${what} still runs after ${LONGEST_MS} ms`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	}
}
