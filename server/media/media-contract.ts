import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Media, RoomSpec } from './ports.ts';

export interface MediaUnderTest {
	readonly media: Media;
	/** A browser joins with a token; resolves once it is in, or with null when it is refused. */
	join(token: string): Promise<(() => void) | null>;
	close(): Promise<void>;
}

/** Every adapter of {@link Media} must pass this suite unchanged. */
export function mediaContract(name: string, open: () => Promise<MediaUnderTest>): void {
	describe(`Media contract: ${name}`, () => {
		let under: MediaUnderTest;
		let media: Media;
		let rooms = 0;
		beforeAll(async () => {
			under = await open();
			media = under.media;
		});
		afterAll(() => under?.close());

		const roomOf = (more: Partial<RoomSpec> = {}): RoomSpec => ({
			name: `tb_contract_${++rooms}`,
			maxParticipants: 0,
			emptyTimeoutS: 600,
			departureTimeoutS: 120,
			...more
		});
		const made = async (more: Partial<RoomSpec> = {}) => {
			const room = roomOf(more);
			await media.ensureRoom(room);
			return room.name;
		};
		const tokenFor = (room: string, identity: string, mayPublish = false) =>
			media.mint({ room, identity, mayPublish, sources: ['microphone', 'camera'] });
		const joined = async (room: string, identity: string, mayPublish = false) => {
			const token = await tokenFor(room, identity, mayPublish);
			expect(await under.join(token)).not.toBeNull();
			return token;
		};
		const here = (room: string) => expect.poll(async () => (await media.participants(room)).map((who) => who.identity));

		test('a room is there once it was ensured, also twice, and is listed', async () => {
			const room = roomOf();
			await media.ensureRoom(room);
			await media.ensureRoom(room);
			expect((await media.listRooms()).filter((name) => name === room.name)).toEqual([room.name]);
		});

		test('ensuring a room again disturbs nobody in it', async () => {
			const room = roomOf({ maxParticipants: 3 });
			await media.ensureRoom(room);
			await joined(room.name, 'ana');
			await media.ensureRoom({ ...room, maxParticipants: 9 });
			await here(room.name).toEqual(['ana']);
		});

		test('a deleted room is not listed, has nobody, and may be deleted again', async () => {
			const name = await made();
			await joined(name, 'ana');
			await media.deleteRoom(name);
			await media.deleteRoom(name);
			expect(await media.listRooms()).not.toContain(name);
			await here(name).toEqual([]);
		});

		test('[MEDIA-4] a token opens no room that does not exist, and not the one of before', async () => {
			expect(await under.join(await tokenFor('tb_never_made', 'ana'))).toBeNull();
			const name = await made();
			const token = await joined(name, 'ana');
			await media.deleteRoom(name);
			expect(await under.join(token)).toBeNull();
		});

		test('a token of room A does not open room B', async () => {
			const [a, b] = [await made(), await made()];
			await under.join(await tokenFor(a, 'ana'));
			await here(a).toEqual(['ana']);
			await here(b).toEqual([]);
		});

		test('one identity is there once', async () => {
			const name = await made();
			await joined(name, 'ana');
			await joined(name, 'ana');
			await here(name).toEqual(['ana']);
		});

		test('[MEDIA-4] a removed identity is out, but its token still works: removal revokes nothing', async () => {
			const name = await made();
			const token = await joined(name, 'ana');
			await media.removeParticipant(name, 'ana');
			await here(name).toEqual([]);
			expect(await under.join(token)).not.toBeNull();
			await here(name).toEqual(['ana']);
		});

		test('removing somebody who is not there, or from no room, is fine', async () => {
			const name = await made();
			await expect(media.removeParticipant(name, 'nobody')).resolves.toBeUndefined();
			await expect(media.removeParticipant('tb_never_made', 'nobody')).resolves.toBeUndefined();
		});

		test('the right to publish comes with the token and follows setPublishing both ways', async () => {
			const name = await made();
			await joined(name, 'speaker', true);
			await joined(name, 'listener');
			const rights = () =>
				expect.poll(async () =>
					Object.fromEntries((await media.participants(name)).map((who) => [who.identity, who.mayPublish]))
				);
			await rights().toEqual({ speaker: true, listener: false });
			await media.setPublishing(name, 'speaker', false);
			await media.setPublishing(name, 'listener', true);
			await media.setPublishing(name, 'listener', true);
			await rights().toEqual({ speaker: false, listener: true });
		});

		test('rights of somebody who is not there are nobody’s business', async () => {
			const name = await made();
			await expect(media.setPublishing(name, 'nobody', true)).resolves.toBeUndefined();
			await expect(media.setPublishing('tb_never_made', 'nobody', true)).resolves.toBeUndefined();
			expect(await media.participants('tb_never_made')).toEqual([]);
		});

		test('a token without room or identity is never made', () => {
			const bare = { mayPublish: false, sources: [] };
			expect(() => Promise.resolve(media.mint({ room: '', identity: 'ana', ...bare }))).toThrow(RangeError);
			expect(() => Promise.resolve(media.mint({ room: 'r', identity: '', ...bare }))).toThrow(RangeError);
		});
	});
}
