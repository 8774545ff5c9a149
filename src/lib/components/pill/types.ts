/** What the pill says. Saving and connection are words, never a dialog. */
export type PillState =
	| { kind: 'saved' }
	| { kind: 'saving_paused'; waiting: number }
	| { kind: 'saved_again' }
	| { kind: 'connected' }
	| { kind: 'weak' }
	| { kind: 'coming_back' }
	| { kind: 'recording_stage' }
	| { kind: 'off_the_record' };

export type PillProps = {
	state: PillState;
	/** Added after the words ("11:13"). */
	note?: string | undefined;
};
