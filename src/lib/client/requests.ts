import type { TableId, ThemeId, VoteId } from '../domain/ids.ts';
import type { PlanSheet } from '../domain/parts.ts';
import type { Ack, FoundPerson, MediaSeat, Names } from '../protocol/wire.ts';
import { Asker } from './asker.ts';
import type { Connection } from './connection.ts';
import { PlanningAsker } from './planning-asker.svelte.ts';
import { newId } from './random-id.ts';

/** The planner works in a thread of the server: up to this long. */
const PLAN_MS = 60_000;

export interface PaperBallot {
	cardCode: string;
	vote: VoteId;
	dots: Record<ThemeId, number>;
}

/** Questions to the server that have an answer of their own. None of them rejects. */
export class Requests {
	/** The planner at work, for those who run the event. */
	readonly planning: PlanningAsker;
	#asker: Asker;

	constructor(connection: Connection, learn: (names: Names) => void) {
		this.#asker = new Asker(connection, learn);
		this.planning = new PlanningAsker(connection, learn);
	}

	planForPresent(seed: number): Promise<Ack & { sheet?: PlanSheet }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_for_present', { seed }, ack), PLAN_MS);
	}

	findPeople(query: string): Promise<Ack & { people?: FoundPerson[] }> {
		return this.#asker.ask((socket, ack) => socket.emit('find_people', { query }, ack));
	}

	/** @param id keep it when the same ballot is sent again, so that it counts once */
	paperBallot(ballot: PaperBallot, id: string = newId()): Promise<Ack> {
		return this.#asker.ask((socket, ack) => socket.emit('paper_ballot', { id, ...ballot }, ack));
	}

	rename(name: string): Promise<Ack> {
		return this.#asker.ask((socket, ack) => socket.emit('rename', { name }, ack));
	}

	openTables(tables: readonly TableId[]): Promise<Ack> {
		return this.#asker.ask((socket, ack) => socket.emit('open_tables', [...tables], ack));
	}

	/** Another LiveKit seat, because that of key `broken` does not work. */
	mediaSeat(kind: 'stage' | 'table', broken?: string): Promise<Ack & { seat?: MediaSeat }> {
		const wish = broken === undefined ? { kind } : { kind, broken };
		return this.#asker.ask((socket, ack) => socket.emit('media_seat', wish, ack));
	}
}
