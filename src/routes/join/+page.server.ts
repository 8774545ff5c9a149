import { fail } from '@sveltejs/kit';
import type { EventId, Texts } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { services } from '#server/services.ts';
import { comeIn, doorSign } from '../door/visitor.server.ts';
import { browserOf, nameBrowser } from './browser.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Events that can be joined: there is a card, and nobody has closed it. Newest first. */
async function openEvents(): Promise<{ id: EventId; title: Texts; date: string }[]> {
	const { directory, hosts } = services();
	const events = await directory.events.list();
	const open = await Promise.all(
		events.map(async ({ id }) => {
			const { card, closed } = everyoneOf((await hosts.open(id)).runtime.state);
			return card && !closed ? [{ id, title: card.title, date: card.date }] : [];
		})
	);
	return open.flat().reverse();
}

export const load: PageServerLoad = async ({ url, cookies }) => {
	nameBrowser(cookies);
	const events = await openEvents();
	const asked = url.searchParams.get('event');
	return { events, asked: events.some(({ id }) => id === asked) ? asked : null };
};

const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value.slice(0, 64) : '';
};

/** Tries a code; what comes back is told the same way whatever was wrong (and not at all when it must wait). */
async function tryCode(form: FormData, browser: string) {
	const events = await openEvents();
	const asked = textOf(form, 'event');
	const event = events.find(({ id }) => id === asked)?.id ?? (events.length === 1 ? events[0]!.id : null);
	const code = textOf(form, 'code');
	const said = { code, event: event ?? asked };
	if (event === null) return { said, event, answer: 'no_event' as const };
	const { directory, now } = services();
	return { said, event, answer: (await directory.links.tryCode(event, code, browser, now())).kind };
}

export const actions: Actions = {
	/** The code alone: an open one shows the door, a card's code only tells whom to show it to. */
	code: async ({ request, cookies, getClientAddress }) => {
		const { said, event, answer } = await tryCode(await request.formData(), browserOf(cookies, getClientAddress()));
		if (answer !== 'open' || event === null) return fail(answer === 'wait' ? 429 : 422, { ...said, codeFault: answer });
		return { ...said, sign: await doorSign(event) };
	},
	/** Name and code together: the code is looked up again, since this page is no proof that it was right. */
	enter: async ({ request, cookies, getClientAddress }) => {
		const form = await request.formData();
		const { said, event, answer } = await tryCode(form, browserOf(cookies, getClientAddress()));
		if (answer !== 'open' || event === null) return fail(answer === 'wait' ? 429 : 422, { ...said, codeFault: answer });
		const refused = await comeIn(event, form, cookies, said);
		return fail(refused.status, { ...refused.data, sign: await doorSign(event) });
	}
};
