import * as v from 'valibot';
import { fail, redirect } from '@sveltejs/kit';
import { deskPersonOf } from '#lib/domain/read.ts';
import { m } from '#lib/paraglide/messages.js';
import { NameSchema } from '#lib/protocol/commands.ts';
import { keepSession, mayCreate, sessionOf } from '#server/http/session.ts';
import { rightsOf, type FolderImport } from '#server/import/index.ts';
import { services } from '#server/services.ts';
import { filesOf, findingsOf } from './read-files.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { RUNNING } from '#lib/domain/people/role-groups.ts';

export const load: PageServerLoad = ({ cookies }) => {
	if (!mayCreate(cookies)) redirect(303, '/');
};

const checked = (form: FormData, field: string): boolean => form.get(field) === 'on';

/** What the organiser typed and ticked; files cannot be given back to a browser. */
const answersOf = (form: FormData) => ({
	organiser: String(form.get('organiser') ?? '').slice(0, 200),
	rows: checked(form, 'rows'),
	offers: checked(form, 'offers'),
	rehearsal: checked(form, 'rehearsal')
});

const hasLead = ({ participants, crew }: FolderImport): boolean =>
	[...participants.people, ...(crew?.people ?? [])].some(({ role }) => RUNNING.includes(rightsOf(role)));

async function read(form: FormData) {
	const answers = answersOf(form);
	const files = await filesOf(form);
	if (!files.ok) return { answers, missing: files.missing, folder: null };
	const folder = await services().readImport(files.files, { acceptOffers: answers.offers });
	return { answers, missing: [], folder };
}

export const actions: Actions = {
	/** Reads everything and imports nothing. */
	check: async ({ request, cookies }) => {
		if (!mayCreate(cookies)) redirect(303, '/?fault=may_not_create');
		const { answers, missing, folder } = await read(await request.formData());
		if (!folder) return fail(422, { answers, missing, findings: null, organiserFault: null });
		return { answers, missing, findings: findingsOf(folder), organiserFault: null };
	},
	/** Imports what is clean, or the good rows when the organiser accepted that; reads the files again. */
	take: async ({ request, cookies }) => {
		if (!mayCreate(cookies)) redirect(303, '/?fault=may_not_create');
		const { answers, missing, folder } = await read(await request.formData());
		if (!folder) return fail(422, { answers, missing, findings: null, organiserFault: null });
		const findings = findingsOf(folder);
		const { event, verdict, participants, crew } = folder;
		const accepted = verdict === 'clean' || (verdict === 'rows' && answers.rows);
		if (!event || !accepted) return fail(422, { answers, missing, findings, organiserFault: null });
		const organiser = v.safeParse(NameSchema, answers.organiser);
		const led = hasLead(folder);
		if (!led && !organiser.success)
			return fail(422, { answers, missing, findings, organiserFault: m.import_you_missing() });
		const { entrance, eventMaker, openEvents } = services();
		const made = await eventMaker.make(event, [...participants.people, ...(crew?.people ?? [])], {
			rehearsal: answers.rehearsal,
			...(led || !organiser.success ? {} : { organiser: organiser.output })
		});
		const { state } = (await openEvents.open(made.event)).runtime;
		const role = deskPersonOf(state, made.lead)?.role ?? 'facilitator';
		const { cookie, entry } = await entrance.signIn(made.event, role, made.lead, sessionOf(cookies));
		keepSession(cookies, cookie);
		redirect(303, `/e/${entry.entryId}/console`);
	}
};
