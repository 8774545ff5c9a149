import { redirect } from '@sveltejs/kit';
import type { PersonId } from '#lib/domain/ids.ts';
import { INITIAL_PERSON } from '#lib/domain/initial.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { everyoneOf, personOf, stageOf, tableOf } from '#lib/domain/read.ts';
import { chooseView } from '#lib/live/view-choice.ts';
import { services } from '#server/services.ts';
import type { PageServerLoad } from './$types';
import type { ViewName } from './_guest/guest-views.svelte.ts';

/** Everybody with a desk goes to it; participants, table hosts and observers stay here. */
const DESK_OF: { readonly [R in Role]?: string } = {
	organiser: 'console',
	facilitator: 'console',
	moderator: 'harvest',
	harvester: 'harvest',
	greeter: 'people',
	hotline: 'people',
	screen: 'screen'
};

export const load: PageServerLoad = async ({ parent }) => {
	const { entry, event, role, person } = await parent();
	const desk = DESK_OF[role];
	if (desk) redirect(303, `/e/${entry}/${desk}`);
	return { likely: likelyView((await services().openEvents.open(event)).runtime.state, role, person) };
};

/** What the page will most probably show. A guess, for which code is fetched first: the page itself decides by its facts. */
function likelyView(state: EventState, role: Role, person: PersonId | null): ViewName {
	const me = person === null ? INITIAL_PERSON : personOf(state, person);
	const { view } = chooseView({
		ready: true,
		role,
		person,
		everyone: everyoneOf(state),
		stage: stageOf(state),
		me,
		stepsDone: false,
		table: me.seat === null ? null : tableOf(state, me.seat.table)
	});
	return view === 'loading' ? 'lobby' : view;
}
