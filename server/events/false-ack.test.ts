import { expect, test } from 'vitest';
import { card, somebody } from '#lib/domain/cafe/cafe.test-kit.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { deskPersonOf } from '#lib/domain/read.ts';
import type { EventAppended, EventLog } from './event-log.ts';
import { EventRuntime, LogBusyError } from './event-runtime.ts';

const SYSTEM = { role: 'system', person: null } as const;
const ANN = { role: 'participant', person: 'ann' as PersonId } as const;

test('[REL-3] "nothing to do" is not acknowledged while what makes it so may still be dropped', async () => {
	let fail: (() => void) | null = null;
	let held = false;
	const log: EventLog = {
		append: (_event, expectedSeq) =>
			held
				? new Promise<EventAppended>((_, reject) => (fail = () => reject(new Error('no answer'))))
				: Promise.resolve({ kind: 'appended', seq: expectedSeq + 1 }),
		read: async () => []
	};
	const runtime = new EventRuntime({ event: 'event' as EventId, log, now: () => 1_800_000_000_000 });
	const people = [somebody('ann', { participation: 'arrived' })];
	await runtime.submit(
		'create',
		{ type: 'create_event', card: card({ hall: 1, online: 0 }), people, pins: [] },
		SYSTEM
	);

	held = true;
	const first = runtime.submit('first tab', { type: 'take_part' }, ANN);
	const second = runtime.submit('second tab', { type: 'take_part' }, ANN);
	let answered = false;
	const answers = Promise.allSettled([first, second.finally(() => (answered = true))]);
	await new Promise((resolve) => setImmediate(resolve));
	expect(answered).toBe(false);
	fail!();
	// The second one decides again, alone, and this time its own append fails.
	await new Promise((resolve) => setImmediate(resolve));
	await new Promise((resolve) => setImmediate(resolve));
	fail!();
	for (const answer of await answers) {
		expect(answer).toMatchObject({ status: 'rejected' });
		expect((answer as PromiseRejectedResult).reason).toBeInstanceOf(LogBusyError);
	}
	expect(deskPersonOf(runtime.state, ANN.person)?.participation).toBe('arrived');
});
