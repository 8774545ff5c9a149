/** A page as the server's tests have it: reads the very text that is sent, folds as the browser does. */
import { EventCopy } from '#lib/client/event-copy.ts';
import { tableIn, type Channel } from '#lib/domain/channel.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PersonPart } from '#lib/domain/parts.ts';
import { readFrame, readSnapshot } from '#lib/protocol/frames.ts';
import type { SentFrame, SentSnapshot } from '#lib/protocol/wire.ts';
import { View, type LiveSocket } from './view.ts';

export class Page {
	readonly copy = new EventCopy();
	/** Every table that it heard of while its person sat elsewhere. */
	readonly strange: string[] = [];
	/** Frames that came too early or with a commit missing. */
	gaps = 0;
	/** Bytes of frames and snapshots. */
	bytes = 0;
	readonly view: View;
	#first = true;

	constructor(actor: Actor) {
		const client = {
			writeToEngine: ([packet]: string[]) => {
				this.bytes += Buffer.byteLength(packet!);
				const [name, said] = JSON.parse(packet!.slice(1)) as [string, SentFrame | SentSnapshot];
				this.#hear(name, said);
			}
		};
		const socket = { client } as unknown as LiveSocket;
		this.view = new View({ socket, actor, entry: `entry-${actor.person}`, tab: 'tab', device: 'device' });
	}

	get seat(): TableId | null {
		return (this.copy.part(`person:${this.view.actor.person!}`) as PersonPart | undefined)?.seat?.table ?? null;
	}

	#hear(name: string, said: SentFrame | SentSnapshot): void {
		if ('gone' in said) {
			this.copy.replace(readSnapshot(said), this.#first);
			this.#first = false;
		} else if (this.copy.receive(readFrame(said)) === 'gap') this.gaps++;
		for (const channel of Object.keys(said.parts) as Channel[]) {
			const table = tableIn(channel);
			if (table !== null && table !== this.seat) this.strange.push(`${name} ${channel}`);
		}
	}
}

export const pageOf = (person: string): Page => new Page({ role: 'participant', person: person as PersonId });
