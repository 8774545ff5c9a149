export type ConsentAnswer = 'yes' | 'moderator' | 'cancel';

export type ConsentCardProps = {
	/** `withdrawn`: said yes before and took it back. */
	state: 'asked' | ConsentAnswer | 'withdrawn';
	/** What is recorded and how long it stays, in one or two sentences. */
	detail: string;
	/** "May the recording show you?" without it. */
	question?: string | undefined;
	onanswer: (answer: ConsentAnswer) => void;
	onwithdraw?: (() => void) | undefined;
};
