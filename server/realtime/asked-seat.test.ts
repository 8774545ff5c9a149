import { describe, expect, test } from 'vitest';
import type { Actor, Command } from '#lib/domain/commands.ts';
import type { EventCard } from '#lib/domain/event/event-card.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import type { EventLog } from '../events/event-log.ts';
import { EventRuntime } from '../events/event-runtime.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { askedSeat } from './asked-seat.ts';
import type { MediaSeatRequest, MediaService } from './media-service.ts';
import { View, type LiveSocket } from './view.ts';

const EVENT = 'ev' as EventId;
const AMINA = 'amina' as PersonId;
const OBSERVER: Actor = { role: 'observer', person: null };
const ORGANISER: Actor = { role: 'organiser', person: null };
const CARD = { title: {}, languages: ['en'], tables: [], topics: [], cafe: { rounds: [] }, programme: [] };

/** A log whose appends wait until the test says what became of them. */
function heldLog() {
	const appends: PromiseWithResolvers<Awaited<ReturnType<EventLog['append']>>>[] = [];
	const log: EventLog = {
		append: () => {
			const held = Promise.withResolvers<Awaited<ReturnType<EventLog['append']>>>();
			appends.push(held);
			return held.promise;
		},
		read: async () => []
	} as unknown as EventLog;
	return { log, appends };
}

function asker(actor: Actor, { on = true, sound = true } = {}) {
	const { log, appends } = heldLog();
	const runtime = new EventRuntime({ event: EVENT, log, now: () => 1_000 });
	const asked: MediaSeatRequest[] = [];
	/** Whether the event was closed in what the seat was decided on. */
	const seen: boolean[] = [];
	const media = {
		state: () => (on ? { kind: 'on' } : { kind: 'off', reason: 'media_switched_off' }),
		seat: async (request: MediaSeatRequest) => {
			asked.push(request);
			seen.push(await request.durably((state) => everyoneOf(state).closed));
			return { ok: false, error: { code: 'looked' } };
		}
	} as unknown as MediaService;
	const view = new View({ socket: {} as LiveSocket, actor, entry: 'entry-1', tab: 'tab', device: 'cookie' });
	view.sound = sound;
	const opened = { event: EVENT, runtime } as unknown as OpenEvent;
	return {
		runtime,
		appends,
		asked,
		seen,
		ask: (wish: Parameters<typeof askedSeat>[1]) => askedSeat({ opened, view, media }, wish)
	};
}

describe('media_seat', () => {
	test('[MEDIA-10] an entry without a person asks for the stage by its entry', async () => {
		const { ask, asked } = asker(OBSERVER);
		await ask({ kind: 'stage', broken: 'st_broken' });
		expect(asked).toEqual([
			{
				person: null,
				entry: 'entry-1',
				event: EVENT,
				wish: 'stage',
				broken: 'st_broken',
				durably: expect.any(Function)
			}
		]);
	});

	test('[MEDIA-10] [I15] it is refused a table, whatever else it says', async () => {
		const { ask, asked } = asker(OBSERVER);
		for (const more of [{}, { broken: 'tb_key' }])
			expect(await ask({ kind: 'table', ...more })).toEqual({ ok: false, code: 'not_allowed' });
		expect(asked).toEqual([]);
	});

	test('a person asks as herself, never by her entry', async () => {
		const { ask, asked } = asker({ role: 'participant', person: AMINA });
		await ask({ kind: 'table' });
		expect(asked).toEqual([
			{ person: AMINA, event: EVENT, wish: 'table', broken: null, durably: expect.any(Function) }
		]);
	});

	test('says why there is nothing: media is off, or another tab has the sound', async () => {
		expect(await asker(OBSERVER, { on: false }).ask({ kind: 'stage' })).toEqual({ ok: false, code: 'media_off' });
		expect(await asker(OBSERVER, { sound: false }).ask({ kind: 'stage' })).toEqual({ ok: false, code: 'not_allowed' });
	});
});

describe('[MEDIA-11] a seat comes from the log, not from what may still be taken back', () => {
	const CREATE: Command = { type: 'create_event', card: CARD as unknown as EventCard, people: [], pins: [] };

	async function closing() {
		const made = asker(OBSERVER);
		const { runtime, appends } = made;
		const created = runtime.submit('create', CREATE, { role: 'system', person: null });
		expect(appends).toHaveLength(1);
		appends[0]!.resolve({ kind: 'appended', seq: 1 });
		expect(await created).toMatchObject({ ok: true });
		const closed = runtime.submit('close', { type: 'close_event' }, ORGANISER);
		expect(everyoneOf(runtime.state).closed).toBe(true);
		return { ...made, closed };
	}

	test('it waits until that is durable', async () => {
		const { ask, appends, seen, closed } = await closing();
		const answer = ask({ kind: 'stage' });
		await new Promise(setImmediate);
		expect(seen).toEqual([]);
		appends[1]!.resolve({ kind: 'appended', seq: 2 });
		await Promise.all([answer, closed]);
		expect(seen).toEqual([true]);
	});

	test('and looks again when it was taken back', async () => {
		const { ask, appends, seen, closed } = await closing();
		const answer = ask({ kind: 'stage' });
		await new Promise(setImmediate);
		appends[1]!.reject(new Error('the disk is full'));
		await expect(closed).rejects.toThrow('not acknowledged');
		await answer;
		expect(seen).toEqual([false]);
	});
});
