import type { Snippet } from 'svelte';
import type { IconComponent } from '../icon/types.ts';

export type BannerTone = 'plain' | 'ok' | 'wait' | 'help' | 'bell';

export type BannerProps = {
	tone?: BannerTone | undefined;
	icon: IconComponent;
	/** The strong first sentence. */
	title: string;
	/** What else is true, and what comes next. */
	text?: string | undefined;
	/** Read out when it appears. Off for something that stands on the page from the start. */
	announce?: boolean | undefined;
	/** Buttons at the end. */
	action?: Snippet | undefined;
};

/** What a service or the page itself has to say: something is down, the rest works. */
export type ServiceNotice =
	| { kind: 'media_down' }
	/** The person's own network lets no sound through. */
	| { kind: 'media_blocked' }
	/** The person's own browser has no WebRTC. */
	| { kind: 'media_unable' }
	| { kind: 'saving_paused'; waiting: number }
	| { kind: 'out_of_date' }
	| { kind: 'coming_back'; seatKeptMinutes?: number | undefined }
	| { kind: 'desk_empty' };

export type ServiceBannerProps = { notice: ServiceNotice; onreload?: (() => void) | undefined };
