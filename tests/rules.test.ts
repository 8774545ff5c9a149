import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
/** A letter may stand before the number where a rule has parts of a kind: `PLAN-R1`. */
const ID = /^(?:[A-Z]{2,}-[A-Z]?\d+|[GHI]\d+)$/;
/** `'[I1] [I2] …`, `"[REL-1 … REL-8] …`: ids stand at the beginning of a name. */
const AT_THE_BEGINNING = /['"`]((?:\[[^\]\n]+\] ?)+)/g;

/** `REL-1 … REL-3` → `REL-1`, `REL-2`, `REL-3`; what is no id → nothing. */
function idsOf(bracket: string): string[] {
	const [first = '', last] = bracket.split(' … ');
	if (last === undefined) return ID.test(first) ? [first] : [];
	const [, kind, from] = /^(\D+)(\d+)$/.exec(first) ?? [];
	const to = /(\d+)$/.exec(last)?.[1];
	if (kind === undefined || !last.startsWith(kind)) return [];
	return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${kind}${Number(from) + index}`);
}

const testFiles = () =>
	globSync('{src,server,tests,tools,bench}/**/*{.test,-contract,.contract}.ts', { cwd: root }).filter(
		(file) => !file.includes('node_modules')
	);

function idsInTests(): Map<string, string> {
	const found = new Map<string, string>();
	for (const file of testFiles())
		for (const [, brackets] of readFileSync(resolve(root, file), 'utf8').matchAll(AT_THE_BEGINNING))
			for (const [, bracket] of brackets!.matchAll(/\[([^\]]+)\]/g))
				for (const id of idsOf(bracket!)) found.set(id, file);
	return found;
}

const idsOnThePage = (): string[] =>
	[...readFileSync(resolve(root, 'docs/rules.md'), 'utf8').matchAll(/^- \*\*([^*]+)\*\* /gm)].map(([, id]) => id!);

describe('the rules', () => {
	test('[ARCH-7] every id that a test carries is explained', () => {
		const page = new Set(idsOnThePage());
		const unknown = [...idsInTests()].filter(([id]) => !page.has(id)).map(([id, file]) => `${id} in ${file}`);
		expect(unknown).toEqual([]);
	});

	test('[ARCH-7] every rule is carried by a test, and stands on the page once', () => {
		const carried = idsInTests();
		const page = idsOnThePage();
		expect(page.length).toBeGreaterThan(100);
		expect(page.filter((id) => !carried.has(id))).toEqual([]);
		expect(page.filter((id, index) => page.indexOf(id) !== index)).toEqual([]);
	});
});
