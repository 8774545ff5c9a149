/** A café that runs: its server, everybody's page, and the desk that rings the bell. */
import { randomUUID } from 'node:crypto';
import type { Ack } from '#lib/protocol/wire.ts';
import type { EventId } from '#lib/domain/ids.ts';
import type { CafeWish, Ticket } from '../cafe.ts';
import type { Running, Stage, StoreKind } from '../stage.ts';
import { crowd, page } from './crowd.ts';
import type { LiveSocket } from './live-socket.ts';

export interface Hall extends Running {
	event: EventId;
	tickets: Ticket[];
	/** In the order of the tickets. */
	sockets: LiveSocket[];
	desk: LiveSocket;
	/** Folder of its store, for another process after it. */
	data: string;
}

export const command = <Value extends { type: string }>(value: Value) => ({ id: randomUUID(), command: value });

/** A fresh server, everybody connected, round 1 running. */
export async function openHall(stage: Stage, store: StoreKind, wish: CafeWish): Promise<Hall> {
	const { cafe, ...running } = await stage.cafe(store, wish);
	const { event } = cafe;
	const { sockets: desks } = await crowd(1, () => page(running.port, cafe.facilitator));
	const { sockets } = await crowd(cafe.people.length, (index) => page(running.port, cafe.people[index]!));
	const hall: Hall = { ...running, event, tickets: cafe.people, sockets, desk: desks[0]! };
	await order(hall, { type: 'start_round', round: 1 });
	return hall;
}

/** The facilitator presses a button. @throws when it is refused */
export async function order({ desk }: Hall, value: { type: string; round: number }): Promise<void> {
	const { answer } = await desk.ask<Ack>('command', command(value));
	if (!answer.ok) throw new Error(`${JSON.stringify(value)} was refused: ${answer.code}`);
}
