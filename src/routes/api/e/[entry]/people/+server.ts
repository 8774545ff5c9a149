import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { faultsShown, readFile } from '#lib/desk/import-findings.server.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { deskPersonOf } from '#lib/domain/read.ts';
import { CommandIdSchema } from '#lib/protocol/commands.ts';
import type { LookedAtList } from '#server/app/people-list.ts';
import type { OpenEvent } from '#server/events/open-event.ts';
import { guarded, sameOrigin } from '#server/http/guard.ts';
import { readUpTo } from '#server/http/small-form.ts';
import { PEOPLE_LIMITS } from '#server/import/index.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

/** Names that a page can show; the counts tell the rest. */
const NAMES_MOST = 500;

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
		if (id === undefined) return answer(findingsOf(opened, looked, file));
		const accepted = looked.verdict === 'clean' || (looked.verdict === 'rows' && rows === 'yes');
		if (!accepted) return answer(findingsOf(opened, looked, file), 422);
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

function findingsOf({ runtime }: OpenEvent, { read, verdict, fresh, there, alike }: LookedAtList, file: string) {
	const names = (people: readonly { name: string }[]) => people.slice(0, NAMES_MOST).map(({ name }) => name);
	return {
		verdict,
		file: readFile(file, read),
		fresh: { count: fresh.length, names: names(fresh) },
		alike: { count: alike.length, names: names(alike) },
		there: {
			count: there.length,
			people: there.slice(0, NAMES_MOST).map(({ row, person }) => {
				const { role, participation } = deskPersonOf(runtime.state, person)!;
				return { person, name: row.name, role, participation };
			})
		},
		...faultsShown(read.faults)
	};
}
/** What a list would do, as the page shows it. */
export type ListFindings = ReturnType<typeof findingsOf>;
