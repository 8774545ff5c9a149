import type { Cookies } from '@sveltejs/kit';
import { SESSION_COOKIE } from '../realtime/cookie.ts';
import { services } from '../services.ts';

const INSTANCE_COOKIE = 'rondo_instance';
const DAYS_90 = 90 * 24 * 3600;

const options = () => ({
	path: '/',
	httpOnly: true,
	sameSite: 'lax' as const,
	secure: services().origin.startsWith('https://'),
	maxAge: DAYS_90
});

/** The browser's session; null before it has one. */
export const sessionOf = (cookies: Cookies): string | null => cookies.get(SESSION_COOKIE) ?? null;

export function keepSession(cookies: Cookies, value: string): void {
	cookies.set(SESSION_COOKIE, value, options());
}

/** Whoever came by the instance link may create and import events in this browser. */
export function keepInstance(cookies: Cookies, token: string): void {
	cookies.set(INSTANCE_COOKIE, token, options());
}

export function mayCreate(cookies: Cookies): boolean {
	const { entrance } = services();
	const token = cookies.get(INSTANCE_COOKIE);
	return entrance.openCreate || (token !== undefined && entrance.holdsInstanceLink(token));
}
