import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { findingsOf } from '#lib/desk/people-list-findings.server.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { CommandIdSchema } from '#lib/protocol/commands.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import { readUpTo } from '#server/http/small-form.ts';
import { PEOPLE_LIMITS } from '#server/import/index.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

const yes = v.exactOptional(v.literal('yes'));
const Asked = v.strictObject({
	/** Of the command: with it people are added, without it the list is only looked at. */
	id: v.exactOptional(CommandIdSchema),
	file: v.exactOptional(v.pipe(v.string(), v.maxLength(200)), 'people.csv'),
	attendance: v.exactOptional(v.picklist(['hall', 'remote']), 'remote'),
	offers: yes,
	rows: yes
});

/**
 * A list of people (the body: the bytes of a CSV file). Without `id` what it would do; with it, everybody of it who is new
 * is added, or nobody: 422 with what was found when it has faults that were not accepted.
 */
export const POST: RequestHandler = async ({ request, params, cookies, url }) => {
	sameOrigin(request);
	const { entry, opened } = await guarded(cookies, params.entry, RUNNING);
	const asked = v.safeParse(Asked, Object.fromEntries(url.searchParams));
	if (!asked.success || !isCsv(request)) error(400, { message: 'bad_message', code: 'bad_message' });
	const { id, file, attendance, offers, rows } = asked.output;
	// Whoever goes away in the middle of it is no fault of ours.
	const list = request.body ? await readUpTo(request.body, PEOPLE_LIMITS.bytes).catch(() => null) : new Uint8Array();
	if (!list) error(413, { message: 'file_large', code: 'file_large' });
	const { peopleLists } = services();
	const done = await peopleLists.inTurn(opened.event, async () => {
		const looked = await peopleLists.look(opened, list, { file, attendance, acceptOffers: offers === 'yes' });
		if (id === undefined) return answer(findingsOf(opened.runtime.state, looked, file));
		const accepted = looked.verdict === 'clean' || (looked.verdict === 'rows' && rows === 'yes');
		if (!accepted) return answer(findingsOf(opened.runtime.state, looked, file), 422);
		const { role, person } = entry;
		const added = await peopleLists.add(opened, looked, { commandId: id, actor: { role, person } });
		if (!added.ok) error(409, { message: added.error.code, code: added.error.code });
		return answer({ added: added.value });
	});
	return done ?? error(429, { message: 'too_fast', code: 'too_fast' });
};

/** A page of another site may send plain text unasked, and nothing else. */
const isCsv = (request: Request): boolean => /^text\/csv\b/i.test(request.headers.get('content-type') ?? '');

const answer = (body: unknown, status = 200) =>
	Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
