import { expect, it } from 'vitest';
import { askRehearsal, rehearsalRuns } from './rehearsal.ts';

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

it.each([
	[Response.json({ running: true }), true],
	[Response.json({ running: false }), false],
	[Response.json({ code: 'not_found' }, { status: 404 }), null],
	[new Error('offline'), null]
])('asks whether they run', async (response, runs) => {
	const fetcher = (async () => {
		if (response instanceof Error) throw response;
		return response;
	}) as typeof fetch;
	expect(await rehearsalRuns('e1', fetcher)).toBe(runs);
});
