import { redirect } from '@sveltejs/kit';
import type { Role } from '#lib/domain/people/person.ts';
import type { PageServerLoad } from './$types';

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
	const { entry, role } = await parent();
	const desk = DESK_OF[role];
	if (desk) redirect(303, `/e/${entry}/${desk}`);
};
