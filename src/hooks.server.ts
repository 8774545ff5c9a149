import type { Handle, HandleServerError } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { smallForm } from '#server/http/small-form.ts';
import { services } from '#server/services.ts';
import { loggable } from '#server/logger.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

/** The one page that takes files. It asks who sends them before it reads any. */
const TAKES_FILES = '/import';

export const handle: Handle = async (asked) => {
	const { event } = asked;
	const request = await smallForm(event.request, event.url.pathname === TAKES_FILES);
	if (!request) return new Response(null, { status: 413 });
	event.request = request;
	return answer(asked);
};

/** The interface's language is the browser's, unless somebody chose one. */
const answer: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		const response = await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%paraglide.lang%', locale).replace('%paraglide.dir%', 'ltr')
		});
		// Other sites learn nothing. With `no-referrer` a form without script would come from nowhere and be refused.
		response.headers.set('Referrer-Policy', 'same-origin');
		response.headers.set('X-Content-Type-Options', 'nosniff');
		response.headers.set(
			'Permissions-Policy',
			'camera=(self), microphone=(self), display-capture=(self), geolocation=()'
		);
		response.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
		// What a person sees is hers: no shared cache, and no page after signing out.
		if (event.url.pathname.startsWith('/e/')) response.headers.set('Cache-Control', 'private, no-store');
		allowMedia(response);
		return response;
	});

/** LiveKit's address is known only at run time; its exact origin joins the policy that Kit wrote. */
function allowMedia(response: Response): void {
	const policy = response.headers.get('Content-Security-Policy');
	const origins = services().mediaOrigins();
	if (policy && origins.length > 0)
		response.headers.set(
			'Content-Security-Policy',
			policy.replace("connect-src 'self'", `connect-src 'self' ${origins.join(' ')}`)
		);
}

/** A bug: an id for the person, the stack for the log. */
export const handleError: HandleServerError = ({ error, status, message }) => {
	if (status === 404) return { message, code: 'not_found' };
	// A request that makes no sense is not a bug of ours: anybody could fill the log with it.
	if (status < 500) return { message, code: 'bad_request' };
	const incident = randomUUID().slice(0, 8);
	services().logger.error({ incident, fault: loggable(error) }, 'page failed');
	return { message: 'internal', code: 'internal', incident };
};
