import type { TableIdentity } from '../table-badge/types.ts';

export type RouteStop = {
	round: number;
	/** Null: not known before the bell. */
	table: TableIdentity | null;
	state: 'past' | 'now' | 'next';
	hostName?: string | undefined;
	/** "11:28". */
	clock?: string | undefined;
	/** The table's question. */
	question?: string | undefined;
	questionLang?: string | undefined;
};

export type RouteListProps = { stops: readonly RouteStop[]; onopen?: ((tableNumber: number) => void) | undefined };
