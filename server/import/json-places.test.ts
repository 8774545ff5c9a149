import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXAMPLES, exampleText } from './files.test-kit.ts';
import { JSON_LIMITS, linesOf, pathText, walkJson } from './json-places.ts';

/** Paths of all values of a parsed object, in the order of its text. */
function pathsOf(value: unknown, path: (string | number)[] = []): string[] {
	const inner = Array.isArray(value)
		? value.flatMap((each, index) => pathsOf(each, [...path, index]))
		: typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))
			: [];
	return [pathText(path), ...inner];
}

const walked = (text: string) => {
	const paths: string[] = [];
	const faults = walkJson(text, (path) => void paths.push(pathText(path)));
	return { paths, faults };
};

describe('the walk', () => {
	test('visits every value of any JSON, in order, however it is spaced', () => {
		// Keys like numbers are sorted first by objects, so only the set of paths can be compared.
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
				const { paths } = walked(JSON.stringify(value, null, indent));
				expect(paths.sort()).toEqual(pathsOf(JSON.parse(JSON.stringify(value))).sort());
			}),
			{ numRuns: 300 }
		);
	});
	test.each(EXAMPLES)('of %s finds no fault', (event) => {
		expect(walked(exampleText(event, 'event.json')).faults).toEqual([]);
	});
	test.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])('a key %s is found at any depth', (key) => {
		expect(walkJson(`{"a":[{\n"b":{"${key}":1}}]}`)).toMatchObject([{ rule: 'json_key_forbidden', line: 2 }]);
	});
	test('a key that comes twice is found, also in another spelling', () => {
		expect(walkJson('{"a":1,\n"\\u0061":2}')).toMatchObject([{ rule: 'json_key_twice', line: 2, path: ['a'] }]);
		expect(walkJson('[{"a":1},{"a":2}]')).toEqual([]);
	});
	test('braces, quotes and line ends inside strings are text', () => {
		expect(walked('{"a":"}],{\\"","b":"\\\\"}').paths).toEqual(['', 'a', 'b']);
	});
	test('depth and number of values end the walk', () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		expect(walkJson(deep)).toMatchObject([{ rule: 'json_deep' }]);
		expect(walkJson('['.repeat(32) + ']'.repeat(32))).toEqual([]);
		expect(walkJson(`[${'1,'.repeat(JSON_LIMITS.values)}1]`)).toMatchObject([{ rule: 'json_many' }]);
	});
});

describe('lines', () => {
	const text = '{\n  "a": [\n    1,\n    { "b c": 2 }\n  ],\n  "d":\n    3\n}';
	test('of values, and of the nearest parent of what is not there', () => {
		expect(linesOf(text, [['a'], ['a', 1, 'b c'], ['d'], ['a', 1, 'gone', 'deeper'], ['gone'], []])).toEqual([
			2, 4, 7, 4, 1, 1
		]);
	});
	test('paths are spelled as a person would', () => {
		expect(pathText(['programme', 3, 'title', 'pt-BR'])).toBe('programme[3].title.pt-BR');
		expect(pathText(['a b', '1', ''])).toBe('["a b"]["1"][""]');
	});
});
