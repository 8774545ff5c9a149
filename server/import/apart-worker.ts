/** The thread of `apart.ts`: reads one folder or one list, answers once, ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadingTask } from './apart.ts';
import { readFolder } from './folder.ts';
import { readPeople } from './people-csv.ts';

const task = workerData as ReadingTask;
parentPort?.postMessage('list' in task ? readPeople(task.list, task.options) : readFolder(task.files, task.options));
