/** Time that is left when people are warned: 5:00, 2:00 and 0:30, in milliseconds as they pass (a rehearsal is faster). */
export type Warning =
	| { kind: 'five_minutes'; leftMs: number; keyInsights?: number | undefined }
	| { kind: 'two_minutes' | 'half_minute'; leftMs: number };

/** What the bell, or somebody who holds it, has to say. */
export type BellNotice =
	| Warning
	| { kind: 'bell'; toTable?: number | undefined; inSeconds?: number | undefined }
	| { kind: 'moving'; toTable: number; name: string; hostName?: string | undefined }
	| { kind: 'arrived'; table: number; hostName?: string | undefined }
	| { kind: 'late'; round: number; table: number; minutesLeft: number }
	| { kind: 'taken_back'; table: number }
	| { kind: 'paused'; minutesKept: number };

export type BellBannerProps = {
	notice: BellNotice;
	/** Full width at the top of the screen, in the big voice. */
	big?: boolean | undefined;
};
