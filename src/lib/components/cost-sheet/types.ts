import type { Snippet } from 'svelte';

/** Somebody on whom a cost falls, in a sentence. */
export type CostBorne = { person: string; text: string };

/** One sentence about the plan: kept wish, a cost, or a printed card that must change. */
export type CostLine = {
	id: string;
	kind: 'kept' | 'cost' | 'card';
	title: string;
	detail?: string | undefined;
	/** On whom it falls: the first is said at once, the others on demand. */
	who?: readonly CostBorne[] | undefined;
	/** Words of a link that leads to where it can be helped. */
	goes?: string | undefined;
};

export type CostSheetProps = {
	/** The one figure at the top ("0", "pairs meet twice."). */
	headline?:
		{ figure: string; text: string; detail?: string | undefined; who?: readonly CostBorne[] | undefined } | undefined;
	lines: readonly CostLine[];
	/** Whose walk is to be shown. */
	onwho?: ((person: string) => void) | undefined;
	/** Where `goes` leads, by the id of the line. */
	hrefOf?: ((lineId: string) => string) | undefined;
	/** Lock the plan, print. */
	foot?: Snippet | undefined;
};
