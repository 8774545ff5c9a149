import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskOf } from '#lib/domain/read.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

const Asked = v.strictObject({
	/** null = everybody who is not forgotten. */
	people: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(20_000)))
});

/** New personal links. Their tokens are told this once; the store keeps hashes. */
export const POST: RequestHandler = async ({ request, params, cookies }) => {
	sameOrigin(request);
	const { opened } = await guarded(cookies, params.entry, RUNNING);
	const asked = v.safeParse(Asked, await request.json().catch(() => null));
	if (!asked.success) error(400, { message: 'bad_message', code: 'bad_message' });
	const { directory, entrance } = services();
	const everybody = Object.keys(deskOf(opened.runtime.state).people);
	const people = (asked.output.people ?? everybody) as PersonId[];
	const links = await entrance.personalLinks(opened.event, people);
	const listed = new Map((await directory.people.list(opened.event)).map((person) => [person.person, person]));
	return Response.json(
		links.map(({ person, token }) => {
			const { name = '', importId = null, card = '' } = listed.get(person) ?? {};
			const { role, attendance, device } = deskOf(opened.runtime.state).people[person]!;
			return { person, name, importId, card, role, attendance, device, token };
		}),
		{ headers: { 'Cache-Control': 'no-store' } }
	);
};
