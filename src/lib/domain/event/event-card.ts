import type { Language, PersonId, TableId, Texts, TopicId } from '../ids.ts';

export type Attendance = 'hall' | 'remote';
export type Device = 'own' | 'table' | 'none';
export type TableMode = 'hall' | 'online' | 'linked';

export interface ProgrammeItem {
	readonly id: string;
	readonly kind: 'lobby' | 'stage' | 'cafe' | 'harvest' | 'close';
	readonly title: Texts;
	/** Local time of the event's zone, `HH:MM`. */
	readonly start: string;
	readonly minutes: number;
}

export interface Topic {
	readonly id: TopicId;
	readonly title: Texts;
	readonly question: Texts;
}

/** What everybody may know of a table. */
export interface TableCard {
	readonly id: TableId;
	readonly number: number;
	readonly name: Texts;
	/** A word for a small picture (`anchor`, `apple` …), as the event's file has it. */
	readonly icon: string;
	readonly mode: TableMode;
	/** How many people it is planned for, host included. */
	readonly seats: number;
	/** A facilitator has said how many chairs there are: plans keep to it as long as there is room elsewhere. Absent = no. */
	readonly seatsSet?: true;
	/** Most remote people among them at a linked table; without it there is no limit of its own. */
	readonly remoteSeats?: number | null;
	readonly topic: TopicId | null;
	/** Spoken at the table: who speaks none of them cannot sit there. Empty = any. */
	readonly languages: readonly Language[];
	/** Languages that are interpreted at the table: who understands one of them can sit there. Absent = none. */
	readonly channels?: readonly Language[];
	readonly stepFree: boolean;
}

/** Fewest and most seats of a table, host included: what an event's file may say. */
export const TABLE_SEATS = { least: 3, most: 30 } as const;

export interface RoundCard {
	readonly minutes: number;
	/** Overrides the topic's question when set. */
	readonly question: Texts | null;
}

export interface CafeSettings {
	readonly rounds: readonly RoundCard[];
	/** Tags of which somebody should sit at every table, as the organisers wrote them. Absent = none. */
	readonly atEveryTable?: readonly string[];
	/** At one table. */
	readonly insightsPerRound: number;
	/** "Finish your sentence" after the bell. */
	readonly graceMs: number;
	/** How long hall people get to walk. */
	readonly hallMoveMs: number;
	/** What a host may ask when the talk stands still. */
	readonly hostPrompts: Readonly<Record<Language, readonly string[]>>;
}

/** The public face of an event: no personal data, the same for every viewer. */
export interface EventCard {
	readonly title: Texts;
	readonly purpose: Texts;
	readonly languages: readonly Language[];
	/** IANA zone of the venue. */
	readonly timezone: string;
	/** Local date, `YYYY-MM-DD`. */
	readonly date: string;
	readonly venue: string | null;
	readonly programme: readonly ProgrammeItem[];
	readonly topics: readonly Topic[];
	readonly tables: readonly TableCard[];
	readonly cafe: CafeSettings;
	readonly dotsPerPerson: number;
	/** What becomes of people's data: shown before anybody takes part. */
	readonly dataCard: Readonly<Record<Language, readonly string[]>>;
	/** 1 for real events; divides the domain's durations only. */
	readonly timeScale: number;
	readonly rehearsal: boolean;
}

/** A seat fixed before planning, such as a printed card. */
export interface Pin {
	readonly person: PersonId;
	/** Counts from 1. */
	readonly round: number;
	readonly table: TableId;
	readonly source: 'card' | 'facilitator';
}
