import type { OnlookerSound } from '#lib/client/onlooker-media.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why nothing of the stage is heard in this room, when somebody might expect it; null when there is nothing to say. */
export function stageNote(sound: OnlookerSound, installing: boolean): string | null {
	switch (sound) {
		case 'none':
			return installing ? m.screen_stage_installing() : m.screen_stage_none();
		case 'elsewhere':
			return m.screen_stage_elsewhere();
		case 'lost':
			return m.screen_stage_lost();
		case 'blocked':
			return m.live_tap_title();
		case 'off':
		case 'connecting':
		case 'on':
			return null;
	}
}
