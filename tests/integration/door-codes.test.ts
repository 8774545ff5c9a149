/** The door over HTTP as a browser without script meets it: forms that are posted, pages that are read. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { openConfiguredStore } from '#server/configured-store.ts';
import { Directory, newEventId } from '#server/directory/directory.ts';
import { AppProcess, temporaryFolder } from './app-process.ts';
import { makeCafe } from './cafe-maker.ts';

const TITLE = /Leipzig/;
const WRONG = '222222';

/** Keeps cookies, follows no redirect, runs no script. All of them come from one address. */
class PlainBrowser {
	readonly #origin: string;
	readonly cookies = new Map<string, string>();

	constructor(origin: string) {
		this.#origin = origin;
	}

	async open(
		path: string,
		form?: Record<string, string>
	): Promise<{ status: number; html: string; to: string | null }> {
		const answer = await fetch(this.#origin + path, {
			redirect: 'manual',
			headers: {
				accept: 'text/html',
				'accept-language': 'en',
				origin: this.#origin.replace('127.0.0.1', 'localhost'), // the address that it printed
				cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
			},
			...(form && { method: 'POST', body: new URLSearchParams(form) })
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
			// Other paths would not be sent to the other pages.
			if (/; ?path=\/(;|$)/i.test(cookie)) this.cookies.set(name!, value!);
		}
		return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') };
	}
}

/** The attributes of an input, however they are ordered. */
function input(html: string, name: string): string {
	const found = [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`name="${name}"`));
	if (!found) throw new Error(`no input ${name} in ${html}`);
	return found;
}
const valueOf = (html: string, name: string): string | undefined => /\bvalue="([^"]*)"/.exec(input(html, name))?.[1];
/** What the page shows, without what differs from page to page by chance. */
const shown = (html: string): string =>
	/<main[\s\S]*<\/main>/.exec(html)![0].replaceAll(/value="[^"]*"|<!--.*?-->/g, '');

describe('the door without script', () => {
	const folder = temporaryFolder('door');
	let app: AppProcess;
	let code: string, card: string, notYet: string, openToken: string;
	const browser = () => new PlainBrowser(app.origin);

	beforeAll(async () => {
		const data = join(folder.path, 'data');
		const { event } = await makeCafe({ data, store: 'sqlite', hall: 1, online: 1 });
		const opened = await openConfiguredStore(readConfig(['--data', data, '--store', 'sqlite', '--media', 'off'], {}));
		const directory = new Directory(opened.store.records);
		code = await directory.links.createOpenCode(event);
		openToken = (
			await directory.links.create(event, { kind: 'open', role: 'participant', person: null, label: null }, 1)
		).token;
		const cards = await opened.store.records.list(`code/${event}/`);
		card = cards
			.find(({ value }) => value !== '*')!
			.key.split('/')
			.at(-1)!;
		// An event that is known by its id only: nothing of it is written yet.
		const later = newEventId();
		await directory.events.create({
			id: later,
			createdAt: 1,
			rehearsal: false,
			timeScale: 1,
			importedFrom: null,
			example: false
		});
		notYet = await directory.links.createOpenCode(later);
		await opened.stop();
		app = await AppProcess.start({ data, store: 'sqlite' });
	});
	afterAll(async () => {
		await app?.stop();
		folder.remove();
	});

	test('[SEC-2] the page lists no event, and fills in the code of the picture without trying it', async () => {
		const { status, html } = await browser().open('/join');
		expect(status).toBe(200);
		expect(html).not.toMatch(TITLE);
		const scanned = await browser().open(`/join?code=${code}`);
		expect(scanned.html).not.toMatch(TITLE);
		expect(valueOf(scanned.html, 'code')).toBe(code);
	});

	test.each(['/', '/join', '/door'])('[SEC-2] %s gives the browser its id for all pages', async (path) => {
		const visitor = browser();
		await visitor.open(path === '/door' ? `/door/${openToken}` : path);
		const id = visitor.cookies.get('rondo_browser');
		expect(id).toMatch(/^.{16}\..{43}$/);
		await visitor.open('/join');
		expect(visitor.cookies.get('rondo_browser')).toBe(id);
	});

	test('a code that is typed on the home page, then a name, lead in', async () => {
		const visitor = browser();
		await visitor.open('/');
		const door = await visitor.open('/join?/code', { code: `${code.slice(0, 3)}-${code.slice(3).toLowerCase()}` });
		expect(door.status).toBe(200);
		expect(door.html).toMatch(TITLE);
		const kept = valueOf(door.html, 'code')!;
		const came = await visitor.open('/join?/enter', { code: kept, name: 'Walter Walkin', attendance: 'remote' });
		expect(came.status).toBe(303);
		expect(visitor.cookies.has('rondo')).toBe(true);
		expect((await visitor.open(new URL(came.to!, app.origin).pathname)).status).toBe(200);
	});

	test.each([
		['/join?/enter', () => ({ code })],
		['/door', () => ({})]
	])('%s: a name that cannot be one comes back as it was typed, with the reason', async (path, kept) => {
		const visitor = browser();
		const at = path === '/door' ? `/door/${openToken}` : path;
		const empty = await visitor.open(at, { ...kept(), name: '   ', attendance: 'hall' });
		expect(empty.status).toBe(422);
		expect(empty.html).toContain('Write a name, so that your table knows whom it talks with.');
		expect(valueOf(empty.html, 'name')).toBe('   ');
		expect(/<input\b[^>]*value="hall"[^>]*>/.exec(empty.html)![0]).toContain('checked');
		const long = await visitor.open(at, { ...kept(), name: 'x'.repeat(300), attendance: 'hall' });
		expect(long.status).toBe(422);
		expect(valueOf(long.html, 'name')).toBe('x'.repeat(300));
		expect(long.html).toContain('Use at most');
		expect(visitor.cookies.has('rondo')).toBe(false);
		const came = await visitor.open(at, { ...kept(), name: 'Wanda', attendance: 'hall' });
		expect(came.status).toBe(303);
	});

	test('[SEC-2] a card’s code only says that it is one', async () => {
		const { status, html } = await browser().open('/join?/code', { code: card });
		expect(status).toBe(422);
		expect(html).toContain('This code stands on a card.');
		expect(html).not.toMatch(TITLE);
		const name = { name: 'Mallory', attendance: 'remote' };
		expect((await browser().open('/join?/enter', { code: card, ...name })).status).toBe(422);
	});

	test('[SEC-2] after five wrong ones a browser waits; another behind the same address comes in', async () => {
		const [tired, fresh] = [browser(), browser()];
		await tired.open('/');
		const unknown = await tired.open('/join?/code', { code: WRONG });
		const soon = await tired.open('/join?/code', { code: notYet });
		expect([unknown.status, soon.status]).toEqual([422, 422]);
		expect(shown(soon.html)).toBe(shown(unknown.html));
		for (let n = 0; n < 3; n++) expect((await tired.open('/join?/code', { code: WRONG })).status).toBe(422);
		const wrong = await tired.open('/join?/code', { code: WRONG });
		const right = await tired.open('/join?/code', { code });
		expect([wrong.status, right.status]).toEqual([429, 429]);
		expect(shown(right.html)).toBe(shown(wrong.html));
		expect(valueOf(right.html, 'code')).toBe(code);
		// Not by hanging something on, nor by an id of its own making: that one counts by address.
		const id = tired.cookies.get('rondo_browser')!;
		tired.cookies.set('rondo_browser', `${id}.2`);
		expect((await tired.open('/join?/code', { code })).status).toBe(429);

		await fresh.open('/');
		expect((await fresh.open('/join?/code', { code })).html).toMatch(TITLE);
		expect((await browser().open('/join?/code', { code })).html).toMatch(TITLE);
	});

	test('[SEC-2] made-up browsers are counted by their address; links go on meanwhile', async () => {
		const answers: number[] = [];
		for (let n = 0; n < 60; n++) {
			const visitor = browser();
			visitor.cookies.set('rondo_browser', `made-up-${n}.seal`);
			answers.push((await visitor.open('/join?/code', { code: WRONG })).status);
		}
		expect(answers.filter((status) => status === 422).length).toBeLessThanOrEqual(50);
		expect(answers.at(-1)).toBe(429);
		expect((await browser().open(`/door/${openToken}`)).status).toBe(200);
	});
});
