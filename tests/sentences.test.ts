import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
/** The same in every language: the name, and the sample of a code. */
const ALLOWED = new Set<string>(['Rondo', 'ABC']);
/** Attributes that a person reads, or hears. */
const READ = new Set([
	'alt',
	'title',
	'placeholder',
	'aria-label',
	'aria-description',
	'aria-roledescription',
	'label'
]);

interface Node {
	readonly type: string;
	readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const hasWords = (text: string): boolean =>
	text
		.split(/\s+/)
		.filter((word) => !ALLOWED.has(word))
		.some((word) => (word.match(/\p{L}/gu)?.length ?? 0) > 1);

const partsOf = (value: unknown): Node[] =>
	Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];

/** Texts between tags and in attributes that are read; what stands in `{…}` comes from the messages. */
function textsIn(node: Node): string[] {
	if (node.type === 'Text') return [String(node['data'])];
	if (node.type === 'Attribute')
		return READ.has(String(node['name']))
			? partsOf(node['value']).flatMap((part) =>
					part.type === 'Text' ? textsIn(part) : literalsIn(part['expression'] as Node)
				)
			: [];
	if (node.type === 'ExpressionTag') return literalsIn(node['expression'] as Node);
	if (node['name'] === 'style' || node['name'] === 'script') return [];
	return Object.entries(node).flatMap(([field, value]) =>
		field === 'expression' ? [] : partsOf(value).flatMap((child) => textsIn(child))
	);
}

/** `{'a text'}` and `{open ? 'Close' : 'Open'}` are texts as well. */
function literalsIn(expression: Node): string[] {
	switch (expression.type) {
		case 'Literal':
			return typeof expression['value'] === 'string' ? [expression['value']] : [];
		case 'TemplateLiteral':
			return (expression['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
		case 'ConditionalExpression':
			return [...literalsIn(expression['consequent'] as Node), ...literalsIn(expression['alternate'] as Node)];
		case 'LogicalExpression':
			return [...literalsIn(expression['left'] as Node), ...literalsIn(expression['right'] as Node)];
		default:
			return [];
	}
}

const sentencesOf = (source: string): string[] =>
	textsIn(parse(source, { modern: true }).fragment as unknown as Node).filter(hasWords);

describe('sentences', () => {
	test('[ARCH-9] pages and components hold none: they are in messages/', () => {
		const files = globSync('src/**/*.svelte', { cwd: root });
		expect(files.length).toBeGreaterThan(50);
		const found = files.flatMap((file) =>
			sentencesOf(readFileSync(resolve(root, file), 'utf8')).map((text) => `${file}: ${text.trim()}`)
		);
		expect(found).toEqual([]);
	});

	test.each([
		'<p>Hello there</p>',
		'{#if open}<b>Close</b>{:else}<b>{m.open()}</b>{/if}',
		'{#each rows as row (row)}{row}{:else}Nothing{/each}',
		'<img alt="A picture" src="x" />',
		'<button aria-label={open ? "Close" : m.open()}></button>',
		'<p>{open ? "Close" : m.open()}</p>',
		'<p>{`${n} people`}</p>',
		'{#snippet row()}<td>Name</td>{/snippet}',
		'<svelte:head><title>Console · Rondo</title></svelte:head>',
		'<Card label="Table"><p>{m.x()}</p></Card>'
	])('finds the sentence in %s', (source) => {
		expect(sentencesOf(source)).toHaveLength(1);
	});

	test.each([
		'<p>{m.hello()} · {n} / 5 x</p>',
		'<script>const a = "not shown";</script><p class="big one" data-kind="two words">{a}</p>',
		'<svelte:head><title>{title} · Rondo</title></svelte:head>',
		'<style>p { color: red; }</style><!-- a comment --><p>{m.a({ b: "c d" })}</p>'
	])('finds none in %s', (source) => {
		expect(sentencesOf(source)).toEqual([]);
	});
});

test('in French no sign of two parts begins a line', () => {
	const french = readFileSync(resolve(root, 'messages/fr.json'), 'utf8').split('\n');
	const values = french.map((line) => line.replace(/^\s*"[^"]*":\s*/, ''));
	expect(values.filter((value) => / [:;?!»](\s|"|$)|« /.test(value))).toEqual([]);
});
