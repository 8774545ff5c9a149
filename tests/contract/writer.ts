/**
 * A program that appends until it is killed, and says on stdout what was acknowledged: `<seq> <command id>`.
 * After an outage it repeats the same command ids, as a browser's outbox does.
 * Usage: node writer.ts '<StoreChoice as JSON>' <event> <run>
 */
import type { EventId } from '#lib/domain/ids.ts';
import { openStore, type StoreChoice } from '#server/store/open-store.ts';
import { StoreUnavailableError } from '#server/store/ports.ts';

const IN_FLIGHT = 20;
const [choice, event, run] = process.argv.slice(2) as [string, EventId, string];
const { log } = await openStore(JSON.parse(choice) as StoreChoice);

let next = await log.lastSeq(event);
let made = 0;

async function write(commandId: string): Promise<void> {
	for (;;) {
		try {
			const answer = await log.append(event, next++, commandId, `body of ${commandId}`);
			// A pipe on Linux: written at once, or never reported.
			if (answer.kind !== 'conflict') return void process.stdout.write(`${answer.seq} ${commandId}\n`);
		} catch (error) {
			if (!(error instanceof StoreUnavailableError)) throw error;
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		next = await log.lastSeq(event).catch(() => next);
	}
}

await Promise.all(
	Array.from({ length: IN_FLIGHT }, async () => {
		for (;;) await write(`${run}:${made++}`);
	})
);
