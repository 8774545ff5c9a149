/** Brings views the whole parts of channels that were granted, and names those that were taken. */
import type { Channel } from '#lib/domain/channel.ts';
import { initialPart } from '#lib/domain/initial.ts';
import { LogBusyError, type EventRuntime } from '../events/event-runtime.ts';
import type { WholePart } from './encoded.ts';
import type { Teller } from './teller.ts';
import type { View } from './view.ts';

const isWaiting = ({ unsent, lost }: View): boolean => unsent.size > 0 || lost.size > 0;

export class Supply {
	readonly #runtime: EventRuntime;
	readonly #views: ReadonlySet<View>;
	readonly #teller: Teller;
	readonly #onFault: (what: string, cause: unknown) => void;

	/** @param views those who are there: nobody else is sent anything */
	constructor(
		runtime: EventRuntime,
		views: ReadonlySet<View>,
		teller: Teller,
		onFault: (what: string, cause: unknown) => void
	) {
		this.#runtime = runtime;
		this.#views = views;
		this.#teller = teller;
		this.#onFault = onFault;
	}

	/**
	 * Sends until nothing is left to say; parts whose count the page has are left out.
	 * @throws {LogBusyError} while the log is away: kept for {@link again}
	 */
	async bring(view: View, have: Record<string, number> = {}): Promise<void> {
		if (view.waiting) return; // Under way; it takes what was added meanwhile.
		view.waiting = [];
		try {
			while (isWaiting(view)) {
				const channels = new Set(view.unsent);
				const gone = [...view.lost];
				view.unsent.clear();
				view.lost.clear();
				let parts = await this.#capture(view, channels, gone);
				while (grew(view, channels)) parts = await this.#capture(view, channels, gone);
				if (!this.#views.has(view)) return;
				const seen = parts.filter(({ channel }) => view.told.has(channel) && !view.unsent.has(channel));
				for (const { channel, n } of seen) view.told.set(channel, n);
				const missing = seen.filter(({ channel, n }) => have[channel] !== n);
				this.#teller.snapshot(view, missing, gone);
				have = {};
			}
		} finally {
			const frames = view.waiting ?? [];
			view.waiting = null;
			for (const shares of frames) this.#teller.frame(view, shares);
		}
	}

	/**
	 * While frames are on their way to the view, the last of them brings its parts along: a later commit, not told yet,
	 * may have given the right. While the log is away the view waits for {@link again}; any other fault is a bug.
	 */
	soon(view: View): void {
		if (view.queued > 0 || !isWaiting(view)) return;
		this.bring(view).catch((cause) => {
			if (!(cause instanceof LogBusyError)) this.#onFault('supply', cause);
		});
	}

	/** After an outage of the store: whoever waits for parts gets them. */
	async again(): Promise<void> {
		for (const view of this.#views) if (view.queued === 0 && isWaiting(view)) await this.bring(view);
	}

	async #capture(view: View, channels: ReadonlySet<Channel>, gone: readonly Channel[]): Promise<WholePart[]> {
		try {
			return await this.#runtime.snapshot(() =>
				[...channels].map((channel) => ({
					channel,
					n: this.#runtime.tentativeCountOf(channel),
					part: this.#runtime.state.get(channel) ?? initialPart(channel)
				}))
			);
		} catch (cause) {
			for (const channel of channels) if (view.told.has(channel)) view.unsent.add(channel);
			for (const channel of gone) if (!view.told.has(channel)) view.lost.add(channel);
			throw cause;
		}
	}
}

/**
 * Frames that wait speak of other channels than those being made: these are made too, so that one snapshot holds
 * one moment. Else a page would have a table before it knows that its person sits there.
 */
function grew(view: View, channels: Set<Channel>): boolean {
	const before = channels.size;
	for (const shares of view.waiting ?? [])
		for (const { channel, n } of shares) if ((view.told.get(channel) ?? Infinity) < n) channels.add(channel);
	return channels.size > before;
}
