import { fail, type RequestEvent } from '@sveltejs/kit';
import type { EventId } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { nameBrowser, trierOf } from '#server/http/browser.ts';
import { services } from '#server/services.ts';
import { comeIn, doorSign } from '../door/visitor.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** More than a code with blanks or dashes can have. */
const TYPED_MOST = 64;

/** A code in the address, as in the room screen's picture, is only filled in: a try is somebody's own press. */
export const load: PageServerLoad = ({ url, cookies }) => {
	nameBrowser(cookies);
	return { code: url.searchParams.get('code')?.slice(0, TYPED_MOST) ?? '' };
};

/** Events that can be joined: there is a card, and nobody has closed it. Newest first; shown to nobody. */
async function joinable(): Promise<EventId[]> {
	const { directory, openEvents } = services();
	const events = await directory.events.list();
	const open = await Promise.all(
		events.map(async ({ id }) => {
			const { card, closed } = everyoneOf((await openEvents.open(id)).runtime.state);
			return card && !closed ? [id] : [];
		})
	);
	return open.flat().reverse();
}

/** Tries a code; what comes back is told the same way whatever was wrong (and not at all when it must wait). */
async function tryCode(form: FormData, { cookies, getClientAddress }: RequestEvent) {
	const typed = form.get('code');
	const said = { code: typeof typed === 'string' ? typed.slice(0, TYPED_MOST) : '' };
	const { directory, now } = services();
	const trier = trierOf(cookies, getClientAddress);
	const { event, answer } = await directory.links.tryCodeAmong(await joinable(), said.code, trier, now());
	if (answer.kind === 'open' && event !== null) return { ok: true, said, event } as const;
	const refused = fail(answer.kind === 'wait' ? 429 : 422, { ...said, codeFault: answer.kind });
	return { ok: false, refused } as const;
}

export const actions: Actions = {
	/** The code alone: an open one shows the door, a card's code only tells whom to show it to. */
	code: async (asked) => {
		const tried = await tryCode(await asked.request.formData(), asked);
		return tried.ok ? { ...tried.said, sign: await doorSign(tried.event) } : tried.refused;
	},
	/** Name and code together: the code is looked up again, since this page is no proof that it was right. */
	enter: async (asked) => {
		const form = await asked.request.formData();
		const tried = await tryCode(form, asked);
		if (!tried.ok) return tried.refused;
		const refused = await comeIn(tried.event, form, asked.cookies, tried.said);
		return fail(refused.status, { ...refused.data, sign: await doorSign(tried.event) });
	}
};
