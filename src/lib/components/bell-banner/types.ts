/** What the bell, or somebody who holds it, has to say. */
export type BellNotice =
	| { kind: 'five_minutes'; keyInsights?: number | undefined }
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
