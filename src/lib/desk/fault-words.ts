import { m } from '../paraglide/messages.js';

const FAULTS: Readonly<Record<string, { title: () => string; text: () => string }>> = {
	link_unknown: { title: m.fault_link_unknown, text: m.fault_link_unknown_text },
	signed_out: { title: m.fault_signed_out, text: m.fault_signed_out_text },
	may_not_create: { title: m.home_need_link, text: m.home_need_link_text },
	event_unknown: { title: m.fault_event_unknown, text: m.fault_event_unknown_text }
};

/** What an address like `/?fault=link_unknown` has to say. */
export function faultWords(code: string): { title: string; text: string } {
	const words = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
	const { title, text } = words ?? { title: m.fault_other, text: m.fault_other_text };
	return { title: title(), text: text() };
}
