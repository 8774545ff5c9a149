import { guarded } from '#server/http/guard.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

/** Card codes by person, for those who hand cards out. They identify, they do not sign anybody in. */
export const GET: RequestHandler = async ({ params, cookies }) => {
	const { host } = await guarded(cookies, params.entry, ['organiser', 'facilitator', 'greeter', 'hotline']);
	const listed = await services().directory.people.list(host.event);
	return Response.json(Object.fromEntries(listed.map(({ person, card }) => [person, card])), {
		headers: { 'Cache-Control': 'no-store' }
	});
};
