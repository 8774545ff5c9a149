import { act } from '../acts.ts';
import type { Command, Refusal } from '../commands.ts';
import { alreadyDone, type Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { EventState } from '../parts.ts';
import { deskOf, everyoneOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';

export type ResultsCommand = Extract<Command, { type: 'publish_results' | 'unpublish_results' }>;

export function decideResults(
	state: EventState,
	command: ResultsCommand,
	context: Pick<Context, 'actor' | 'now'>
): Result<ChannelFact[], Refusal> {
	const { results, unpublished } = everyoneOf(state);
	switch (command.type) {
		case 'publish_results': {
			const { themes, insights } = deskOf(state);
			if (themes.length === 0 && insights.length === 0) return refuse({ code: 'nothing_to_publish' });
			const version = Math.max(results?.version ?? 0, unpublished?.version ?? 0) + 1;
			return ok([
				{ channel: 'everyone', fact: { type: 'results_published', version, at: context.now } },
				act(command.type, context)
			]);
		}
		case 'unpublish_results': {
			if (!results) return refuse(alreadyDone(state, command.type));
			// Somebody published a better version in the meantime: that one was not meant.
			if (results.version !== command.version)
				return refuse({ code: 'stale_results', params: { version: results.version } });
			return ok([
				{ channel: 'everyone', fact: { type: 'results_unpublished', version: results.version, at: context.now } },
				act(command.type, context)
			]);
		}
	}
}
