/** What one browser heard around one table change. */
import type { Heard } from './page/probe.ts';
import type { Table } from './cafe.ts';

export interface Rotation {
	/** When the new table becomes valid, ms since 1970. */
	at: number;
	/** When this page itself changed over, and after how many blocks; null = never. */
	switched: { at: number; read: number } | null;
	from: Table;
	to: Table;
}

export interface Figures {
	/** From `at` to the first audible block of somebody who sits at the new table, ms; null = never. */
	mateMs: number | null;
	/** The same for a person who moves there at the same moment. */
	peerMs: number | null;
	/** Audible blocks of the new table before the change. */
	early: number;
	/** Audible blocks of the old table after this page's own change. */
	foreign: readonly Foreign[];
}

/** A block with a tone of the old table, after the change. */
export interface Foreign {
	/** After this page's own change. */
	ms: number;
	hz: number;
	/** Of the block's power, how much lies in that tone. */
	share: number;
	track: string;
	/** The tone of most of that track's blocks, and of how many of how many: whose voice it is. */
	voice: { hz: number; blocks: number; of: number };
}

export function figuresOf(heard: readonly Heard[], { at, switched, from, to }: Rotation, peerHz: number): Figures {
	// By the order in which the page read and switched: its clock shows tenths of a millisecond, and a block of the old
	// table that was read just before may bear the time of the switch.
	const isAfter = ({ n }: Heard) => switched !== null && n >= switched.read;
	const audible = heard.filter((block) => block.audible);
	const first = (tones: readonly number[]) => audible.find((block) => isAfter(block) && tones.includes(block.hz));
	const after = (block: Heard | undefined) => (block ? block.at - at : null);
	return {
		mateMs: after(first(to.tones)),
		peerMs: after(first([peerHz])),
		early: audible.filter((block) => !isAfter(block) && to.tones.includes(block.hz)).length,
		foreign: audible
			.filter((block) => isAfter(block) && from.tones.includes(block.hz))
			.map(({ at: blockAt, hz, share, track }) => ({
				ms: blockAt - switched!.at,
				hz,
				share,
				track,
				voice: voiceOf(heard.filter((block) => block.track === track))
			}))
	};
}

function voiceOf(blocks: readonly Heard[]): Foreign['voice'] {
	const counts = new Map<number, number>();
	for (const { hz } of blocks) counts.set(hz, (counts.get(hz) ?? 0) + 1);
	const [hz, most] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
	return { hz, blocks: most, of: blocks.length };
}
