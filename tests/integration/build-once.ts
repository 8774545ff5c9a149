/** Before the files of this project run beside each other: the pages are built once, not by each of them. */
import { ensureBuilt } from './app-process.ts';

export const setup = (): Promise<void> => ensureBuilt();
