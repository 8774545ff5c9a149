/** A table as people tell tables apart: number, name, and the topic's cloth and icon. */
export type TableIdentity = {
	number: number;
	/** 1 to n; more than 8 topics repeat a cloth with another icon. */
	topic: number;
	/** The topic's name, or the table's own. */
	name: string;
	lang?: string | undefined;
};

export type TableBadgeProps = { table: TableIdentity; big?: boolean | undefined };

/** "Table 12 · round 2": follows an idea to the report. */
export type ProvenanceProps = { number: number; topic: number; round?: number | undefined };

/** Number and icon only, for plans and lists of routes. */
export type TableNumberProps = { number: number; topic: number; pinned?: boolean | undefined };
