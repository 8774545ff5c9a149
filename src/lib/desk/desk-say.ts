import type { Say } from '../live/cafe-words.ts';
import type { LiveContext } from '../live/live-context.ts';
import { textIn } from '../domain/text-in.ts';
import { getLocale } from '../paraglide/runtime.js';

/** An event's texts at the desk: in the language of the page first, so that a screen speaks one language. */
export const deskSay =
	(context: Pick<LiveContext, 'languages'>): Say =>
	(texts) =>
		textIn(texts, [getLocale(), ...context.languages]);
