import { expect, test } from 'vitest';
import { smallForm } from './small-form.ts';

const URL_ENCODED = 'application/x-www-form-urlencoded';
const post = (body: BodyInit, type: string) =>
	new Request('http://localhost/join?/code', {
		method: 'POST',
		body,
		headers: { 'content-type': type, 'x-sveltekit-action': 'true' },
		duplex: 'half'
	} as RequestInit);
const streamed = (text: string) =>
	new ReadableStream({
		start(controller) {
			for (let at = 0; at < text.length; at += 10_000)
				controller.enqueue(new TextEncoder().encode(text.slice(at, at + 10_000)));
			controller.close();
		}
	});

test('a form of ours is as it was, with its headers', async () => {
	const request = (await smallForm(post('code=ABCDEF&name=L%C3%A9a', URL_ENCODED))) as Request;
	expect(request.headers.get('x-sveltekit-action')).toBe('true');
	expect([...(await request.formData())]).toEqual([
		['code', 'ABCDEF'],
		['name', 'Léa']
	]);
	const parts = new FormData();
	parts.set('name', 'Léa');
	const sent = new Request('http://localhost/', { method: 'POST', body: parts });
	expect((await ((await smallForm(sent)) as Request).formData()).get('name')).toBe('Léa');
});

test('more fields than a page has are refused in no time, and so is more than a person types', async () => {
	for (const body of ['a&'.repeat(2_000), `name=${'x'.repeat(200_000)}`])
		for (const type of [URL_ENCODED, `${URL_ENCODED}; charset=utf-8`, 'Multipart/Form-Data; boundary=x'])
			for (const sent of [body, streamed(body)]) {
				const request = post(sent, type);
				expect(await smallForm(request), `${type} ${body.length}`).toBe(413);
			}
});

test('one that breaks off, and what cannot be read', async () => {
	const broken = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) });
	expect(await smallForm(post(broken, URL_ENCODED))).toBe(413);
	expect(await smallForm(post('--y', 'multipart/form-data; boundary=x'))).toBe(400);
	expect(await smallForm(post('--y', 'multipart/form-data'))).toBe(400);
	for (const type of ['text/plain', 'application/x-sveltekit-formdata', 'application/json'])
		expect(await smallForm(post('a=b', type))).toBe(415);
});

test('what has no body, and files where files are taken, are left unread', async () => {
	const files = post('x'.repeat(200_000), 'multipart/form-data; boundary=x');
	for (const request of [new Request('http://localhost/'), files]) {
		expect(await smallForm(request, true)).toBe(request);
		expect(request.bodyUsed).toBe(false);
	}
	expect(await smallForm(post('a&'.repeat(2_000), URL_ENCODED), true)).toBe(413);
});
