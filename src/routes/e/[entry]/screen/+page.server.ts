import { redirect } from '@sveltejs/kit';
import { mayOpen } from '#lib/desk/desk-pages.ts';
import { RoleLinks } from '#server/app/role-links.ts';
import { services } from '#server/services.ts';
import type { PageServerLoad } from './$types';

/** The code of the open door: the room may read it, and nothing else that opens one. */
export const load: PageServerLoad = async ({ parent }) => {
	const { entry, role, event } = await parent();
	if (!mayOpen('screen', role)) redirect(303, `/e/${entry}`);
	const { directory, store, now, origin, live } = services();
	const links = new RoleLinks({
		directory,
		records: store.records,
		now,
		endEntries: (entries, code) => live.endEntries(entries, code)
	});
	const code = (await links.openCodes(event)).at(-1) ?? null;
	return { origin, code, joinAddress: code === null ? null : `${origin}/join?code=${code}` };
};
