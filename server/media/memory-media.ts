import { MediaUnavailableError, type Media, type MediaParticipant, type MintRequest, type RoomSpec } from './ports.ts';

interface MemoryRoom {
	readonly spec: RoomSpec;
	readonly participants: Map<string, { mayPublish: boolean }>;
}

/**
 * A media server in memory, for tests of others: rooms, rights and tokens behave as LiveKit's, there is no sound.
 * Like LiveKit it lets a removed identity come back with its old token as long as the room exists.
 */
export class MemoryMedia implements Media {
	readonly rooms = new Map<string, MemoryRoom>();
	/** Every call in order, such as `ensureRoom tb_…`. */
	readonly calls: string[] = [];
	/** Set false to play dead. */
	up = true;

	async ensureRoom(room: RoomSpec): Promise<void> {
		this.#called('ensureRoom', room.name);
		this.rooms.set(room.name, { spec: room, participants: this.rooms.get(room.name)?.participants ?? new Map() });
	}

	async deleteRoom(name: string): Promise<void> {
		this.#called('deleteRoom', name);
		this.rooms.delete(name);
	}

	async listRooms(): Promise<string[]> {
		this.#called('listRooms');
		return [...this.rooms.keys()];
	}

	async participants(name: string): Promise<MediaParticipant[]> {
		this.#called('participants', name);
		const here = this.rooms.get(name)?.participants ?? [];
		return Array.from(here, ([identity, { mayPublish }]) => ({ identity, mayPublish }));
	}

	async removeParticipant(name: string, identity: string): Promise<void> {
		this.#called('removeParticipant', name, identity);
		this.rooms.get(name)?.participants.delete(identity);
	}

	async setPublishing(name: string, identity: string, may: boolean): Promise<void> {
		this.#called('setPublishing', name, identity, String(may));
		const participant = this.rooms.get(name)?.participants.get(identity);
		if (participant) participant.mayPublish = may;
	}

	mint(request: MintRequest): Promise<string> {
		if (!request.room || !request.identity) throw new RangeError('a token needs a room and an identity');
		return Promise.resolve(Buffer.from(JSON.stringify(request)).toString('base64url'));
	}

	/** What a token says. */
	read(token: string): MintRequest {
		return JSON.parse(Buffer.from(token, 'base64url').toString()) as MintRequest;
	}

	/** A browser joins with its token; false when the room does not exist or is full. */
	join(token: string): boolean {
		const { room: name, identity, mayPublish } = this.read(token);
		const room = this.rooms.get(name);
		if (!room) return false;
		const { participants, spec } = room;
		if (spec.maxParticipants > 0 && !participants.has(identity) && participants.size >= spec.maxParticipants)
			return false;
		participants.set(identity, { mayPublish });
		return true;
	}

	/** Loses everything, as livekit-server does when it is killed. */
	crash(): void {
		this.rooms.clear();
	}

	#called(...words: string[]): void {
		if (!this.up) throw new MediaUnavailableError(words[0]!, null);
		this.calls.push(words.join(' '));
	}
}
