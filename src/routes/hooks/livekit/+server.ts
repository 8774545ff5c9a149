import type { RequestHandler } from './$types';
import { services } from '#server/services.ts';

/** LiveKit's webhooks: hints only, believed when their signature holds. */
export const POST: RequestHandler = async ({ request }) => {
	const believed = await services().media.webhook(await request.text(), request.headers.get('authorization'));
	return new Response(null, { status: believed ? 200 : 401 });
};
