import { redirect } from '@sveltejs/kit';
import { mayOpen } from '#lib/desk/desk-pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
	const { entry, role } = await parent();
	if (!mayOpen('harvest', role)) redirect(303, `/e/${entry}`);
};
