export type VoteTheme = {
	id: string;
	title: string;
	lang?: string | undefined;
	topic: number;
	heardAtTables: number;
	/** Dots this person gave. */
	dots: number;
	/** What worries the person; empty text: a concern without words; null: none. */
	concern: string | null;
};

export type DotVoteProps = {
	/** In this person's mixed order. */
	themes: readonly VoteTheme[];
	/** Dots each person has. */
	dots: number;
	state: 'not_open' | 'open' | 'closed';
	/** "12:05". */
	closesAt?: string | undefined;
	/** Concerns can be told. */
	concerns?: boolean | undefined;
	saved?: boolean | undefined;
	/** Words of a refusal that just came. */
	refused?: string | undefined;
	ongive: (themeId: string) => void;
	ontake: (themeId: string) => void;
	onconcern?: ((themeId: string, text: string | null) => void) | undefined;
};

/** "3 given, 2 left", as dots and words. */
export type DotsLeftProps = { given: number; dots: number; closesAt?: string | undefined; saved?: boolean | undefined };

export type ThemeResult = {
	id: string;
	title: string;
	lang?: string | undefined;
	/** Dots given in the hall (paper ballots included) and remotely. */
	hall: number;
	remote: number;
	mine?: number | undefined;
	concerns?: number | undefined;
};

export type VoteResultProps = {
	/** Most dots first; the page sorts. */
	results: readonly ThemeResult[];
	voters: { hall: number; paper: number; remote: number };
};
