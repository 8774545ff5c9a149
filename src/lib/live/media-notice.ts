import type { LinkFailure } from '../client/media-link.ts';
import type { ServiceNotice } from '../components/banner/types.ts';

/** What to say where there is no sound: whether it is ours, or the person's network or browser, who can then do something. */
export function mediaNotice(trouble: LinkFailure | null | undefined): ServiceNotice {
	if (trouble === 'blocked') return { kind: 'media_blocked' };
	return { kind: trouble === 'unable' ? 'media_unable' : 'media_down' };
}
