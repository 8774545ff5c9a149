/** Who asks over HTTP: the same entries as over the socket, checked on every route. An id in a path is no right. */
import { error, type Cookies } from '@sveltejs/kit';
import { deskPersonOf } from '#lib/domain/read.ts';
import type { Role } from '#lib/domain/people/person.ts';
import type { Entry } from '../directory/sessions.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { services } from '../services.ts';
import { sessionOf } from './session.ts';

export interface Guarded {
	entry: Entry;
	opened: OpenEvent;
}

/**
 * The entry that the path names, if this browser has it and its role is among `roles`.
 * @throws 404 otherwise: a foreign event and a missing right look the same.
 */
export async function guarded(cookies: Cookies, entryId: string, roles: readonly Role[]): Promise<Guarded> {
	const { directory, openEvents } = services();
	const cookie = sessionOf(cookies);
	const entry = cookie === null ? null : await directory.sessions.entry(cookie, entryId);
	if (!entry || !roles.includes(entry.role)) error(404, { message: 'not_found', code: 'not_found' });
	const opened = await openEvents.open(entry.event);
	const who = entry.person === null ? undefined : deskPersonOf(opened.runtime.state, entry.person);
	if (entry.person !== null && (!who || who.forgotten || who.participation === 'removed'))
		error(404, { message: 'not_found', code: 'not_found' });
	return { entry, opened };
}

/** JSON routes are not covered by Kit's form check: a request from another site's page is refused here. */
export function sameOrigin(request: Request): void {
	const asked = request.headers.get('origin');
	const { origin, allowsOrigin } = services();
	if (asked !== null && asked !== origin && !allowsOrigin(asked))
		error(403, { message: 'foreign_origin', code: 'foreign_origin' });
}
