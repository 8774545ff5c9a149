/** Which browser types codes: an id that only the server gives, so that a fresh one cannot be made up for each try. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import { services } from '#server/services.ts';

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

/** Gives this browser its id, unless it has one. */
export function nameBrowser(cookies: Cookies): void {
	const known = cookies.get(COOKIE);
	if (known && isOurs(known)) return;
	const id = randomBytes(12).toString('base64url');
	cookies.set(COOKIE, `${id}.${sealOf(id)}`, {
		path: '/join',
		httpOnly: true,
		sameSite: 'lax',
		secure: services().origin.startsWith('https://'),
		maxAge: YEAR_S
	});
}

/** The browser's id; one that sends none, or a made-up one, shares the tries of its address. */
export function browserOf(cookies: Cookies, address: string): string {
	const known = cookies.get(COOKIE);
	return known && isOurs(known) ? known : `address ${address}`;
}
