import { expect, test } from 'vitest';
import { Gate } from './gate.ts';
import { MemoryMedia } from './memory-media.ts';
import { MediaUnavailableError } from './ports.ts';
import { RoomKeeper } from './room-keeper.ts';

test('never more than the limit at a time, in the order of the calls, all done', async () => {
	const gate = new Gate(3);
	const order: number[] = [];
	let most = 0;
	await Promise.all(
		Array.from({ length: 50 }, (_, i) =>
			gate.run(async () => {
				order.push(i);
				most = Math.max(most, gate.running);
				await Promise.resolve();
			})
		)
	);
	expect(most).toBe(3);
	expect(order).toEqual(Array.from({ length: 50 }, (_, i) => i));
	expect(gate.running).toBe(0);
});

test('a task that fails gives its place to the next', async () => {
	const gate = new Gate(1);
	const failing = gate.run(() => Promise.reject(new Error('no')));
	const next = gate.run(async () => 'yes');
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('yes');
});

test('a limit that is none is refused', () => {
	for (const limit of [0, -1, 1.5, NaN]) expect(() => new Gate(limit)).toThrow('limit must be a whole number from 1');
});

test('400 rooms are made with 20 calls in flight', async () => {
	const media = new MemoryMedia();
	let inFlight = 0;
	let most = 0;
	media.ensureRoom = async () => {
		most = Math.max(most, ++inFlight);
		await new Promise(setImmediate);
		inFlight--;
	};
	const keeper = new RoomKeeper(media);
	const spec = { maxParticipants: 9, emptyTimeoutS: 1, departureTimeoutS: 1 };
	await Promise.all(Array.from({ length: 400 }, (_, i) => keeper.ensure({ ...spec, name: `r${i}` })));
	expect(most).toBe(20);
});

test('a room that grew is told to the media server, one that shrank is not', async () => {
	const media = new MemoryMedia();
	const keeper = new RoomKeeper(media);
	const room = { name: 'r', maxParticipants: 9, emptyTimeoutS: 1, departureTimeoutS: 1 };
	await keeper.ensure(room);
	await keeper.ensure({ ...room, maxParticipants: 12 });
	await keeper.ensure({ ...room, maxParticipants: 8 });
	expect(media.calls).toEqual(['ensureRoom r', 'ensureRoom r']);
	expect(media.rooms.get('r')!.spec.maxParticipants).toBe(12);
});

test('a room that could not be made is asked for again', async () => {
	const media = new MemoryMedia();
	const keeper = new RoomKeeper(media);
	const room = { name: 'r', maxParticipants: 9, emptyTimeoutS: 1, departureTimeoutS: 1 };
	media.up = false;
	await expect(keeper.ensure(room)).rejects.toMatchObject({ operation: 'ensureRoom', status: null });
	media.up = true;
	await keeper.ensure(room);
	expect(media.rooms.has('r')).toBe(true);
});

test('when the media server does not answer, the rooms that wait fail with those in flight, and the next try is real', async () => {
	const media = new MemoryMedia();
	const keeper = new RoomKeeper(media);
	let asked = 0;
	media.ensureRoom = async () => {
		asked++;
		await new Promise(setImmediate);
		throw new MediaUnavailableError('ensureRoom', null);
	};
	const spec = { maxParticipants: 9, emptyTimeoutS: 1, departureTimeoutS: 1 };
	const made = await Promise.allSettled(
		Array.from({ length: 400 }, (_, i) => keeper.ensure({ ...spec, name: `r${i}` }))
	);
	expect(made.every(({ status }) => status === 'rejected')).toBe(true);
	expect(asked).toBe(20);
	await expect(keeper.ensure({ ...spec, name: 'r0' })).rejects.toThrow();
	expect(asked).toBe(21);
});
