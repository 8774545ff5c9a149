/** What somebody without a personal link types at the door, and how she comes in with it. */
import { fail, redirect, type Cookies } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Attendance } from '#lib/domain/event/event-card.ts';
import type { EventId, Texts } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { NameSchema } from '#lib/protocol/commands.ts';
import { keepSession, sessionOf } from '#server/http/session.ts';
import { services } from '#server/services.ts';

/** What the door shows of an event: no personal data. */
export interface DoorSign {
	title: Texts;
	date: string;
	/** Local time of the venue, `HH:MM`; null without a programme. */
	start: string | null;
	timezone: string;
	venue: string | null;
	rounds: number;
	closed: boolean;
	rehearsal: boolean;
}

export async function doorSign(event: EventId): Promise<DoorSign | null> {
	const { card, closed } = everyoneOf((await services().openEvents.open(event)).runtime.state);
	if (!card) return null;
	const { title, date, timezone, venue, programme, cafe, rehearsal } = card;
	return {
		title,
		date,
		start: programme[0]?.start ?? null,
		timezone,
		venue,
		rounds: cafe.rounds.length,
		closed,
		rehearsal
	};
}

/** People whom this browser already is in the event: coming back must not make a second person. */
export async function alreadyIn(event: EventId, cookies: Cookies): Promise<{ entry: string; name: string }[]> {
	const { directory } = services();
	const cookie = sessionOf(cookies);
	const entries = cookie === null ? [] : await directory.sessions.entries(cookie);
	return entries.flatMap(({ entryId, event: of, person, role }) => {
		const name =
			person !== null && of === event && role === 'participant' ? directory.people.nameOf(event, person) : null;
		return name === null ? [] : [{ entry: entryId, name }];
	});
}

/** Lets a visitor in, or answers what is wrong with the form, beside what was typed. */
export async function comeIn(event: EventId, form: FormData, cookies: Cookies, kept: Record<string, string> = {}) {
	const typed = form.get('name');
	const attendance: Attendance = form.get('attendance') === 'hall' ? 'hall' : 'remote';
	const said = { ...kept, name: typeof typed === 'string' ? typed.slice(0, 500) : '', attendance };
	const name = v.safeParse(NameSchema, said.name);
	if (!name.success) return fail(422, { ...said, fault: said.name.trim() === '' ? 'name_empty' : 'name_long' });
	const visitor = { name: name.output, languages: [getLocale() as string], attendance, device: 'own' as const };
	const came = await services().entrance.walkIn(event, visitor, sessionOf(cookies));
	if (!came.ok) return fail(409, { ...said, fault: came.error.code });
	keepSession(cookies, came.value.cookie);
	redirect(303, `/e/${came.value.entry.entryId}`);
}
