import { expect, it } from 'vitest';
import { askRehearsal, rehearsalNow, rehearsalWords } from './rehearsal.ts';

const answering = (response: Response | Error) => {
	const asked: { url: string; body: unknown }[] = [];
	const fetcher = (async (url: string, init: RequestInit) => {
		asked.push({ url, body: JSON.parse(init.body as string) });
		if (response instanceof Error) throw response;
		return response;
	}) as unknown as typeof fetch;
	return { asked, fetcher };
};

it('posts the wish to the entry’s own address', async () => {
	const { asked, fetcher } = answering(Response.json({}));
	expect(await askRehearsal('e1', { action: 'start', people: 196, runByItself: true }, fetcher)).toEqual({ ok: true });
	expect(asked).toEqual([{ url: '/api/e/e1/rehearsal', body: { action: 'start', people: 196, runByItself: true } }]);
});

it.each([
	[Response.json({ code: 'running' }, { status: 409 }), 'running'],
	[Response.json({ message: 'not_found' }, { status: 404 }), 'not_found'],
	[new Response('<html>', { status: 502 }), '502'],
	[new Error('offline'), null]
])('says why it was refused', async (response, code) => {
	expect(await askRehearsal('e1', { action: 'stop' }, answering(response).fetcher)).toEqual({ ok: false, code });
});

const STANDS = { running: true, progress: null, exitCode: null };

it.each([
	[Response.json(STANDS), STANDS],
	[Response.json({ code: 'not_found' }, { status: 404 }), null],
	[new Response('<html>', { status: 502 }), null],
	[new Error('offline'), null]
])('asks how they stand', async (response, stands) => {
	const fetcher = (async () => {
		if (response instanceof Error) throw response;
		return response;
	}) as typeof fetch;
	expect(await rehearsalNow('e1', fetcher)).toEqual(stands);
});

const progress = { people: 196, connected: 180 };
it.each([
	[{ ...STANDS, running: false }, null],
	[{ ...STANDS, running: false, exitCode: 0 }, null],
	[{ ...STANDS, running: false, exitCode: 2 }, /stopped because of a fault/],
	[STANDS, /on their way/],
	[{ ...STANDS, progress }, /^Simulated people are here: 180 of 196 connected\.$/],
	[{ ...STANDS, resumed: true }, /restarted.*coming back/],
	[{ ...STANDS, resumed: true, progress }, /restarted.*180 of 196/]
])('says it in a sentence', (stands, words) => {
	if (words === null) expect(rehearsalWords(stands)).toBeNull();
	else expect(rehearsalWords(stands)).toMatch(words);
});
