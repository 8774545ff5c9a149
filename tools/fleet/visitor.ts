/** A browser without a screen: keeps its cookie, exchanges links, asks routes. */
import type { Device, Attendance } from '#lib/domain/event/event-card.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';

/** What `POST /api/e/<entry>/personal-links` answers for one person. */
export interface PersonalLink {
	readonly person: PersonId;
	readonly name: string;
	readonly importId: string | null;
	/** Six characters on the printed card. */
	readonly card: string;
	readonly role: Role;
	readonly attendance: Attendance;
	readonly device: Device;
	readonly token: string;
}

/** A browser's session: what the cookie holds, and the entry that stands in the page's path. */
export interface SignedIn {
	readonly origin: string;
	readonly cookie: string;
	readonly entry: string;
}

/** A link that was not exchanged, or a route that said no. */
export class VisitRefused extends Error {
	readonly status: number;
	constructor(what: string, status: number) {
		super(`${what}: HTTP ${status}`);
		this.name = 'VisitRefused';
		this.status = status;
	}
}

const LIMIT_MS = 20_000;
/** Told to come again so often, somebody gives up. */
const TIMES_MOST = 10;

/**
 * Opens `<origin>/l/<token>` as a browser does and keeps what comes.
 * @param cookie of a browser that has been here before
 * @throws {VisitRefused} when the link is unknown or needs a visitor to say who she is
 */
export async function visit(link: string, cookie: string | null = null): Promise<SignedIn> {
	const { origin } = new URL(link);
	const response = await opened(link, cookie);
	const entry = /^\/e\/([\w-]+)/.exec(response.headers.get('location') ?? '')?.[1];
	const given = response.headers.getSetCookie().map((line) => /^([^=]+)=([^;]*)/.exec(line));
	const session = given.find((pair) => pair?.[1] === SESSION_COOKIE)?.[2] ?? cookie;
	if (!entry || !session) throw new VisitRefused('the link was not exchanged', response.status);
	return { origin, cookie: session, entry };
}

/** Comes again as the server says, like a page that refreshes itself. */
async function opened(link: string, cookie: string | null): Promise<Response> {
	for (let times = 1; ; times++) {
		const response = await fetch(link, {
			redirect: 'manual',
			headers: cookie === null ? {} : { cookie: `${SESSION_COOKIE}=${cookie}` },
			signal: AbortSignal.timeout(LIMIT_MS)
		});
		await response.body?.cancel();
		const afterS = Number(response.headers.get('retry-after'));
		if (response.status !== 503 || !(afterS > 0) || times >= TIMES_MOST) return response;
		await new Promise((resolve) => setTimeout(resolve, afterS * 1_000));
	}
}

/** Asks a JSON route of the entry. @throws {VisitRefused} unless it answers 2xx */
export async function askRoute<Answer>(
	{ origin, cookie, entry }: SignedIn,
	route: string,
	body: unknown
): Promise<Answer> {
	const response = await fetch(`${origin}/api/e/${entry}/${route}`, {
		method: 'POST',
		headers: { cookie: `${SESSION_COOKIE}=${cookie}`, origin, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(LIMIT_MS)
	});
	if (!response.ok) throw new VisitRefused(`${route}: ${(await response.text()).slice(0, 200)}`, response.status);
	return (await response.json()) as Answer;
}

/** New personal links for these people, or for everybody. Needs a facilitator's or organiser's entry. */
export const personalLinks = (desk: SignedIn, people: readonly PersonId[] | null = null): Promise<PersonalLink[]> =>
	askRoute(desk, 'personal-links', { people });
