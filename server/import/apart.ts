import { Worker } from 'node:worker_threads';
import { fault } from './fault.ts';
import type { FolderFiles, FolderImport, FolderOptions } from './folder.ts';
import { NOTHING, type PeopleImport, type PeopleOptions } from './people-csv.ts';

const LIMIT_MS = 20_000;
const MEMORY_MB = 512;

/** What the thread is given to read. */
export type ReadingTask =
	| { readonly files: FolderFiles; readonly options: FolderOptions }
	| { readonly list: Uint8Array; readonly options: PeopleOptions };

interface Limit {
	/** How long reading may take, in milliseconds. Default 20,000. */
	readonly limitMs?: number;
}

/**
 * `readFolder` in a thread of its own, so that no file holds up running events, with a limit of time and memory.
 *
 * Files that go over a limit are refused (`file_slow`).
 * @throws {Error} if the thread fails for any other reason: a bug, not a fault of the files
 */
export const readFolderApart = (
	files: FolderFiles,
	{ limitMs, ...options }: FolderOptions & Limit = {}
): Promise<FolderImport> => readApart({ files, options }, folderTooSlow, limitMs);

/** `readPeople` in the same way. */
export const readPeopleApart = (
	list: Uint8Array,
	{ limitMs, ...options }: PeopleOptions & Limit = {}
): Promise<PeopleImport> =>
	readApart({ list, options }, (came) => listTooSlow(options.file ?? 'participants.csv', came), limitMs);

function readApart<Read>(task: ReadingTask, tooSlow: (came: string) => Read, limitMs = LIMIT_MS): Promise<Read> {
	const worker = new Worker(new URL('./apart-worker.ts', import.meta.url), {
		workerData: task,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	return new Promise<Read>((resolve, reject) => {
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

const listTooSlow = (file: string, came: string): PeopleImport => ({
	...NOTHING,
	faults: [fault('file_slow', { file }, came)]
});

const folderTooSlow = (came: string): FolderImport => ({
	event: null,
	participants: NOTHING,
	crew: null,
	ideas: null,
	faults: [fault('file_slow', { file: 'event.json' }, came)],
	verdict: 'refused'
});
