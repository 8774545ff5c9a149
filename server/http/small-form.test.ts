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
	const request = (await smallForm(post('code=ABCDEF&name=L%C3%A9a', URL_ENCODED)))!;
	expect(request.headers.get('x-sveltekit-action')).toBe('true');
	expect([...(await request.formData())]).toEqual([
		['code', 'ABCDEF'],
		['name', 'Léa']
	]);
	const parts = new FormData();
	parts.set('name', 'Léa');
	const sent = new Request('http://localhost/', { method: 'POST', body: parts });
	expect((await (await smallForm(sent))!.formData()).get('name')).toBe('Léa');
});

test('more fields than a page has are refused in no time, and so is more than a person types', async () => {
	for (const body of ['a&'.repeat(2_000), `name=${'x'.repeat(200_000)}`])
		for (const type of [URL_ENCODED, `${URL_ENCODED}; charset=utf-8`, 'Multipart/Form-Data; boundary=x'])
			for (const sent of [body, streamed(body)]) {
				const request = post(sent, type);
				expect(await smallForm(request), `${type} ${body.length}`).toBeNull();
			}
});

test('one that breaks off is no form', async () => {
	const broken = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) });
	expect(await smallForm(post(broken, URL_ENCODED))).toBeNull();
});

test('what is no form is left unread, and so are files where files are taken', async () => {
	const files = post('x'.repeat(200_000), 'multipart/form-data; boundary=x');
	for (const request of [new Request('http://localhost/'), post('{"a":1}', 'application/json'), files]) {
		expect(await smallForm(request, true)).toBe(request);
		expect(request.bodyUsed).toBe(false);
	}
	expect(await smallForm(post('a&'.repeat(2_000), URL_ENCODED), true)).toBeNull();
});
