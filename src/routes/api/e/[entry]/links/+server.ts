import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { NameSchema } from '#lib/protocol/commands.ts';
import { LINK_ROLES, RoleLinks } from '#server/app/role-links.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

const Asked = v.variant('action', [
	v.strictObject({ action: v.literal('role'), role: v.picklist(LINK_ROLES), label: NameSchema }),
	v.strictObject({ action: v.literal('open') }),
	v.strictObject({ action: v.literal('revoke_person'), person: v.pipe(v.string(), v.maxLength(64)) }),
	v.strictObject({
		action: v.literal('revoke'),
		ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.minLength(1), v.maxLength(500))
	})
]);

function roleLinks(): RoleLinks {
	const { directory, store, now, live } = services();
	return new RoleLinks({
		directory,
		records: store.records,
		now,
		endEntries: (entries, code) => live.endEntries(entries, code)
	});
}

const answer = (body: unknown) => Response.json(body, { headers: { 'Cache-Control': 'no-store' } });

export const GET: RequestHandler = async ({ params, cookies }) => {
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	const links = roleLinks();
	return answer({ ...(await links.list(opened.event)), codes: await links.openCodes(opened.event) });
};

/** New links, whose tokens are told this once, and the end of old ones. */
export const POST: RequestHandler = async ({ request, params, cookies }) => {
	sameOrigin(request);
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	const asked = v.safeParse(Asked, await request.json().catch(() => null));
	if (!asked.success) error(400, { message: 'bad_message', code: 'bad_message' });
	const links = roleLinks();
	switch (asked.output.action) {
		case 'role': {
			const made = await links.create(opened, asked.output.role, asked.output.label);
			if (!made.ok) error(409, { message: made.error.code, code: made.error.code });
			return answer({ token: made.value.token });
		}
		case 'open':
			return answer(await links.createOpen(opened.event));
		case 'revoke':
			return answer({ ended: await links.revoke(opened.event, asked.output.ids) });
		case 'revoke_person':
			return answer(await links.revokePerson(opened.event, asked.output.person as PersonId));
	}
};
