// `npm start`: install, build, run. Plain JavaScript without dependencies: it runs on a bare clone with Node 18.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { build, isBuilt } from './build.js';
import { ROOT, SetUpError, carriedNode, ensureInstalled } from './install.js';
import { usage } from './options.js';

// `node scripts/start.js -- --help` is what a person types who is used to `npm start -- --help`.
const args = process.argv.slice(2).filter((arg, index) => !(index === 0 && arg === '--'));

/** A second press of Ctrl-C arrives through the terminal and through npm: one press is handed on once. */
const SAME_PRESS_MS = 1000;

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code to hand back
 */
function run(node, env) {
	const child = spawn(node, [join(ROOT, 'server', 'main.ts'), ...args], { stdio: 'inherit', env });
	let lastPress = -Infinity;
	for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
		process.on(signal, () => {
			// A terminal hands Ctrl-C and its own closing to the whole foreground group, the app included.
			if (signal !== 'SIGTERM' && process.stdin.isTTY) return;
			const now = performance.now();
			if (now - lastPress < SAME_PRESS_MS) return;
			lastPress = now;
			child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
		});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
	});
}

async function start() {
	if (args.includes('--help') || args.includes('-h')) {
		process.stdout.write(usage());
		return 0;
	}
	ensureInstalled();
	const node = carriedNode();
	const env = {
		...process.env,
		PATH: [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter)
	};
	if (!isBuilt()) {
		// A mistyped option must not cost the time of a build before it is named.
		const check = spawnSync(node, [join(ROOT, 'server', 'config.ts'), ...args], { stdio: 'inherit', env });
		if (check.status !== 0) return check.status ?? 1;
		console.error('Building the pages …');
		await build(node, { env });
	}
	return run(node, env);
}

try {
	process.exitCode = await start();
} catch (error) {
	if (!(error instanceof SetUpError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
