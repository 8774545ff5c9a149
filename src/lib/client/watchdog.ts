/** How long nothing may arrive while somebody's microphone is on: LiveKit itself needs 16 s to notice. */
export const SILENT_MS = 3_000;
/** Nobody's microphone is on: only the connection's own checks arrive, about every 2 s. */
export const QUIET_MS = 8_000;
const TICK_MS = 1_000;

export interface Received {
	/** Everything that ever arrived, packets and checks; only whether it grows matters. */
	count: number;
	/** Somebody's microphone is on, so packets have to come. */
	soundExpected: boolean;
}

/**
 * Notices that nothing arrives any more (UDP that dies in mid-call makes no event for 16 s).
 * Counts looks, not time: a page that slept has not missed anything.
 */
export class Watchdog {
	#read: () => Promise<Received | null>;
	#onsilent: () => void;
	#timer: ReturnType<typeof setInterval> | undefined;
	#last = -1;
	#looksWithout = 0;

	constructor(read: () => Promise<Received | null>, onsilent: () => void) {
		this.#read = read;
		this.#onsilent = onsilent;
	}

	start(): void {
		this.stop();
		this.#timer = setInterval(() => void this.#look(), TICK_MS);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#last = -1;
		this.#looksWithout = 0;
	}

	async #look(): Promise<void> {
		const received = await this.#read();
		if (this.#timer === undefined) return;
		if (!received || received.count !== this.#last) {
			this.#last = received?.count ?? -1;
			this.#looksWithout = 0;
			return;
		}
		this.#looksWithout += 1;
		if (this.#looksWithout * TICK_MS < (received.soundExpected ? SILENT_MS : QUIET_MS)) return;
		this.stop();
		this.#onsilent();
	}
}

type Counters = Partial<Record<'packetsReceived' | 'bytesReceived' | 'responsesReceived' | 'requestsReceived', number>>;

/** What arrived at all, from the statistics of one track: packets of the track, bytes and checks of its connection. */
export function arrived(reports: readonly RTCStatsReport[]): number {
	let count = 0;
	for (const report of reports) {
		report.forEach((entry: Counters & { type: string }) => {
			if (entry.type === 'inbound-rtp' || entry.type === 'remote-inbound-rtp') count += entry.packetsReceived ?? 0;
			if (entry.type !== 'candidate-pair') return;
			count += (entry.bytesReceived ?? 0) + (entry.responsesReceived ?? 0) + (entry.requestsReceived ?? 0);
		});
	}
	return count;
}
