import { services } from '#server/services.ts';

/** For operators and watch-dogs: no personal data, no secrets. */
export function GET(): Response {
	const { version, store, mediaState, startedAt, now, live } = services();
	const { kind, durability, up, reason } = store.health();
	const media = mediaState();
	const body = {
		version,
		store: { kind, durability, up, reason },
		media: media.kind,
		mediaReason: media.kind === 'off' ? media.reason : null,
		connections: live.connections,
		uptimeSeconds: Math.round((now() - startedAt) / 1000)
	};
	return Response.json(body, { status: up ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
}
