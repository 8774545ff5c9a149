import type { RequestHandler } from './$types';
import { error, redirect } from '@sveltejs/kit';
import { services } from '#server/services.ts';
import { keepInstance, keepSession, sessionOf } from '#server/http/session.ts';

/** A link is exchanged at once for a cookie and leaves the address bar. */
export const GET: RequestHandler = async ({ params, cookies }) => {
	const { entrance } = services();
	if (entrance.holdsInstanceLink(params.token)) {
		keepInstance(cookies, params.token);
		redirect(303, '/');
	}
	const exchanged = await entrance.exchange(params.token, sessionOf(cookies));
	switch (exchanged.kind) {
		case 'signed_in':
			keepSession(cookies, exchanged.signedIn.cookie);
			redirect(303, `/e/${exchanged.signedIn.entry.entryId}`);
			break;
		case 'open':
			// The open link is for everybody: it may stand in the address bar.
			redirect(303, `/door/${params.token}`);
			break;
		case 'unknown':
			redirect(303, '/?fault=link_unknown');
			break;
		case 'too_often':
			error(429, { message: 'too_fast', code: 'too_fast' });
	}
	return new Response(null, { status: 404 });
};
