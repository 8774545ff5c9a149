import { Worker } from 'node:worker_threads';
import { fault } from './fault.ts';
import type { FolderFiles, FolderImport, FolderOptions } from './folder.ts';
import { NOTHING } from './people-csv.ts';

const LIMIT_MS = 20_000;
const MEMORY_MB = 512;

export interface ApartOptions extends FolderOptions {
	/** How long reading may take, in milliseconds. Default 20,000. */
	readonly limitMs?: number;
}

/**
 * `readFolder` in a thread of its own, so that no file holds up running events, with a limit of time and memory.
 *
 * Files that go over a limit are refused (`file_slow`).
 * @throws {Error} if the thread fails for any other reason: a bug, not a fault of the files
 */
export function readFolderApart(
	files: FolderFiles,
	{ limitMs = LIMIT_MS, ...options }: ApartOptions = {}
): Promise<FolderImport> {
	const worker = new Worker(new URL('./apart-worker.ts', import.meta.url), {
		workerData: { files, options },
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	return new Promise<FolderImport>((resolve, reject) => {
		const timer = setTimeout(() => resolve(tooSlow(`${limitMs} ms`)), limitMs);
		worker.once('message', resolve);
		worker.once('error', (cause: NodeJS.ErrnoException) =>
			cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooSlow(`${MEMORY_MB} MB`)) : reject(cause)
		);
		worker.once('exit', (code) => {
			clearTimeout(timer);
			// Said nothing: after an answer this changes nothing any more.
			reject(new Error(`the reading thread ended with code ${code} and no answer`));
		});
	}).finally(() => worker.terminate());
}

const tooSlow = (came: string): FolderImport => ({
	event: null,
	participants: NOTHING,
	crew: null,
	ideas: null,
	faults: [fault('file_slow', { file: 'event.json' }, came)],
	verdict: 'refused'
});
