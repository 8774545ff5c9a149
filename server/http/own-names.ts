/** The names that this machine has for itself: pages opened by one of them are ours, and another site's never are. */
import type { IncomingMessage } from 'node:http';

/** The page opened by its loopback address instead of its name, on the same port. */
export const isOwnAddress = (asked: string, port: number): boolean =>
	asked === `http://127.0.0.1:${port}` || asked === `http://localhost:${port}`;

/**
 * Kit compares the origin of a form with the one name it was told. A form that our own page, opened by another of our
 * names, posts to that same name is given this one. Both headers must agree: a page of 127.0.0.1 on somebody's laptop
 * that posts to a public address is another site.
 */
export function underOneName(
	request: Pick<IncomingMessage, 'headers'>,
	{ origin, allowsOrigin }: { origin: string; allowsOrigin: (asked: string) => boolean }
): void {
	const { origin: asked, host } = request.headers;
	if (asked !== undefined && asked === `http://${host}` && allowsOrigin(asked)) request.headers.origin = origin;
}
