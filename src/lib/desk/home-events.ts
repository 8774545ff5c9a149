/** How an event stands, in one word, for the list of a browser's events. */
import type { EveryonePart } from '../domain/parts.ts';

export type EventStanding =
	| { readonly word: 'before' }
	| { readonly word: 'round'; readonly round: number }
	| { readonly word: 'moving' }
	| { readonly word: 'after' }
	| { readonly word: 'results' }
	| { readonly word: 'closed' };

export function standingOf({ clock, results, closed }: EveryonePart): EventStanding {
	if (results) return { word: 'results' };
	if (closed) return { word: 'closed' };
	switch (clock.phase) {
		case 'before':
			return { word: 'before' };
		case 'running':
		case 'paused':
			return { word: 'round', round: clock.round };
		case 'ending':
		case 'moving':
			return { word: 'moving' };
		case 'after':
			return { word: 'after' };
	}
}
