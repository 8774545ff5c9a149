/** What one browser heard around one table change. */
import type { Heard } from './page/probe.ts';
import type { Table } from './cafe.ts';

export interface Rotation {
	/** When the new table becomes valid, ms since 1970. */
	at: number;
	/** When this page itself changed over. */
	switchedAt: number;
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
	foreign: number;
}

export function figuresOf(heard: readonly Heard[], { at, switchedAt, from, to }: Rotation, peerHz: number): Figures {
	const audible = heard.filter((block) => block.audible);
	const first = (tones: readonly number[]) =>
		audible.find((block) => block.at >= switchedAt && tones.includes(block.hz));
	const after = (block: Heard | undefined) => (block ? block.at - at : null);
	return {
		mateMs: after(first(to.tones)),
		peerMs: after(first([peerHz])),
		early: audible.filter((block) => block.at < switchedAt && to.tones.includes(block.hz)).length,
		foreign: audible.filter((block) => block.at >= switchedAt && from.tones.includes(block.hz)).length
	};
}
