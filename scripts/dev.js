// `npm run dev`: installs what is missing, then Vite with hot reload of the pages and of the live program.
import { join } from 'node:path';
import process from 'node:process';
import { environmentWith, handOver, runCommand } from './hand-over.js';
import { ROOT, carriedNode, ensureInstalled } from './install.js';

await runCommand(async () => {
	ensureInstalled();
	const node = carriedNode();
	const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
	return handOver(node, [vite, 'dev', ...process.argv.slice(2)], environmentWith(node));
});
