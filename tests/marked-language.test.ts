/** Texts of an event may be in another language than the page: each is marked, with its direction (WCAG 3.1.2). */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const FILES = globSync('src/**/*.svelte', { cwd: root }).toSorted();
/** Their text is typed, or the name of a language. */
const TYPED = new Set(['input', 'textarea', 'label', 'button']);

interface Node {
	readonly type: string;
	readonly name?: string;
	readonly attributes?: readonly Node[];
	readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* elementsIn(node: Node): Generator<Node> {
	if (node.type === 'RegularElement') yield node;
	for (const value of Object.values(node))
		for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* elementsIn(child);
}
const has = ({ attributes = [] }: Node, name: string): boolean =>
	attributes.some((attribute) => attribute.type === 'Attribute' && attribute.name === name);

describe('[X1] the language of parts', () => {
	test('wherever a language is said, the direction follows the text', () => {
		const marked = FILES.flatMap((file) => {
			const { fragment } = parse(readFileSync(resolve(root, file), 'utf8'), { modern: true });
			return [...elementsIn(fragment as unknown as Node)]
				.filter((element) => has(element, 'lang') && !TYPED.has(element.name ?? ''))
				.map((element) => ({ at: `${file} <${element.name}>`, dir: has(element, 'dir') }));
		});
		expect(marked.length).toBeGreaterThan(40);
		expect(marked.filter(({ dir }) => !dir).map(({ at }) => at)).toEqual([]);
	});

	test('no text of the event disappears unmarked in a sentence of ours', () => {
		const within = /\bm\.\w+\(\{[^}]*\b(?:say|textIn)\([^}]*\}\)/g;
		const found = FILES.flatMap((file) =>
			[...readFileSync(resolve(root, file), 'utf8').matchAll(within)].map(([text]) => `${file}: ${text}`)
		);
		expect(found).toEqual([]);
	});
});
