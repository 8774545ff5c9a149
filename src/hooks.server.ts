import type { Handle, HandleServerError } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { smallForm } from '#server/http/small-form.ts';
import { services } from '#server/services.ts';
import { loggable } from '#server/logger.ts';
import { isStoreAway } from '#server/events/store-away.ts';
import { m } from '#lib/paraglide/messages.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

/** While the store is away: a program comes again after so long, a browser loads the page again by itself; seconds. */
const RETRY_AFTER_S = 2;
const REFRESH_S = 5;

/** The one page that takes files. It asks who sends them before it reads any. */
const TAKES_FILES = '/import';
/** JSON, and LiveKit's webhooks. */
const READS_NO_FORM = /^\/(api|hooks)\//;

export const handle: Handle = async (asked) => {
	const { event } = asked;
	const { pathname } = event.url;
	if (!READS_NO_FORM.test(pathname)) {
		const request = await smallForm(event.request, pathname === TAKES_FILES);
		if (typeof request === 'number') return new Response(null, { status: request });
		event.request = request;
	}
	return answer(asked);
};

/** The interface's language is the browser's, unless somebody chose one. */
const answer: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		let response = await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%paraglide.lang%', locale).replace('%paraglide.dir%', 'ltr')
		});
		if (response.status >= 500) response = await refused(response, locale, event.locals.storeAway ?? false);
		// Other sites learn nothing. With `no-referrer` a form without script would come from nowhere and be refused.
		response.headers.set('Referrer-Policy', 'same-origin');
		response.headers.set('X-Content-Type-Options', 'nosniff');
		response.headers.set(
			'Permissions-Policy',
			'camera=(self), microphone=(self), display-capture=(self), geolocation=()'
		);
		response.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
		// What a person sees is hers, her events and her name at the door too: no shared cache, no page after signing out.
		if (event.url.pathname.startsWith('/e/') || !response.headers.has('Cache-Control'))
			response.headers.set('Cache-Control', 'private, no-store');
		allowMedia(response);
		return response;
	});

/** An error page of Kit's own knows no language. */
async function refused(response: Response, locale: string, storeAway: boolean): Promise<Response> {
	const text = (await response.text()).replace('%paraglide.lang%', locale);
	const { headers, status } = response;
	if (storeAway) {
		headers.set('Retry-After', `${RETRY_AFTER_S}`);
		headers.set('Refresh', `${REFRESH_S}`);
	}
	headers.delete('Content-Length');
	return new Response(text, { status: storeAway ? 503 : status, headers });
}

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

/** The store being away is no bug, and passes; anything else is one: an id for the person, the stack for the log. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (isStoreAway(error)) {
		event.locals.storeAway = true;
		services().logger.warn({ fault: loggable(error) }, 'page refused');
		return { message: m.error_away(), code: 'store_away' };
	}
	if (status === 404) return { message, code: 'not_found' };
	// A request that makes no sense is not a bug of ours: anybody could fill the log with it.
	if (status < 500) return { message, code: 'bad_request' };
	const incident = randomUUID().slice(0, 8);
	services().logger.error({ incident, fault: loggable(error) }, 'page failed');
	return { message: m.error_ours(), code: 'internal', incident };
};
