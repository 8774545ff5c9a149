/** Where values stand in a JSON text: the platform's parser tells neither lines nor keys that come twice. */
import type { ImportRule } from './fault.ts';

export const JSON_LIMITS = { depth: 32, values: 200_000 } as const;

export type JsonPath = readonly (string | number)[];

export interface JsonFault {
	readonly rule: ImportRule;
	readonly line: number;
	readonly path: JsonPath;
	readonly came: string;
}

/** Keys through which a careless copy of an object reaches what all objects share. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** `programme[3].title.en`; a key that is no plain word is quoted: `title["x y"]`. */
export const pathText = (path: JsonPath): string =>
	path
		.map((step) => {
			if (typeof step === 'number') return `[${step}]`;
			return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
		})
		.join('')
		.replace(/^\./, '');

interface Level {
	readonly kind: '{' | '[';
	/** Key or index of the value being read. */
	step: string | number;
	readonly keys: Set<string>;
	expectsKey: boolean;
}

/**
 * Walks a text that the JSON parser has accepted. Calls `visit` at each value with its path and line (the path is
 * reused: copy what you keep) and returns what the parser lets through and an import must not: forbidden keys, keys
 * that come twice, more than 32 levels or 200,000 values (the walk stops there).
 */
export function walkJson(text: string, visit: (path: JsonPath, line: number) => void = () => {}): JsonFault[] {
	const faults: JsonFault[] = [];
	const levels: Level[] = [];
	const path: (string | number)[] = [];
	let line = 1;
	let values = 0;

	const keyRead = (level: Level, key: string) => {
		level.expectsKey = false;
		level.step = path[path.length - 1] = key;
		if (FORBIDDEN_KEYS.has(key)) faults.push({ rule: 'json_key_forbidden', line, path: [...path], came: key });
		else if (level.keys.has(key)) faults.push({ rule: 'json_key_twice', line, path: [...path], came: key });
		level.keys.add(key);
	};
	for (let at = 0; at < text.length;) {
		const character = text[at]!;
		const level = levels.at(-1);
		if (character === '\n') line++;
		if (/[\s:]/.test(character)) at++;
		else if (character === '}' || character === ']') {
			levels.pop();
			path.pop();
			at++;
		} else if (character === ',') {
			if (level?.kind === '{') level.expectsKey = true;
			else if (level) path[path.length - 1] = level.step = Number(level.step) + 1;
			at++;
		} else if (level?.expectsKey) {
			const end = endOfString(text, at);
			keyRead(level, String(JSON.parse(text.slice(at, end))));
			at = end;
		} else {
			visit(path, line);
			if (++values > JSON_LIMITS.values) return [...faults, { rule: 'json_many', line, path: [], came: '' }];
			if (character !== '{' && character !== '[') at = endOfScalar(text, at);
			else {
				if (levels.length >= JSON_LIMITS.depth)
					return [...faults, { rule: 'json_deep', line, path: [...path], came: '' }];
				const list = character === '[';
				levels.push({ kind: character, step: list ? 0 : '', keys: new Set(), expectsKey: !list });
				path.push(list ? 0 : '');
				at++;
			}
		}
	}
	return faults;
}

/** Line of the value at each of `paths`; where a path leads nowhere, of its nearest parent. */
export function linesOf(text: string, paths: readonly JsonPath[]): number[] {
	if (paths.length === 0) return [];
	const chains = paths.map((path) => path.map((_, index) => pathText(path.slice(0, path.length - index))));
	const wanted = new Set(chains.flat());
	const lines = new Map<string, number>();
	walkJson(text, (path, line) => {
		const here = pathText(path);
		if (wanted.has(here) && !lines.has(here)) lines.set(here, line);
	});
	return chains.map((chain) => lines.get(chain.find((step) => lines.has(step)) ?? '') ?? 1);
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
	return at + 1;
}

function endOfScalar(text: string, start: number): number {
	if (text[start] === '"') return endOfString(text, start);
	let at = start;
	while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at++;
	return at;
}
