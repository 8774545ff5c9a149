import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

const Asked = v.strictObject({ title: v.pipe(v.string(), v.maxLength(1_000)) });

/** Deletes the whole event, bytes included, for who types its title; 409 with the reason's code while it goes on. */
export const DELETE: RequestHandler = async ({ request, params, cookies }) => {
	sameOrigin(request);
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	const asked = v.safeParse(Asked, await request.json().catch(() => null));
	if (!asked.success) error(400, { message: 'bad_message', code: 'bad_message' });
	const done = await services().eventDeletion.delete(opened, asked.output.title);
	if (!done.ok) error(409, { message: done.error.code, code: done.error.code });
	return Response.json({ deleted: true }, { headers: { 'Cache-Control': 'no-store' } });
};
