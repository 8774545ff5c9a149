import { error } from '@sveltejs/kit';
import type { EventId } from '#lib/domain/ids.ts';
import { nameBrowser } from '#server/http/browser.ts';
import { services } from '#server/services.ts';
import { alreadyIn, comeIn, doorSign } from '../visitor.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** The event of an open link. A personal link is no open door, and an unknown one looks the same. */
async function eventBehind(token: string): Promise<EventId> {
	const link = await services().directory.links.resolve(token);
	if (link?.kind !== 'open') error(404, { message: 'link_unknown', code: 'link_unknown' });
	return link.event;
}

export const load: PageServerLoad = async ({ params, cookies }) => {
	nameBrowser(cookies);
	const event = await eventBehind(params.token);
	const sign = await doorSign(event);
	if (!sign) error(404, { message: 'link_unknown', code: 'link_unknown' });
	return { sign, known: await alreadyIn(event, cookies) };
};

export const actions: Actions = {
	default: async ({ params, request, cookies }) =>
		comeIn(await eventBehind(params.token), await request.formData(), cookies)
};
