import { guarded } from '#server/http/guard.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';
import { CARING } from '#lib/domain/people/role-groups.ts';

/** Card codes by person, for those who hand cards out. They identify, they do not sign anybody in. */
export const GET: RequestHandler = async ({ params, cookies }) => {
	const { opened } = await guarded(cookies, params.entry, CARING);
	const listed = await services().directory.people.list(opened.event);
	return Response.json(Object.fromEntries(listed.map(({ person, card }) => [person, card])), {
		headers: { 'Cache-Control': 'no-store' }
	});
};
