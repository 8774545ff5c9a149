import ArrowRight from '@lucide/svelte/icons/arrow-right';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Flag from '@lucide/svelte/icons/flag';
import Footprints from '@lucide/svelte/icons/footprints';
import Languages from '@lucide/svelte/icons/languages';
import PenLine from '@lucide/svelte/icons/pen-line';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import LightbulbOff from '@lucide/svelte/icons/lightbulb-off';
import Star from '@lucide/svelte/icons/star';
import StarOff from '@lucide/svelte/icons/star-off';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { m } from '#lib/paraglide/messages.js';
import type { IconComponent } from '../icon/types.ts';
import type { IdeaAction } from './types.ts';

type Words = { text: () => string; icon: IconComponent };

/** How each act is named in the menu of an idea. */
export const IDEA_ACTIONS: Record<IdeaAction, Words> = {
	mark_key: { text: m.idea_act_mark_key, icon: Lightbulb },
	unmark_key: { text: m.idea_act_unmark_key, icon: LightbulbOff },
	star: { text: m.idea_act_star, icon: Star },
	unstar: { text: m.idea_act_unstar, icon: StarOff },
	edit: { text: m.idea_act_edit, icon: PenLine },
	bring: { text: m.idea_act_bring, icon: Footprints },
	translate: { text: m.idea_act_translate, icon: Languages },
	original: { text: m.idea_act_original, icon: Languages },
	move_after: { text: m.idea_act_move_after, icon: ArrowRight },
	hide: { text: m.idea_act_hide, icon: EyeOff },
	show_again: { text: m.idea_act_show_again, icon: Eye },
	withdraw: { text: m.idea_act_withdraw, icon: Undo2 },
	tell_host: { text: m.idea_act_tell_host, icon: Flag },
	try_again: { text: m.idea_act_try_again, icon: RotateCw },
	why: { text: m.idea_act_why, icon: CircleQuestionMark }
};

/** Acts that stand on the card itself when they are allowed, because the card's state asks for them. */
export const ON_CARD: readonly IdeaAction[] = ['translate', 'original', 'try_again', 'why', 'show_again'];
