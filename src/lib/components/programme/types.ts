export type PartKind = 'lobby' | 'stage' | 'tables' | 'vote' | 'forum' | 'break';

export type ProgrammePart = {
	id: string;
	kind: PartKind;
	title: string;
	/** Of the title, where it may differ from the page's. */
	lang?: string | undefined;
	minutes: number;
	/** "10:30". */
	clock: string;
	state: 'done' | 'now' | 'next';
	/** "20 minutes each", "2 min behind plan". */
	note?: string | undefined;
};

/** The programme as one bar; each part as long as it takes. */
export type ProgressStripProps = { parts: readonly ProgrammePart[]; legend?: boolean | undefined };

/** The programme as a list; `rail` is the narrow form beside a console. */
export type ProgrammeListProps = { parts: readonly ProgrammePart[]; rail?: boolean | undefined };

/** Where one is in a few steps: "2 of 3". */
export type StepsProps = { steps: readonly string[]; current: number; words?: boolean | undefined };
