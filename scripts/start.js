// `npm start`: install, build, run. Plain JavaScript without dependencies: it runs on a bare clone with Node 18.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { build, isBuilt } from './build.js';
import { environmentWith, handOver, runCommand } from './hand-over.js';
import { ROOT, carriedNode, ensureInstalled } from './install.js';
import { usage } from './options.js';

// `node scripts/start.js -- --help` is what a person types who is used to `npm start -- --help`.
const args = process.argv.slice(2).filter((arg, index) => !(index === 0 && arg === '--'));

await runCommand(async () => {
	if (args.includes('--help') || args.includes('-h')) {
		process.stdout.write(usage());
		return 0;
	}
	ensureInstalled();
	const node = carriedNode();
	const env = environmentWith(node);
	if (!isBuilt()) {
		// A mistyped option must not cost the time of a build before it is named.
		const check = spawnSync(node, [join(ROOT, 'server', 'config.ts'), ...args], { stdio: 'inherit', env });
		if (check.status !== 0) return check.status ?? 1;
		console.error('Building the pages: about half a minute …');
		await build(node, { env });
	}
	return handOver(node, [join(ROOT, 'server', 'main.ts'), ...args], env);
});
