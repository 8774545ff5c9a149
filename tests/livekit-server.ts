import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { installedLiveKit } from '#server/supervise/livekit-binary.ts';

const toolsFolder = process.env.RONDO_TOOLS ?? join(homedir(), '.cache', 'rondo', 'bin');
/** The livekit-server of the tests: the one that `npm test` has found, else the one that `npm start` installs. */
export const LIVEKIT_SERVER = process.env.LIVEKIT_SERVER ?? installedLiveKit(toolsFolder);
