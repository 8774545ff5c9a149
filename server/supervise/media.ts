import type { Config } from '../config.ts';
import { superviseLiveKit } from './livekit-child.ts';
import { mediaSwitchedOff, watchLiveKit } from './livekit-watch.ts';
import type { MediaSupervisor } from './media-state.ts';
import type { Secrets } from './secrets.ts';

/** Audio and video as configured: switched off, the operator's LiveKit, or one of its own. */
export function superviseMedia(config: Config, secrets: Secrets, webhookUrl: string | null): MediaSupervisor {
	if (config.media === 'off') return mediaSwitchedOff();
	if (config.livekit) return watchLiveKit(config.livekit);
	return superviseLiveKit({
		dataDir: config.dataDir,
		toolsDir: config.toolsDir,
		key: secrets.liveKitKey,
		secret: secrets.liveKitSecret,
		webhookUrl
	});
}
