import { expect, test } from 'vitest';
import { isOwnAddress, underOneName } from './own-names.ts';

const LOCAL = { origin: 'http://localhost:3000', allowsOrigin: (asked: string) => isOwnAddress(asked, 3000) };
const PUBLIC = { ...LOCAL, origin: 'https://rondo.example' };

function originAfter(asked: string | undefined, host: string, names = LOCAL): string | undefined {
	const headers = { host, ...(asked === undefined ? {} : { origin: asked }) };
	underOneName({ headers }, names);
	return headers.origin;
}

test.each([
	['http://127.0.0.1:3000', '127.0.0.1:3000'],
	['http://localhost:3000', 'localhost:3000']
])('a form of %s to itself comes from us', (asked, host) =>
	expect(originAfter(asked, host)).toBe('http://localhost:3000')
);

test('a form by its loopback name comes from us where a proxy has a public one', () =>
	expect(originAfter('http://127.0.0.1:3000', '127.0.0.1:3000', PUBLIC)).toBe('https://rondo.example'));

test.each([
	['another site', 'https://evil.example', 'localhost:3000'],
	['another site that found its way to the address', 'http://evil.example:3000', 'evil.example:3000'],
	['another port of this machine', 'http://127.0.0.1:3001', '127.0.0.1:3000'],
	['the other name: to a browser another site', 'http://127.0.0.1:3000', 'localhost:3000'],
	['a page without an origin', 'null', 'localhost:3000']
])('%s keeps its own origin', (_who, asked, host) => expect(originAfter(asked, host)).toBe(asked));

test('a page of somebody’s own machine is another site to a public address', () =>
	expect(originAfter('http://127.0.0.1:3000', 'rondo.example', PUBLIC)).toBe('http://127.0.0.1:3000'));

test('what is no browser stays without an origin', () =>
	expect(originAfter(undefined, 'localhost:3000')).toBeUndefined());
