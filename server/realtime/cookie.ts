/** The one cookie: an opaque random id of the browser's session. */
export const SESSION_COOKIE = 'rondo';

export function sessionCookieIn(header: string | undefined): string | null {
	for (const pair of header?.split(';') ?? []) {
		const at = pair.indexOf('=');
		if (at > 0 && pair.slice(0, at).trim() === SESSION_COOKIE) return pair.slice(at + 1).trim() || null;
	}
	return null;
}
