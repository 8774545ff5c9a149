import { companyNeed } from '../domain/people/needs.ts';
import type { PersonId } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

const WORDS: Readonly<Record<string, () => string>> = {
	'step-free': m.need_step_free,
	'hearing-loop': m.need_hearing_loop,
	'large-print': m.need_large_print,
	captions: m.need_captions,
	'screen-reader': m.need_screen_reader,
	'keyboard-only': m.need_keyboard_only,
	'sign-interpreter': m.need_sign,
	'audio-only': m.need_audio_only,
	'low-bandwidth': m.need_low_bandwidth,
	'simple-mode': m.need_simple_mode
};

/** A need as the desk reads it: in words and with names; what somebody wrote in her own words stays hers. */
export function needWords(need: string, names: Readonly<Names>): string {
	const company = companyNeed(need);
	if (!company) return (Object.hasOwn(WORDS, need) ? WORDS[need]?.() : undefined) ?? need;
	const name = names[company.person as PersonId] ?? m.desk_somebody();
	return company.kind === 'assistant' ? m.need_with({ name }) : m.need_apart({ name });
}
