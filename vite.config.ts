import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin, Rollup } from 'vite';
import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { liveInDevelopment } from './server/dev-plugin.ts';

const KIT = /\/@sveltejs\/kit\/src\/runtime\/(app|client|shared\.js)/;
/** Where a search for pages ends. */
const PAGE = /\/(generated\/client-optimized|@sveltejs\/kit\/src\/runtime)\/|\/\+\w+\.svelte$/;

/**
 * Left alone, the build makes a file of every set of modules that pages share: 72 for a seat at a table. Over HTTP/1.1 a
 * browser fetches six at a time, so on a slow network the number of files costs more than their bytes. Instead, what is
 * shared goes into one file for each kind of page; the first in this list from which a module is reached has it.
 */
const EVERY =
	/\/@sveltejs\/kit\/src\/runtime\/client\/|\/generated\/client-optimized\/app\.js$|\/src\/routes\/\+\w+\.svelte$/;
const DOOR = /\/src\/routes\/(?!e\/).*\+page\.svelte$/;
const LIVE = /\/src\/routes\/e\/\[entry\]\/\+\w+\.svelte$/;
const TABLE = /\/_guest\/TableView\.svelte$/;
const GUEST = /\/_guest\/\w+\.svelte$/;
const DESK = /\/src\/routes\/e\/\[entry\]\/\w+\/\+page\.svelte$/;
const SHARED_FILES: readonly (readonly [file: string, ...reachedFrom: readonly RegExp[]])[] = [
	['every', EVERY],
	['door-and-live', DOOR, LIVE],
	['door-and-table', DOOR, TABLE],
	['live', LIVE],
	['door', DOOR],
	['table', TABLE],
	['guest', GUEST],
	['desk', DESK]
];

type ModuleGraph = Pick<Rollup.PluginContext, 'getModuleInfo'>;

/** Says for each module in which shared file it belongs. */
class SharedFiles {
	readonly #importers = new Map<string, readonly string[] | null>();
	readonly #files = new Map<string, string | null>();
	readonly #speakers = new Map<string, Set<string>>();

	/** All modules import all sentences; what counts is who says one. */
	readonly plugin: Plugin = {
		name: 'rondo-shared-files',
		apply: 'build',
		enforce: 'post',
		transform: (code, id) => {
			if (!code.includes('/paraglide/messages.js')) return;
			for (const [, key] of code.matchAll(/\bm\.(\w+)/g)) this.#speakersOf(key!).add(id);
		}
	};

	/** Null when one page or one dynamic import alone has it. */
	fileOf(id: string, graph: ModuleGraph): string | null {
		const known = this.#files.get(id);
		if (known !== undefined) return known;
		const pages: string[] = [];
		const reached = new Set([id]);
		for (const one of reached) {
			const importers = this.#importersOf(one, graph);
			if (importers === null) pages.push(one);
			else for (const importer of importers) reached.add(importer);
		}
		const found = SHARED_FILES.find(([, ...kinds]) => kinds.every((kind) => pages.some((page) => kind.test(page))));
		const file = KIT.test(id) ? 'every' : pages.length < 2 ? null : (found?.[0] ?? null);
		this.#files.set(id, file);
		return file;
	}

	/** Null where the search ends: a page, or what is fetched by a dynamic import. */
	#importersOf(id: string, graph: ModuleGraph): readonly string[] | null {
		const known = this.#importers.get(id);
		if (known !== undefined) return known;
		const [, key] = /\/paraglide\/messages\/([a-z]\w*)\.js$/.exec(id) ?? [];
		const found = key ? [...this.#speakersOf(key)] : this.#importersIn(graph, id);
		this.#importers.set(id, found);
		return found;
	}
	#importersIn(graph: ModuleGraph, id: string): readonly string[] | null {
		const info = PAGE.test(id) ? null : graph.getModuleInfo(id);
		return info === null || info.dynamicImporters.length > 0 ? null : info.importers;
	}
	#speakersOf(key: string): Set<string> {
		const known = this.#speakers.get(key) ?? new Set();
		this.#speakers.set(key, known);
		return known;
	}
}
const shared = new SharedFiles();

/** Left alone, Vitest runs one file less at a time than there are cores: on two cores, one after the other. */
const WORKERS = Math.max(2, availableParallelism() - 1);
/** For tests that wait for disks, clocks and other processes more than they compute. */
const WAITING_WORKERS = WORKERS + 2;

/** The files that take longest begin first, so that at the end nobody waits for one of them alone. */
class LongestFirst {
	readonly #longest = [
		'fault-app-killed',
		'fault-connections',
		'two-nodes',
		'cafe',
		'fault-app-killed-typing',
		'rehears'
	];

	#rank(path: string): number {
		const rank = this.#longest.findIndex((name) => path.includes(`/${name}`));
		return rank < 0 ? this.#longest.length : rank;
	}

	shard(files: TestSpecification[]): TestSpecification[] {
		return files;
	}

	sort(files: TestSpecification[]): TestSpecification[] {
		return files.toSorted(
			(a, b) => this.#rank(a.moduleId) - this.#rank(b.moduleId) || (a.moduleId < b.moduleId ? -1 : 1)
		);
	}
}

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
			cookieName: 'lang'
		}),
		sveltekit(),
		liveInDevelopment(),
		shared.plugin
	],
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: {
							groups: SHARED_FILES.map(([file], index) => ({
								debugName: file,
								name: (id, graph) => (shared.fileOf(id, graph) === file ? file : null),
								priority: SHARED_FILES.length - index
							}))
						}
					}
				}
			}
		}
	},
	test: {
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					maxWorkers: WORKERS,
					// On a busy machine the random inputs take longer than the usual five seconds.
					testTimeout: 30_000,
					include: [
						'src/**/*.test.ts',
						'server/**/*.test.ts',
						'tools/**/*.test.ts',
						'tests/*.test.ts',
						'tests/scripts/**/*.test.ts'
					],
					exclude: ['src/**/*.svelte.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'contract',
					environment: 'node',
					include: ['tests/contract/**/*.test.ts'],
					testTimeout: 30_000,
					maxWorkers: WAITING_WORKERS
				}
			},
			{
				extends: true,
				test: {
					name: 'integration',
					environment: 'node',
					include: ['tests/integration/**/*.test.ts'],
					globalSetup: ['tests/integration/build-once.ts'],
					testTimeout: 90_000,
					hookTimeout: 90_000,
					maxWorkers: WAITING_WORKERS
				}
			},
			{
				extends: true,
				// Found at the start, not in the middle of a run: a reload would fail the tests that are under way.
				optimizeDeps: { exclude: ['@lucide/svelte'], include: ['axe-core', 'vitest-browser-svelte'] },
				test: {
					name: 'component',
					include: ['src/**/*.svelte.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						provider: playwright({
							launchOptions: {
								executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
								args: [
									'--no-sandbox',
									'--disable-background-networking',
									'--disable-component-update',
									'--disable-sync'
								]
							}
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			},
			{
				extends: true,
				test: {
					name: 'e2e',
					environment: 'node',
					include: ['tests/e2e/**/*.test.ts'],
					testTimeout: 240_000,
					hookTimeout: 120_000,
					fileParallelism: false
				}
			}
		]
	}
});
