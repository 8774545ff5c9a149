// `npm test`: install, then hand over to scripts/test/run.js. Runs on a bare clone with Node 18.
import { join } from 'node:path';
import process from 'node:process';
import { environmentWith, handOver, runCommand } from './hand-over.js';
import { ROOT, carriedNode, ensureInstalled } from './install.js';

await runCommand(async () => {
	const begun = performance.now();
	ensureInstalled();
	const installSeconds = (performance.now() - begun) / 1000;
	const node = carriedNode();
	const env = { ...environmentWith(node), RONDO_TEST_INSTALL_SECONDS: installSeconds.toFixed(1) };
	return handOver(node, [join(ROOT, 'scripts', 'test', 'run.js'), ...process.argv.slice(2)], env);
});
