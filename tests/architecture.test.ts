import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** For each layer, the only places it may import from. Packages are named one by one (`#lib/` = src/lib, `#server/` = server). */
const MAY_IMPORT: Record<string, RegExp> = {
	'src/lib/domain': /^src\/lib\/domain\//,
	'src/lib/planner': /^src\/lib\/planner\//,
	'src/lib/protocol': /^(src\/lib\/(domain|protocol)\/|src\/lib\/planner\/types\.ts$|valibot$)/,
	'src/lib/client':
		/^(src\/lib\/(domain|protocol|client|components\/[\w-]+\/types\.ts)|svelte(\/|$)|socket\.io-client$|livekit-client$|valibot$)/,
	'src/lib/components': /^(src\/lib\/(domain|components|paraglide|styles)\/|svelte(\/|$)|@lucide\/svelte|uqr$|\$app\/)/,
	'server/store': /^(src\/lib\/domain\/|server\/store\/|redis$|better-sqlite3$|node:)/,
	'server/media':
		/^(src\/lib\/(domain|protocol)\/|server\/(media|realtime\/media-service\.ts|supervise\/media-state\.ts)|livekit-server-sdk$|redis$|node:)/,
	'server/realtime': /^(src\/lib\/(domain|protocol)\/|server\/(realtime|events)\/|socket\.io$|valibot$|node:)/,
	'server/events': /^(src\/lib\/(domain|protocol)\/|server\/(events|realtime|store\/ports\.ts)|node:)/,
	'server/directory':
		/^(src\/lib\/domain\/|server\/(directory|store\/ports\.ts|events\/(event-log|sealing)\.ts)|node:)/,
	'server/import': /^(src\/lib\/domain\/|server\/import\/|valibot$|csv-parse|node:)/,
	'server/reports':
		/^(src\/lib\/(domain|paraglide)\/|server\/(reports|import\/|realtime\/names\.ts|events\/open-event\.ts)|csv-stringify|fflate$)/,
	'server/planning': /^(src\/lib\/(domain|planner|protocol)\/|server\/(planning|events|realtime|import)\/|node:)/
};

const isTest = (file: string) =>
	/\.(test|test-kit|fixture|contract)\.(ts|js)$|-contract\.ts$|\/testing(\/|\.ts)/.test(file);

/** Where an import leads: a path from the root, or a package's name. */
function target(file: string, specifier: string): string {
	if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice('#lib/'.length)}`;
	if (specifier.startsWith('#server/')) return `server/${specifier.slice('#server/'.length)}`;
	if (specifier.startsWith('.')) return relative(root, resolve(dirname(resolve(root, file)), specifier));
	return specifier;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`. */
const IMPORTS =
	/^\s*(?:import|export)\b[^;'"]*?\sfrom\s+['"]([^'"\n]+)['"]|^\s*import\s+['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm;

const importsOf = (file: string, types?: 'without types'): string[] =>
	[...readFileSync(resolve(root, file), 'utf8').matchAll(IMPORTS)]
		// `import type` is gone before the browser sees it.
		.filter(([line]) => types === undefined || !/^\s*(import|export)\s+type\b/.test(line))
		.map((found) => target(file, (found[1] ?? found[2] ?? found[3])!));

describe('the architecture', () => {
	test.each(Object.entries(MAY_IMPORT))('[ARCH-1] %s imports only inward', (layer, allowed) => {
		const files = globSync(`${layer}/**/*.{ts,svelte}`, { cwd: root }).filter((file) => !isTest(file));
		expect(files.length).toBeGreaterThan(0);
		const outward = files.flatMap((file) =>
			importsOf(file)
				.filter((to) => !allowed.test(to))
				.map((to) => `${file} imports ${to}`)
		);
		expect(outward).toEqual([]);
	});

	test.each(['src/lib/domain', 'src/lib/planner'])(
		'[ARCH-2] %s reads no clock, no randomness, no environment',
		(layer) => {
			const impure =
				/\b(Date\.now|new Date\(|Math\.random|performance\.|process\.|window\.|globalThis|setTimeout|crypto\.)/;
			const files = globSync(`${layer}/**/*.ts`, { cwd: root }).filter((file) => !isTest(file));
			const found = files.filter((file) => {
				const code = readFileSync(resolve(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
				return impure.test(code);
			});
			expect(found).toEqual([]);
		}
	);

	test('[ARCH-3] pages and components touch no socket and no LiveKit object', () => {
		const files = globSync('src/{routes,lib/components}/**/*.{ts,svelte}', { cwd: root }).filter(
			(file) => !isTest(file)
		);
		const found = files.filter((file) =>
			importsOf(file).some((to) => /^(socket\.io|livekit-client|livekit-server-sdk|redis)/.test(to))
		);
		expect(found).toEqual([]);
	});

	test('[ARCH-4] a page never imports server code into the browser', () => {
		const files = globSync('src/{routes,lib}/**/*.{ts,svelte}', { cwd: root }).filter(
			(file) => !isTest(file) && !/(\.server|\+server)\.ts$/.test(file)
		);
		const found = files.flatMap((file) =>
			importsOf(file, 'without types')
				.filter((to) => to.startsWith('server/'))
				.map((to) => `${file} imports ${to}`)
		);
		expect(found).toEqual([]);
	});

	test('[ARCH-5] nothing that is committed names a machine, a registry or a download', () => {
		const lock = readFileSync(resolve(root, 'package-lock.json'), 'utf8');
		expect(lock).not.toContain('"resolved"');
	});

	test('[ARCH-6] every language has every sentence', () => {
		const keys = (language: string) =>
			Object.keys(JSON.parse(readFileSync(resolve(root, `messages/${language}.json`), 'utf8')) as object).sort();
		expect(keys('fr')).toEqual(keys('en'));
	});
});
