/**
 * How simulated people behave. Durations with `event` in their name are minutes of the event: a rehearsal at
 * twenty times the speed shortens them as it shortens rounds. Shares are 0 to 1.
 */
export interface Habits {
	/** Everybody connects within so many milliseconds. */
	readonly arriveWithinMs: number;
	readonly takesPart: boolean;
	/** Come when the café is under way. */
	readonly lateShare: number;
	readonly lateEventMinutes: number;
	/** Ideas of one person in one round: from, to. */
	readonly ideasPerRound: readonly [least: number, most: number];
	/** Pause between ideas in milliseconds; null spreads them over the round. */
	readonly pauseMs: number | null;
	/** Shows what she types before she writes it. */
	readonly drafts: boolean;
	readonly starShare: number;
	/** Lose the connection once in a round and come back. */
	readonly dropShare: number;
	readonly dropEventMinutes: readonly [least: number, most: number];
	/** Leave in a round and come back later. */
	readonly leaveShare: number;
	readonly awayEventMinutes: number;
	/** Host duties: "here", writing for those without a device, marking insights. */
	readonly hosts: boolean;
	readonly votes: boolean;
}

/** What a café looks like: everybody writes a little, some are late, lose their connection, leave, return. */
export const LIVELY: Habits = {
	arriveWithinMs: 4_000,
	takesPart: true,
	lateShare: 0.03,
	lateEventMinutes: 4,
	ideasPerRound: [0, 2],
	pauseMs: null,
	drafts: true,
	starShare: 0.3,
	dropShare: 0.06,
	dropEventMinutes: [0.1, 1.5],
	leaveShare: 0.01,
	awayEventMinutes: 3,
	hosts: true,
	votes: true
};

/** Connected and committed, and silent: for tests that speak themselves. */
export const SILENT: Habits = {
	...LIVELY,
	arriveWithinMs: 500,
	lateShare: 0,
	ideasPerRound: [0, 0],
	drafts: false,
	starShare: 0,
	dropShare: 0,
	leaveShare: 0,
	hosts: false,
	votes: false
};

/** Two hundred people who all type at once. */
export const TYPING: Habits = { ...SILENT, ideasPerRound: [1_000, 1_000], pauseMs: 400 };
