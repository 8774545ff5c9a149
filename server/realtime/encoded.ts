/** Frames and snapshots as text: what many pages see is turned into JSON once, not once for each of them. */
import { kindOf, type Channel } from '#lib/domain/channel.ts';
import type { Fact } from '#lib/domain/facts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Part } from '#lib/domain/parts.ts';
import { sendFact, sendPart, type Snapshot } from '#lib/protocol/frames.ts';
import type { Names } from '#lib/protocol/wire.ts';
import { peopleInFact } from './names.ts';
import type { LiveSocket } from './view.ts';

/** One channel's part of a commit; the same for everybody who sees the channel. */
export class Share {
	readonly channel: Channel;
	/** The how-manieth commit of the channel this is. */
	readonly n: number;
	readonly facts: Fact[] = [];
	#json: string | null = null;
	#people: PersonId[] | null = null;

	constructor(channel: Channel, n: number) {
		this.channel = channel;
		this.n = n;
	}

	/** To be asked for when all facts are in. */
	get json(): string {
		return (this.#json ??= entryJson(this.channel, JSON.stringify([this.n, ...this.facts.map(sendFact)])));
	}

	/** People whose ids the facts show. */
	get people(): readonly PersonId[] {
		return (this.#people ??= this.facts.flatMap(peopleInFact));
	}
}

export type WholePart = Readonly<Snapshot['parts'][number]>;

const entryJson = (channel: Channel, json: string): string => `${JSON.stringify(channel)}:${json}`;

export const frameJson = (shares: readonly Share[], names?: Names): string =>
	`{"parts":{${shares.map(({ json }) => json).join(',')}}${namesJson(names)}}`;

export const snapshotJson = (parts: readonly WholePart[], gone: readonly Channel[], names?: Names): string =>
	`{"parts":{${parts.map(wholeJson).join(',')}},"gone":${JSON.stringify(gone)}${namesJson(names)}}`;

const namesJson = (names?: Names): string => (names ? `,"names":${JSON.stringify(names)}` : '');

const wholeJson = ({ channel, n, part }: WholePart): string => entryJson(channel, `[${n},${partJson(channel, part)}]`);

/** Parts are replaced whole, so a text is right for as long as its part is there, and goes with it. */
const texts = new WeakMap<Part, string>();

function partJson(channel: Channel, part: Part): string {
	// Seen by one page only: nothing is gained by keeping it.
	if (kindOf(channel) === 'person') return JSON.stringify(sendPart(channel, part));
	const known = texts.get(part) ?? JSON.stringify(sendPart(channel, part));
	texts.set(part, known);
	return known;
}

interface Client {
	writeToEngine(packets: readonly string[], options: { wsPreEncodedFrame: readonly Buffer[] }): void;
}

/** As `socket.emit(event, value)` does, for a value whose JSON is there already. */
export function say(socket: LiveSocket, event: 'frame' | 'snapshot', json: string): void {
	const client = socket.client as unknown as Client;
	// Socket.IO's own adapter sends a broadcast in this way: `2` is an event in the main namespace.
	const packet = `2["${event}",${json}]`;
	client.writeToEngine([packet], { wsPreEncodedFrame: [webSocketFrame(`4${packet}`)] });
}

/** Head and text in one buffer (RFC 6455, 5.2): one write to the kernel, where ws makes a list of two. */
function webSocketFrame(text: string): Buffer {
	const length = Buffer.byteLength(text);
	const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(head + length);
	frame[0] = 0x81;
	frame[1] = head === 2 ? length : head === 4 ? 126 : 127;
	if (head === 4) frame.writeUInt16BE(length, 2);
	if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
	frame.write(text, head);
	return frame;
}
