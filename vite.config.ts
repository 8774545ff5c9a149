import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { SharedFiles } from './scripts/shared-files.ts';
import { liveInDevelopment } from './server/dev-plugin.ts';
import { LongestFirst } from './tests/longest-first.ts';

const shared = new SharedFiles();

/** Left alone, Vitest runs one file less at a time than there are cores: on two cores, one after the other. */
const WORKERS = Math.max(2, availableParallelism() - 1);
/** For tests that wait for disks, clocks and other processes more than they compute. */
const WAITING_WORKERS = WORKERS + 2;
/** Two thirds of their time are bells, seats that are kept, and restarts. */
const CAFE_WORKERS = WORKERS + 4;

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
							groups: shared.groups()
						}
					}
				}
			}
		}
	},
	test: {
		sequence: { sequencer: LongestFirst },
		// The message compiler's timers hold Vite for half a minute after the last test: nobody needs to wait for them.
		teardownTimeout: 1_000,
		// A failure seen once, on another machine, has to say everything.
		chaiConfig: { truncateThreshold: 4_000 },
		// What is waited for comes, on a busy machine later than after the usual second.
		expect: { poll: { timeout: 20_000 } },
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
					maxWorkers: CAFE_WORKERS
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
					// Two browsers' stories beside each other: most of each is waiting for bells.
					maxWorkers: WORKERS
				}
			}
		]
	}
});
