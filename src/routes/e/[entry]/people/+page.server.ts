import { redirect } from '@sveltejs/kit';
import { mayOpen } from '#lib/desk/desk-pages.ts';
import { COLUMNS, PEOPLE_LIMITS } from '#server/import/index.ts';
import { services } from '#server/services.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
	const { entry, role } = await parent();
	if (!mayOpen('people', role)) redirect(303, `/e/${entry}`);
	// What a list may hold, and the address of the links of whom it brings.
	return { origin: services().origin, list: { columns: COLUMNS, bytes: PEOPLE_LIMITS.bytes } };
};
