/** Every route that needs an entry, asked without one, with one of another event, and in every role. */
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Cookies } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import { provideServices } from '#server/services.ts';

const ROUTES = resolve(import.meta.dirname, '../../src/routes');
const ROLES = [
	'organiser',
	'facilitator',
	'moderator',
	'harvester',
	'table_host',
	'participant',
	'greeter',
	'hotline',
	'observer',
	'screen'
] as const satisfies readonly Role[];
const RUN: readonly Role[] = ['organiser', 'facilitator'];

/** Who may; a new route fails the test until somebody has said who. */
const MAY: Readonly<Record<string, readonly Role[]>> = {
	'api/e/[entry]/+server.ts': RUN,
	'api/e/[entry]/cards/+server.ts': [...RUN, 'greeter', 'hotline'],
	'api/e/[entry]/links/+server.ts': RUN,
	'api/e/[entry]/people/+server.ts': RUN,
	'api/e/[entry]/personal-links/+server.ts': RUN,
	'api/e/[entry]/rehearsal/+server.ts': RUN,
	'e/[entry]/+layout.server.ts': ROLES,
	/** Who has a desk is led to it. */
	'e/[entry]/+page.server.ts': ['table_host', 'participant', 'observer'],
	'e/[entry]/console/+page.server.ts': [...RUN, 'moderator'],
	'e/[entry]/harvest/+page.server.ts': [...RUN, 'moderator', 'harvester'],
	'e/[entry]/links/+page.server.ts': RUN,
	'e/[entry]/people/+page.server.ts': [...RUN, 'greeter', 'hotline'],
	'e/[entry]/plan/+page.server.ts': RUN,
	'e/[entry]/screen/+page.server.ts': ROLES.filter((role) => role !== 'participant' && role !== 'table_host')
};
const FILES = Object.keys(MAY);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback'] as const;
/** What Kit itself understands a module to export, beside methods. */
const OPTIONS = new Set(['load', 'prerender', 'ssr', 'csr', 'trailingSlash', 'config', 'entries']);

interface Browser {
	readonly cookie: string | null;
	readonly entry: string;
}
interface Answer {
	readonly status: number;
	readonly location?: string;
}
type Handler = (asked: unknown) => unknown;

let app: App;
let folder: string;
let event: EventId;
const browsers = new Map<Role, Browser>();
let elsewhere: Browser;

const signedIn = async (of: EventId, role: Role): Promise<Browser> => {
	const { cookie, entry } = await app.services.entrance.signIn(of, role, null, null);
	return { cookie, entry: entry.entryId };
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'rondo-routes-'));
	const config = readConfig(['--data', folder, '--store', 'sqlite', '--media', 'off'], { LOG_LEVEL: 'silent' });
	app = await buildServices({ config, origin: 'http://localhost:1', version: 'test', port: 1 });
	await app.resume();
	provideServices(app.services);
	({ event } = await app.services.eventMaker.makeExample());
	const other = await app.services.eventMaker.makeExample();
	for (const role of ROLES) browsers.set(role, await signedIn(event, role));
	elsewhere = await signedIn(other.event, 'facilitator');
});
afterAll(async () => {
	await app.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function answerOf(handler: Handler, asked: object): Promise<Answer> {
	try {
		const answer = await handler(asked);
		return { status: answer instanceof Response ? answer.status : 200 };
	} catch (thrown) {
		const { status, location } = thrown as Partial<Answer>;
		if (status === undefined) throw thrown;
		return { status, ...(location === undefined ? {} : { location }) };
	}
}

async function modulesOf(file: string): Promise<Record<string, Handler>> {
	const module = (await import(/* @vite-ignore */ join(ROUTES, file))) as Record<string, Handler>;
	const unknown = Object.keys(module).filter(
		(name) => !OPTIONS.has(name) && !(METHODS as readonly string[]).includes(name) && !name.startsWith('_')
	);
	// Form actions would need a test of their own: the guard of `load` does not guard them.
	expect(unknown, file).toEqual([]);
	return module;
}

/** Every way to ask the route; a body that no POST accepts shows that the guard was passed and changes nothing. */
async function ask(file: string, { cookie, entry }: Browser, origin?: string): Promise<Record<string, Answer>> {
	const cookies = { get: (name: string) => (name === SESSION_COOKIE ? (cookie ?? undefined) : undefined) } as Cookies;
	const module = await modulesOf(file);
	const layout = await modulesOf('e/[entry]/+layout.server.ts');
	const found: Record<string, Answer> = {};
	for (const [name, handler] of Object.entries(module)) {
		if (name !== 'load' && !(METHODS as readonly string[]).includes(name)) continue;
		const asked = { params: { entry }, cookies, url: new URL('http://localhost:1/'), setHeaders: () => undefined };
		const request = new Request('http://localhost:1/', {
			method: name === 'load' || name === 'fallback' ? 'GET' : name,
			...(name === 'POST' || name === 'PUT' || name === 'PATCH' ? { body: '{"no": "such thing"}' } : {}),
			headers: { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) }
		});
		const parent = () => layout['load']!(asked);
		found[name] = await answerOf(handler, { ...asked, request, parent });
	}
	expect(Object.keys(found).length, `${file} answers something`).toBeGreaterThan(0);
	return found;
}

const isApi = (file: string) => file.startsWith('api/');
const refusedAtTheDoor = (file: string): Answer =>
	isApi(file) ? { status: 404 } : { status: 303, location: '/?fault=signed_out' };

describe('[ARCH-10] routes that need an entry', () => {
	test('all of them are listed here', () => {
		const files = globSync('{e,api}/**/+{server,page.server,layout.server}.{ts,js}', { cwd: ROUTES });
		expect(files.sort()).toEqual(FILES.toSorted());
	});

	test.each(FILES)('%s: nothing for a browser without the entry', async (file) => {
		const { entry } = browsers.get('facilitator')!;
		const strangers: Browser[] = [
			{ cookie: null, entry },
			{ cookie: 'made-up', entry },
			{ ...elsewhere, entry },
			{ cookie: browsers.get('participant')!.cookie, entry },
			{ cookie: browsers.get('facilitator')!.cookie, entry: elsewhere.entry },
			{ cookie: browsers.get('facilitator')!.cookie, entry: '__proto__' }
		];
		for (const stranger of strangers)
			for (const [way, answer] of Object.entries(await ask(file, stranger)))
				expect(answer, `${way} by ${JSON.stringify(stranger)}`).toEqual(refusedAtTheDoor(file));
	});

	test.each(FILES)('%s: for those only who may', async (file) => {
		for (const role of ROLES) {
			const browser = browsers.get(role)!;
			const may = MAY[file]!.includes(role);
			for (const [way, answer] of Object.entries(await ask(file, browser))) {
				const said = `${way} as ${role}`;
				if (may) expect(answer.status, said).toBe(way === 'POST' || way === 'DELETE' ? 400 : 200);
				else if (isApi(file)) expect(answer, said).toEqual({ status: 404 });
				else {
					expect(answer.status, said).toBe(303);
					expect(answer.location, said).toMatch(new RegExp(`^/e/${browser.entry}(/[a-z]+)?$`));
				}
			}
		}
	});

	test.each(FILES.filter(isApi))('%s: no POST from another site’s page', async (file) => {
		const answers = await ask(file, browsers.get('facilitator')!, 'https://elsewhere.example');
		for (const [way, answer] of Object.entries(answers)) expect(answer.status, way).toBe(way === 'GET' ? 200 : 403);
	});
});
