// The stages of `npm test`, on the carried Node. The last line is `N passed, N failed, N skipped`.
import process from 'node:process';
import { build, isBuilt } from '../build.js';
import { compileMessages, runChecks } from './checks.js';
import { endAll, endLeftovers, isStopped } from './processes.js';
import { report } from './tally.js';
import { TOOLS_FOLDER, liveKit, systemTools } from './tools.js';
import { runVitest } from './vitest.js';

/** @typedef {import('./tally.js').Outcome} Outcome */
/** @typedef {import('./tally.js').Stage} Stage */

const flags = new Set(process.argv.slice(2).filter((argument) => argument !== '--'));
const unknown = [...flags].filter((flag) => flag !== '--quick' && flag !== '--nightly');
if (unknown.length > 0 || flags.size > 1) {
	console.error('usage: npm test [-- --quick | --nightly]');
	process.exit(2);
}
const quick = flags.has('--quick');
const nightly = flags.has('--nightly');

/** Files whose tests all need a livekit-server. */
const MEDIA_TESTS = /\.media\.test\.ts$/;
/** Files whose tests all need a redis-server. */
const REDIS_TESTS = /redis[^/]*\.test\.ts$/;
/** Files whose tests kill programs. */
const FAULT_TESTS = /fault[^/]*\.test\.ts$/;
/** Files that start programs again and again: a third of the time of all unit tests, and seldom what has just changed. */
const PROGRAM_TESTS = /(tools\/plan\/plan|supervise\/redis-child|supervise\/livekit-child|scripts\/set-up)\.test\.ts$/;
const DOMAIN_BUDGET = 2;
const QUICK_BUDGET = 60;

const node = process.execPath;
/** @type {Stage[]} */
const stages = [];
const begun = performance.now() - 1000 * Number(process.env.RONDO_TEST_INSTALL_SECONDS ?? 0);
const stopping = new AbortController();

/**
 * @param {string} name
 * @param {number | null} budget seconds on two cores, nothing cold
 * @param {() => Promise<Outcome[]>} work
 */
async function stage(name, budget, work) {
	if (isStopped()) return;
	console.log(`\n== ${name}${budget === null ? '' : ` (budget ${budget} s)`}`);
	const start = performance.now();
	const outcomes = await work();
	stages.push({ name, budget, seconds: (performance.now() - start) / 1000, outcomes });
}

/** Lint, types by the fast checker, unit, and the contracts of the stores that need no program: while one writes code. */
async function runQuick() {
	const env = { ...process.env, RONDO_TOOLS: TOOLS_FOLDER };
	await stage('lint and types', null, () => runChecks(node, env, { quick }));
	const startsPrograms = (/** @type {string} */ path) =>
		PROGRAM_TESTS.test(path) ? 'starts programs: not in the quick run' : null;
	await stage('unit', null, () => unit(env, startsPrograms));
	const wanted = (/** @type {string} */ path) => !REDIS_TESTS.test(path) && !FAULT_TESTS.test(path);
	await stage('contract', null, async () => (await runVitest(node, { name: 'contract', env, wanted })).outcomes);
}

async function runAll() {
	const background = liveKit(stopping.signal);
	const { redis, chromium } = await systemTools();
	const env = {
		...process.env,
		RONDO_TOOLS: TOOLS_FOLDER,
		...(nightly ? { RONDO_TEST_NIGHTLY: '1' } : {}),
		...(chromium.path === null ? {} : { CHROMIUM: chromium.path })
	};
	const redisMissing = (/** @type {string} */ path) => (REDIS_TESTS.test(path) ? redis.missing : null);
	await stage('lint and types', 60, () => runChecks(node, env));
	await stage('unit', null, () => unit(env, redisMissing));
	await stage('contract', 20, async () => {
		return (await runVitest(node, { name: 'contract', env, blocked: redisMissing })).outcomes;
	});
	await stage('build', null, () => buildPages(env));
	/** @type {import('./tools.js').Tool} */
	let media = { path: null, missing: 'interrupted' };
	await stage('tools', null, async () => {
		media = await background; // what is left of a build of LiveKit
		return missingOnCi([redis.missing, chromium.missing, media.missing]);
	});

	const { path, missing } = /** @type {import('./tools.js').Tool} */ (media);
	const known = {
		...env,
		...(missing === null ? { LIVEKIT_SERVER: path } : { RONDO_TEST_NO_LIVEKIT: missing })
	};
	const toolMissing = (/** @type {string} */ path) =>
		MEDIA_TESTS.test(path) && media.missing !== null ? media.missing : redisMissing(path);
	const browserMissing = (/** @type {string} */ path) => chromium.missing ?? toolMissing(path);
	/** @param {Omit<import('./vitest.js').Project, 'env'>} project */
	const late = async (project) => (await runVitest(node, { env: known, ...project })).outcomes;
	const isMedia = (/** @type {string} */ path) => MEDIA_TESTS.test(path);
	await stage('media', null, () => late({ name: 'unit', wanted: isMedia, blocked: toolMissing }));
	await stage('integration', 120, () => late({ name: 'integration', blocked: toolMissing }));
	await stage('component', 60, () => late({ name: 'component', blocked: browserMissing }));
	await stage('end to end', 480, () => late({ name: 'e2e', blocked: browserMissing }));
}

/**
 * Everything but what needs a livekit-server, which may still be on its way.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {(path: string) => string | null} blocked
 */
async function unit(env, blocked) {
	const wanted = (/** @type {string} */ path) => !MEDIA_TESTS.test(path);
	const { outcomes, secondsOf } = await runVitest(node, { name: 'unit', env, wanted, blocked });
	const domain = secondsOf('src/lib/domain');
	console.log(`domain tests alone: ${domain.toFixed(2)} s (budget ${DOMAIN_BUDGET} s)`);
	return outcomes;
}

/**
 * Elsewhere a missing tool skips what needs it, by name; on CI it must not pass unnoticed.
 *
 * @param {(string | null)[]} missing
 * @returns {Outcome[]}
 */
function missingOnCi(missing) {
	return missing.flatMap((name) => {
		if (name === null) return [];
		console.log(name);
		return process.env.CI === 'true' ? [{ name, status: 'failed', reason: 'needed with CI=true' }] : [];
	});
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Outcome[]>}
 */
async function buildPages(env) {
	try {
		if (!isBuilt()) {
			await build(node, { env, signal: stopping.signal });
			// A build compiles them in another form; a Vitest that has to compile them again closes ten seconds late.
			await compileMessages(node, env);
		}
		return [{ name: 'vite build', status: 'passed' }];
	} catch (error) {
		return [{ name: 'vite build', status: 'failed', reason: /** @type {Error} */ (error).message }];
	}
}

let interrupted = 0;
for (const [signal, code] of /** @type {const} */ ([
	['SIGINT', 130],
	['SIGTERM', 143]
]))
	process.on(signal, () => {
		if (interrupted > 0) return;
		interrupted = code;
		stopping.abort();
		void endAll();
	});

await (quick ? runQuick() : runAll());
const left = await endLeftovers();
if (left.length > 0)
	stages.push({
		name: 'clean-up',
		budget: null,
		seconds: 0,
		outcomes: left.map((name) => ({ name, status: 'failed', reason: 'left running by a test; ended now' }))
	});
const { text, failed } = report(stages, (performance.now() - begun) / 1000, quick ? QUICK_BUDGET : null);
console.log(text);
process.exitCode = interrupted || (failed > 0 ? 1 : 0);
