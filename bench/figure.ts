/** What a figure hands back: rows of one table, with what was asked of them. */
export interface Row {
	/** What was measured. */
	what: string;
	/** Median of the runs, with the smallest and the largest. */
	figure: string;
	/** The same of what it is measured against; empty without. */
	beside?: string;
	ratio?: string;
	/** Empty when nothing is asked. */
	target?: string;
	/** undefined when nothing is asked. */
	reached?: boolean;
}

export interface Figure {
	title: string;
	/** Under which conditions: sizes, rates, what is counted. */
	conditions: string;
	/** Load of the machine (one minute, five minutes) when it was begun and when it was over. */
	load: string;
	rows: Row[];
}

export interface FigureWish {
	/** Small numbers and one run: for trying the bench, not for figures. */
	quick: boolean;
	runs: number;
	say: (line: string) => void;
}
