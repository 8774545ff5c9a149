import { beforeEach, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import { INITIAL_EVERYONE } from '#lib/domain/initial.ts';
import { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { Records } from '../store/ports.ts';
import { Rehearsals } from './rehearsal.ts';

const EVENT = 'ev' as EventId;
const WISH = { people: 1, seed: 7, runByItself: false, minutes: 1 };
const card = { rehearsal: true };
const opened = {
	event: EVENT,
	runtime: { state: new Map([['everyone', { ...INITIAL_EVERYONE, card }]]) }
} as unknown as OpenEvent;

/** A store whose writes are counted, and refused as a test says. */
class Failing {
	readonly store = new MemoryStore();
	writes = 0;
	/** Which writes fail, counted from 1. */
	fails: (write: number) => boolean = () => false;
	/** Written all the same: the answer was lost. */
	late = false;
	readonly records: Records;

	constructor() {
		const { records } = this.store;
		const write = async (act: () => Promise<void>) => {
			const fails = this.fails(++this.writes);
			if (!fails || this.late) await act();
			if (fails) throw new Error('the store is away');
		};
		this.records = Object.assign(Object.create(records) as Records, {
			get: records.get.bind(records),
			getMany: records.getMany.bind(records),
			list: records.list.bind(records),
			put: (key: string, value: string) => write(() => records.put(key, value)),
			putMany: (entries: [string, string][]) => write(() => records.putMany(entries)),
			delete: (keys: string[]) => write(() => records.delete(keys))
		});
	}
}

describe('a rehearsal that cannot be started', () => {
	let failing: Failing;
	let directory: Directory;
	let faults: unknown[];

	beforeEach(async () => {
		failing = new Failing();
		directory = new Directory(failing.records);
		await directory.load(EVENT);
		faults = [];
	});
	const rehearsals = () =>
		new Rehearsals({
			directory,
			openEvents: { open: async () => opened } as never,
			store: { records: failing.records, now: () => 1_000 },
			live: { endEntries: () => {} },
			erase: async () => {},
			// Nobody answers there: people who are sent in go home at once.
			address: 'http://127.0.0.1:1',
			node: 'here',
			onFault: (_what, cause) => faults.push(cause)
		});
	const links = async () => (await directory.links.list(EVENT)).length;
	const records = async () => (await failing.records.list('rehearsing/')).length;

	test.each([1, 2, 3].flatMap((write) => [false, true].map((late) => [write, late] as const)))(
		'leaves no link when write %d fails (answer lost: %s), and the button may be pressed again',
		async (write, late) => {
			failing.late = late;
			failing.fails = (n) => n === write;
			const sent = rehearsals();
			await expect(sent.start(opened, WISH)).rejects.toThrow('the store is away');
			expect(await links()).toBe(0);
			expect(sent.state(opened).running).toBe(false);
			failing.fails = () => false;
			expect((await sent.start(opened, WISH)).ok).toBe(true);
			expect(await links()).toBe(1);
			await sent.stop(EVENT);
			await expect.poll(links).toBe(0);
			expect(await records()).toBe(0);
		}
	);

	test.each([2, 3])('when the store stays away from write %d on, the link ends with the next start', async (write) => {
		const sent = rehearsals();
		const away = new Error('the store is away');
		// The write that failed was made; undoing it fails too, and nothing of that is written.
		failing.fails = (n) => {
			failing.late = n === write;
			return n >= write;
		};
		await expect(sent.start(opened, WISH)).rejects.toThrow(away.message);
		expect(await links()).toBe(1);
		expect(faults).toEqual([away]);
		failing.fails = () => false;
		const [old] = await directory.links.list(EVENT);
		expect((await sent.start(opened, WISH)).ok).toBe(true);
		expect((await directory.links.list(EVENT)).map(({ id }) => id)).not.toContain(old!.id);
		await sent.stop(EVENT);
		await expect.poll(links).toBe(0);
	});

	test('after a restart in the middle of it the link is ended, and nobody is sent in', async () => {
		failing.fails = (n) => n >= 3;
		await expect(rehearsals().start(opened, WISH)).rejects.toThrow('the store is away');
		expect(await links()).toBe(1);
		failing.fails = () => false;
		const again = rehearsals();
		await again.takeUp();
		expect(await links()).toBe(0);
		expect(await records()).toBe(0);
		expect(again.state(opened).running).toBe(false);
	});
});
