/** The thread of `readFolderApart`: reads one folder, answers once, ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readFolder, type FolderFiles, type FolderOptions } from './folder.ts';

const { files, options } = workerData as { files: FolderFiles; options: FolderOptions };
parentPort?.postMessage(readFolder(files, options));
