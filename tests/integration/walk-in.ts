import type { SignedIn } from '../../tools/fleet/visitor.ts';

/** As somebody who types her name at the open door, without script. */
export async function walkIn(origin: string, token: string, name: string): Promise<SignedIn> {
	const answer = await fetch(`${origin}/door/${token}`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ name, attendance: 'hall' })
	});
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => /^rondo=([^;]*)/.exec(line)?.[1])
		.find((value) => value !== undefined);
	const entry = /^\/e\/([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1];
	if (!cookie || !entry) throw new Error(`not let to the door: HTTP ${answer.status}`);
	return { origin, cookie, entry };
}
