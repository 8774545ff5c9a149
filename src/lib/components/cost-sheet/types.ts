import type { Snippet } from 'svelte';

/** One sentence about the plan: kept wish, a cost, or a printed card that must change. */
export type CostLine = {
	id: string;
	kind: 'kept' | 'cost' | 'card';
	title: string;
	detail?: string | undefined;
	/** Words of a button after the detail. */
	more?: string | undefined;
};

export type CostSheetProps = {
	/** The one figure at the top ("0", "pairs meet twice."). */
	headline?: { figure: string; text: string; detail?: string | undefined } | undefined;
	lines: readonly CostLine[];
	onmore?: ((lineId: string) => void) | undefined;
	/** Lock the plan, print. */
	foot?: Snippet | undefined;
};
