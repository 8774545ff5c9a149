import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { fail, redirect } from '@sveltejs/kit';
import { boxOf, freshEvent, readTyped, templateForm, TOPICS_MOST, type TypedEvent } from '#lib/desk/create-form.ts';
import { ruleSentence } from '#lib/desk/rule-sentence.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { NameSchema } from '#lib/protocol/commands.ts';
import { keepSession, mayCreate, sessionOf } from '#server/http/session.ts';
import { eventFromTemplate } from '#server/import/index.ts';
import { services } from '#server/services.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies }) => {
	if (!mayCreate(cookies)) redirect(303, '/');
	const today = new Date(services().now()).toISOString().slice(0, 10);
	return { fresh: freshEvent(today, getLocale()), zones: ['UTC', ...Intl.supportedValuesOf('timeZone')] };
};

/** An empty box is told as what it is, not as a text with too few characters. */
const sentenceOf = (rule: string, params: Record<string, string | number>): string =>
	rule === 'too_short' && params['limit'] === 1 ? m.create_needed() : ruleSentence({ rule, params });

/** Sentences by box; of two faults in one box the first is shown. */
function faultsOf(
	typed: TypedEvent,
	faults: readonly { column: string; rule: string; params: Record<string, string | number> }[]
) {
	const boxes: Record<string, string> = {};
	for (const { column, rule, params } of faults) boxes[boxOf(column, typed.topics)] ??= sentenceOf(rule, params);
	return boxes;
}

export const actions: Actions = {
	/** One more row for a topic, for browsers without script. */
	more: async ({ request }) => {
		const typed = readTyped(await request.formData());
		const topics = typed.topics.length < TOPICS_MOST ? [...typed.topics, { title: '', question: '' }] : typed.topics;
		return { typed: { ...typed, topics }, faults: {} as Record<string, string> };
	},
	make: async ({ request, cookies }) => {
		if (!mayCreate(cookies)) redirect(303, '/?fault=may_not_create');
		const typed = readTyped(await request.formData());
		const organiser = v.safeParse(NameSchema, typed.organiser);
		const event = eventFromTemplate(templateForm(typed, `event-${randomBytes(6).toString('hex')}`));
		const faults = {
			...(event.ok ? {} : faultsOf(typed, event.error)),
			...(organiser.success ? {} : { organiser: m.create_you_missing() })
		};
		if (!event.ok || !organiser.success) return fail(422, { typed, faults });
		const { entrance, eventMaker } = services();
		const options = { organiser: organiser.output, rehearsal: typed.rehearsal };
		const { event: made, lead } = await eventMaker.make(event.value, [], options);
		const { cookie, entry } = await entrance.signIn(made, 'organiser', lead, sessionOf(cookies));
		keepSession(cookies, cookie);
		redirect(303, `/e/${entry.entryId}/links`);
	}
};
