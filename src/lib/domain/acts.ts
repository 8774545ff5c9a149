import type { Actor } from './commands.ts';
import type { ChannelFact } from './facts.ts';
import type { EpochMs } from './ids.ts';

/** The program itself: the clock and its watches, never a browser. */
export const SYSTEM: Actor = { role: 'system', person: null };

/** What the desk did and who did it: the audit trail, and the answer to "who was faster than I?". */
export const act = (name: string, context: { actor: Actor; now: EpochMs }): ChannelFact => ({
	channel: 'desk',
	fact: { type: 'act_recorded', act: name, by: context.actor.person, at: context.now }
});
