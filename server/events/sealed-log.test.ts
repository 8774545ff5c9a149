import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ChannelFact } from '#lib/domain/facts.ts';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Appended, LogStore } from '#server/store/ports.ts';
import type { Draft, PersonKeys } from './event-log.ts';
import { SealedLog } from './sealed-log.ts';
import { SealingError } from './sealing.ts';

const EVENT = 'event' as EventId;
const SWITCH_AT = 1_800_000_000_000;

/** A store that notes in which order appends reach it. */
class NotingStore {
	readonly reached: { expectedSeq: number; commandId: string; body: string }[] = [];
	append: LogStore['append'] = async (_event, expectedSeq, commandId, body): Promise<Appended> => {
		this.reached.push({ expectedSeq, commandId, body });
		return { kind: 'appended', seq: expectedSeq + 1 };
	};
}

function sealedLog(without: ReadonlySet<string> = new Set()) {
	const key = randomBytes(32);
	const keysOf = (_event: EventId, person: PersonId): PersonKeys => {
		if (without.has(person)) throw new SealingError(`no key of ${person}`);
		return { identity: { keyId: 'k', key }, content: null };
	};
	const store = new NotingStore();
	return { store, log: new SealedLog(store as unknown as LogStore, { keysOf, keyOf: () => key }) };
}

const seatOf = (person: string): ChannelFact => ({
	channel: `person:${person as PersonId}`,
	fact: { type: 'next_seat_given', table: 't1' as TableId, round: 2, version: 2, switchAt: SWITCH_AT }
});
const draft = (commandId: string, facts: ChannelFact[]): Draft => ({ at: SWITCH_AT, commandId, actor: null, facts });
const bell = (people: number) =>
	draft(
		'bell',
		Array.from({ length: people }, (_, n) => seatOf(`p${n}`))
	);
const small = (n: number) => draft(`small-${n}`, [{ channel: 'everyone', fact: { type: 'event_closed', at: n } }]);

test('[LOG-2] what is appended while a bell is sealed stays behind it, in order', async () => {
	const { store, log } = sealedLog();
	const answers = [log.append(EVENT, 0, bell(2_000)), log.append(EVENT, 1, small(1))];
	await new Promise((resolve) => setImmediate(resolve));
	answers.push(log.append(EVENT, 2, bell(201)), log.append(EVENT, 3, small(3)));
	expect(store.reached).toEqual([]);
	await Promise.all(answers);
	answers.push(log.append(EVENT, 4, small(4)));
	// Nothing waits any more: at once, in this very turn.
	expect(store.reached.map(({ expectedSeq }) => expectedSeq)).toEqual([0, 1, 2, 3, 4]);
	expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(Array(5).fill('appended'));
	expect(JSON.parse(store.reached[0]!.body).parts).toHaveLength(2_000);
});

test('a bell of 2,000 gives the event loop a turn after every 200 people', async () => {
	const { log } = sealedLog();
	let turns = 0;
	let over = false;
	const count = () => {
		turns++;
		if (!over) setImmediate(count);
	};
	setImmediate(count);
	await log.append(EVENT, 0, bell(2_000));
	over = true;
	expect(turns).toBeGreaterThanOrEqual(9);
});

test('a bell that cannot be sealed is refused, nothing of it is written, and the next one goes on', async () => {
	const { store, log } = sealedLog(new Set(['p1500']));
	const refused = log.append(EVENT, 0, bell(2_000));
	const next = log.append(EVENT, 0, small(1));
	await expect(refused).rejects.toThrow(SealingError);
	expect(await next).toEqual({ kind: 'appended', seq: 1 });
	expect(store.reached.map(({ commandId }) => commandId)).toEqual(['small-1']);
});
