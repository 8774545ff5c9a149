import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PageCommandSchema } from '#lib/protocol/commands.ts';
import { protocolReference, REFERENCE } from '../scripts/protocol-reference.ts';
import { PHRASES } from '../scripts/protocol-reference.phrases.ts';

describe('the reference of the protocol', () => {
	test('[ARCH-8] is what the sources say: node scripts/protocol-reference.ts --write', () => {
		expect(readFileSync(REFERENCE, 'utf8')).toBe(protocolReference());
	});

	test('[ARCH-8] has every command and every fact once, and no fact that is gone', () => {
		const rows = [...protocolReference().matchAll(/^\| `([a-z_]+)` \| /gm)].map(([, name]) => name!);
		const named = (name: string) => rows.filter((row) => row === name).length;
		const commands = PageCommandSchema.options.map(({ entries }) => entries.type.literal);
		expect(commands.filter((name) => named(name) === 0)).toEqual([]);
		expect(Object.keys(PHRASES).filter((name) => named(name) === 0)).toEqual([]);
	});

	test('[ARCH-8] explains every type that it names', () => {
		const page = protocolReference();
		const named = /\b[A-Z][A-Za-z]+\b/g;
		const written = page.slice(page.indexOf('## Facts by channel')).matchAll(/`[^`\n]+`|```ts\n[^`]+```/g);
		const types = [...written]
			.map(([text]) => text.replace(/'[^']*'|\/\*\*[\s\S]*?\*\//g, ''))
			.flatMap((text) => text.match(named) ?? []);
		const explained = new Set(['Record', 'Readonly', 'HH', 'MM', 'YYYY', 'DD']);
		for (const [, name] of page.matchAll(/^#### (\w+)/gm)) explained.add(name!);
		const above = page.slice(page.indexOf('## Types'), page.indexOf('### Parts and what they hold'));
		for (const [name] of above.matchAll(named)) explained.add(name);
		expect(types.length).toBeGreaterThan(300);
		expect([...new Set(types)].filter((type) => !explained.has(type))).toEqual([]);
	});
});
