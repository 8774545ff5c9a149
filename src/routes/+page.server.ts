import { fail, redirect } from '@sveltejs/kit';
import { standingOf } from '#lib/desk/home-events.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { nameBrowser } from '#server/http/browser.ts';
import { keepSession, mayCreate, sessionOf } from '#server/http/session.ts';
import { services } from '#server/services.ts';
import type { Entry } from '#server/directory/sessions.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_MOST = 12;

export const load: PageServerLoad = async ({ cookies, url }) => {
	nameBrowser(cookies); // a code can be typed on this page
	const cookie = sessionOf(cookies);
	const entries = cookie === null ? [] : await services().directory.sessions.entries(cookie);
	const newest = entries.toSorted((a, b) => b.since - a.since).slice(0, SHOWN_MOST);
	const known = await Promise.all(newest.map(eventOf));
	return {
		mayCreate: mayCreate(cookies),
		fault: url.searchParams.get('fault'),
		events: known.filter((event) => event !== null)
	};
};

/** null for an event that was deleted. */
async function eventOf({ entryId, event, role }: Entry) {
	const { directory, openEvents } = services();
	if (!(await directory.events.get(event))) return null;
	const everyone = everyoneOf((await openEvents.open(event)).runtime.state);
	if (!everyone.card) return null;
	const { title, date, rehearsal } = everyone.card;
	return { entry: entryId, event, role, title, date, rehearsal, standing: standingOf(everyone) };
}

export const actions: Actions = {
	example: async ({ cookies }) => {
		if (!mayCreate(cookies)) return fail(403, { refused: true });
		const { entrance, eventMaker } = services();
		const { event, lead } = await eventMaker.makeExample();
		const { cookie, entry } = await entrance.signIn(event, 'facilitator', lead, sessionOf(cookies));
		keepSession(cookies, cookie);
		redirect(303, `/e/${entry.entryId}/console`);
	}
};
