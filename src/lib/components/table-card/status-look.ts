import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Clock from '@lucide/svelte/icons/clock';
import Footprints from '@lucide/svelte/icons/footprints';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import Lock from '@lucide/svelte/icons/lock';
import Merge from '@lucide/svelte/icons/merge';
import UserRound from '@lucide/svelte/icons/user-round';
import VolumeX from '@lucide/svelte/icons/volume-x';
import { m } from '#lib/paraglide/messages.js';
import type { IconComponent } from '../icon/types.ts';
import type { TableStatus } from './types.ts';

export type StatusLook = { text: string; icon: IconComponent | null; tone: 'plain' | 'wait' | 'help' | 'gone' };

/** The status word of a table with its sign; colour only repeats what they say. */
export function statusLook(status: TableStatus): StatusLook {
	switch (status.word) {
		case 'alone':
			return { text: m.tcard_alone(), icon: UserRound, tone: 'help' };
		case 'no_host':
			return { text: m.tcard_no_host(), icon: UserRound, tone: 'help' };
		case 'help':
			return { text: m.tcard_help(), icon: LifeBuoy, tone: 'help' };
		case 'small':
			return { text: m.tcard_small({ people: status.people }), icon: UserRound, tone: 'help' };
		case 'quiet':
			return { text: m.tcard_quiet({ minutes: status.minutes }), icon: VolumeX, tone: 'wait' };
		case 'more_time':
			return { text: m.tcard_more_time(), icon: Clock, tone: 'wait' };
		case 'forming':
			return { text: m.tcard_forming({ here: status.here, of: status.of }), icon: Footprints, tone: 'plain' };
		case 'ready':
			return { text: m.tcard_ready(), icon: ArrowRight, tone: 'plain' };
		case 'talking':
			return { text: m.tcard_talking(), icon: null, tone: 'plain' };
		case 'closed':
			return { text: m.tcard_closed(), icon: Lock, tone: 'gone' };
		case 'merged':
			return { text: m.tcard_merged({ table: status.into }), icon: Merge, tone: 'gone' };
	}
}
