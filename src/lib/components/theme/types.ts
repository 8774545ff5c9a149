export type Insight = {
	id: string;
	text: string;
	lang?: string | undefined;
	topic: number;
	tableNumber: number;
	round: number;
	/** Other ideas merged into this one. */
	moreSources?: number | undefined;
	themeId: string | null;
};

export type Theme = {
	id: string;
	title: string;
	lang?: string | undefined;
	heardAtTables: number;
	state: 'open' | 'in_vote' | 'worded' | 'merged';
};

export type ThemeChoice = { id: string; title: string };

/** Where an insight goes: a theme's id, a new theme, or back to "to place". */
export type PlaceTarget = { kind: 'theme'; id: string } | { kind: 'new_theme' } | { kind: 'unplaced' };

export type InsightCardProps = {
	insight: Insight;
	themes: readonly ThemeChoice[];
	chosen?: boolean | undefined;
	readOnly?: boolean | undefined;
	onchoose?: ((insightId: string) => void) | undefined;
	onplace: (insightId: string, target: PlaceTarget) => void;
};

export type ThemeAction = 'rename' | 'merge' | 'split' | 'delete' | 'to_vote' | 'from_vote';

export type ThemeColumnProps = {
	theme: Theme;
	insights: readonly Insight[];
	themes: readonly ThemeChoice[];
	chosen?: boolean | undefined;
	readOnly?: boolean | undefined;
	/** The insight selected elsewhere; a button then offers to place it here. */
	placing?: Insight | null | undefined;
	actions?: readonly ThemeAction[] | undefined;
	onchoose?: ((themeId: string) => void) | undefined;
	onplace: (insightId: string, target: PlaceTarget) => void;
	onaction?: ((action: ThemeAction, themeId: string) => void) | undefined;
};
