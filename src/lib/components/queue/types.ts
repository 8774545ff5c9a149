import type { TakesPart } from '../person/types.ts';

export type HelpCall = {
	id: string;
	tableNumber: number | null;
	/** What was asked, in the words of the person or of the watch. */
	about: string;
	lang?: string | undefined;
	/** "Ivan, host · 40 seconds". */
	detail: string;
	state: 'waiting' | 'taken' | 'solved';
	takenBy?: string | undefined;
	/** Words of the button; "I’ll go" without it. */
	answer?: string | undefined;
	/** The answer is the thing to do now (alone, no host). */
	urgent?: boolean | undefined;
};

export type HelpQueueProps = {
	/** In the order to be helped; the page sorts. */
	calls: readonly HelpCall[];
	onanswer: (callId: string) => void;
	onsolve?: ((callId: string) => void) | undefined;
	onopen?: ((tableNumber: number) => void) | undefined;
};

export type Hand = {
	id: string;
	name: string;
	takesPart: TakesPart;
	you?: boolean | undefined;
	state: 'waiting' | 'next' | 'called' | 'speaking';
};

export type HandQueueProps = {
	/** One list for hall and remote, first hand first. */
	hands: readonly Hand[];
	/** For moderators: call somebody. */
	oncall?: ((handId: string) => void) | undefined;
	/** For the person: lower the own hand; for moderators: any. */
	onlower?: ((handId: string) => void) | undefined;
	/** A chain of pills, or rows with buttons. */
	layout?: 'row' | 'list' | undefined;
};
