import type { Socket } from 'socket.io';
import type { Channel } from '#lib/domain/channel.ts';
import { personChannel, tableChannel } from '#lib/domain/channel.ts';
import { READS } from '#lib/domain/access.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { deskPersonOf, personOf, seatOf, tableCardOf } from '#lib/domain/read.ts';
import type { PageEvents, ServerEvents } from '#lib/protocol/wire.ts';
import type { Share } from './encoded.ts';

export type LiveSocket = Socket<PageEvents, ServerEvents>;

const NONE: ReadonlySet<never> = new Set();

/** What one socket may see, and how far it has been told. */
export class View {
	readonly socket: LiveSocket;
	readonly actor: Actor;
	readonly entry: string;
	readonly tab: string;
	/** Device of the browser: the session, so that two tabs of one browser are one device. */
	readonly device: string;
	/** Channel → the last `n` that was sent. Only these channels are ever sent. */
	readonly told = new Map<Channel, number>();
	/** Desk: tables whose facts were asked for. */
	opened: ReadonlySet<TableId> = NONE;
	readonly namesSent = new Set<PersonId>();
	/** Granted, but its part was not sent yet. */
	readonly unsent = new Set<Channel>();
	/** Taken away, and the page was not told yet. */
	readonly lost = new Set<Channel>();
	/** While parts are being made, frames wait here. */
	waiting: (readonly Share[])[] | null = null;
	/** Commits whose frames are on their way to it, piece by piece. */
	queued = 0;
	sound = true;
	/** Counted as a connection of its person. */
	present = false;

	constructor(options: { socket: LiveSocket; actor: Actor; entry: string; tab: string; device: string }) {
		this.socket = options.socket;
		this.actor = options.actor;
		this.entry = options.entry;
		this.tab = options.tab;
		this.device = options.device;
	}

	/** The channels this view may see now, by role and by the folded seating. */
	allowed(state: EventState): Set<Channel> {
		const { role, person } = this.actor;
		const reads = READS[role];
		const channels = new Set<Channel>(['everyone']);
		if (person !== null) {
			const who = deskPersonOf(state, person);
			channels.add(personChannel(person));
			// Forgotten, removed, or not let in yet: what everybody may know, and what is her own.
			if (!who || who.forgotten || who.participation === 'removed' || who.participation === 'waiting') return channels;
			const table = seatOf(state, person);
			if (table !== null && personOf(state, person).seat?.table === table) channels.add(tableChannel(table));
		}
		for (const kind of ['stage', 'desk', 'care', 'group:help', 'group:door'] as const)
			if (reads.includes(kind)) channels.add(kind);
		if (reads.includes('table'))
			for (const table of this.opened) if (tableCardOf(state, table)) channels.add(tableChannel(table));
		return channels;
	}
}
