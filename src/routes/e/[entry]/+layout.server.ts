import { redirect } from '@sveltejs/kit';
import { everyoneOf } from '#lib/domain/read.ts';
import { services } from '#server/services.ts';
import { sessionOf } from '#server/http/session.ts';
import type { LayoutServerLoad } from './$types';

/** Who this tab is: the entry in the path, if this browser has it. An entry alone, without the cookie, is no right. */
export const load: LayoutServerLoad = async ({ params, cookies }) => {
	const { directory, openEvents } = services();
	const cookie = sessionOf(cookies);
	const entry = cookie === null ? null : await directory.sessions.entry(cookie, params.entry);
	if (!entry) redirect(303, '/?fault=signed_out');
	const { event, role, person } = entry;
	const { card } = everyoneOf((await openEvents.open(event)).runtime.state);
	if (!card) redirect(303, '/?fault=signed_out');
	return {
		entry: entry.entryId,
		event,
		role,
		person,
		name: person === null ? '' : (directory.people.nameOf(event, person) ?? ''),
		title: card.title,
		rehearsal: card.rehearsal,
		timeScale: card.timeScale
	};
};
