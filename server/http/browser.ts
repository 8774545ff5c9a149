/** Which browser types codes: an id that only the server gives, so that a fresh one cannot be made up for each try. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import type { Trier } from '../directory/tries.ts';
import { services } from '../services.ts';

const COOKIE = 'rondo_browser';
const YEAR_S = 365 * 24 * 3600;

const sealOf = (id: string): string =>
	createHmac('sha256', services().secrets.hmacSecret).update(`browser ${id}`).digest('base64url');

function isOurs(value: string): boolean {
	const [id = '', seal = ''] = value.split('.');
	const given = Buffer.from(seal);
	const right = Buffer.from(sealOf(id));
	return given.length === right.length && timingSafeEqual(given, right);
}

/** The id that this browser sent; a new one is given to it, and null answered, when it sent none or a made-up one. */
export function nameBrowser(cookies: Cookies): string | null {
	const known = cookies.get(COOKIE);
	// Only the part that is sealed counts: whatever is hung on behind it makes no other browser.
	if (known && isOurs(known)) return known.split('.')[0]!;
	const id = randomBytes(12).toString('base64url');
	cookies.set(COOKIE, `${id}.${sealOf(id)}`, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: services().origin.startsWith('https://'),
		maxAge: YEAR_S
	});
	return null;
}

/** Who tries a code: this browser, from its address. Ids are given to everybody who asks: one address may have many. */
export const trierOf = (cookies: Cookies, getClientAddress: () => string): Trier => ({
	browser: nameBrowser(cookies),
	address: getClientAddress()
});
