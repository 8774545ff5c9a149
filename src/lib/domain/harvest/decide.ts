import type { Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { EventState } from '../parts.ts';
import type { Result } from '../result.ts';
import { decideBoard, type BoardCommand } from './decide-board.ts';
import { decideResults, type ResultsCommand } from './decide-results.ts';
import { decideVote, type VoteCommand } from './decide-vote.ts';

export type HarvestCommand = BoardCommand | VoteCommand | ResultsCommand;

/** The harvest: themes, twins, messages, vote, results. Who may ask by role was checked before (`access.ts`). */
export function decideHarvest(
	state: EventState,
	command: HarvestCommand,
	context: Pick<Context, 'actor' | 'now'>
): Result<ChannelFact[], Refusal> {
	switch (command.type) {
		case 'open_vote':
		case 'cast_ballot':
		case 'cast_paper_ballot':
		case 'close_vote':
		case 'withdraw_vote':
			return decideVote(state, command, context);
		case 'publish_results':
		case 'unpublish_results':
			return decideResults(state, command, context);
		default:
			return decideBoard(state, command, context);
	}
}
