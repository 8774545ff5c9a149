import { m } from '#lib/paraglide/messages.js';
import { leftWords } from '../round-timer/left-words.ts';
import type { BellNotice } from './types.ts';

export type NoticeWords = { title: string; text: string };

/** What happened and what happens next, in the event's own voice. */
export function noticeWords(notice: BellNotice): NoticeWords {
	switch (notice.kind) {
		case 'five_minutes':
			return {
				title: leftWords(notice.leftMs),
				text: notice.keyInsights ? m.bell_five_key({ count: notice.keyInsights }) : ''
			};
		case 'two_minutes':
			return { title: leftWords(notice.leftMs), text: m.bell_two_text() };
		case 'half_minute':
			return { title: leftWords(notice.leftMs), text: m.bell_half_text() };
		case 'bell':
			return { title: m.bell_rings(), text: bringWords(notice.toTable, notice.inSeconds) };
		case 'moving':
			return {
				title: m.bell_moving({ table: notice.toTable, name: notice.name }),
				text: notice.hostName ? m.bell_moving_host({ host: notice.hostName }) : ''
			};
		case 'arrived':
			return {
				title: m.bell_arrived({ table: notice.table }),
				text: notice.hostName ? m.bell_arrived_host({ host: notice.hostName }) : ''
			};
		case 'late':
			return {
				title: m.bell_late({ round: notice.round }),
				text: m.bell_late_seat({ table: notice.table, minutes: notice.minutesLeft })
			};
		case 'taken_back':
			return { title: m.bell_taken_back(), text: m.bell_taken_back_text({ table: notice.table }) };
		case 'paused':
			return { title: m.bell_paused(), text: m.bell_paused_kept({ minutes: notice.minutesKept }) };
	}
}

function bringWords(table?: number, seconds?: number): string {
	if (table === undefined) return m.bell_finish();
	return seconds === undefined ? m.bell_bring({ table }) : m.bell_bring_seconds({ table, seconds });
}
