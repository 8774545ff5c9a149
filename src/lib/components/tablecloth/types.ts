import type { Snippet } from 'svelte';
import type { Idea, IdeaAction } from '../idea-card/types.ts';

export type ClothRound = {
	round: number;
	ideas: readonly Idea[];
	/** Names of people who are writing now. */
	writers?: readonly string[] | undefined;
};

export type TableclothProps = {
	/** The table's number, and its topic for the hem. */
	number: number;
	topic: number;
	/** Any order; shown newest first. */
	rounds: readonly ClothRound[];
	/** The running round, or null between rounds. */
	currentRound: number | null;
	/** Key insights a table may mark per round. */
	keyLimit?: number | undefined;
	/** Ideas that wait on this device. */
	waiting?: number | undefined;
	loading?: boolean | undefined;
	readOnly?: boolean | undefined;
	/** What others are writing now: at the end of the running round, so that nothing above it jumps. */
	writing?: Snippet | undefined;
	/** Ids of ideas shown translated. */
	translated?: ReadonlySet<string> | undefined;
	/** Rounds older than this many are folded. */
	openRounds?: number | undefined;
	/** Target of "Skip to the tablecloth". */
	id?: string | undefined;
	actionsOf?: ((idea: Idea, round: number) => readonly IdeaAction[]) | undefined;
	onaction?: ((action: IdeaAction, ideaId: string) => void) | undefined;
};
