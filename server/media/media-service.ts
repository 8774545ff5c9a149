/** Audio and video for the live pages: the supervisor's LiveKit, its rooms, seats and webhooks, as one service. */
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { Result } from '#lib/domain/result.ts';
import type { MediaSeat, MediaState } from '#lib/protocol/wire.ts';
import type { MediaSeatRequest, MediaService } from '../realtime/media-service.ts';
import type { MediaState as SupervisedState, MediaSupervisor } from '../supervise/media-state.ts';
import { LiveKitMedia } from './livekit-media.ts';
import { mintSeat } from './mint-seat.ts';
import { MediaNames } from './names.ts';
import { type Lease, MediaUnavailableError } from './ports.ts';
import { type EventSource, MediaReconciler } from './reconciler.ts';
import { RoomKeeper } from './room-keeper.ts';
import { armDelayMs } from './seats.ts';
import { liveKitWebhooks } from './webhooks.ts';

interface Connection {
	media: LiveKitMedia;
	rooms: RoomKeeper;
	reconciler: MediaReconciler;
	webhooks: ReturnType<typeof liveKitWebhooks>;
	url: string;
}

export interface LiveKitServiceOptions {
	supervisor: MediaSupervisor;
	hmacSecret: string;
	lease: Lease;
	source: EventSource;
	onFault: (what: string, cause: unknown) => void;
}

export class LiveKitService implements MediaService {
	readonly #options: LiveKitServiceOptions;
	readonly #names: MediaNames;
	readonly #listeners = new Set<(state: MediaState) => void>();
	#connection: Connection | null = null;
	#state: MediaState;
	#changing: Promise<void> = Promise.resolve();

	constructor(options: LiveKitServiceOptions) {
		this.#options = options;
		this.#names = new MediaNames(options.hmacSecret);
		this.#state = shown(options.supervisor.state);
		options.supervisor.onChange(() => this.#change());
		if (options.supervisor.state.kind === 'on') this.#change();
	}

	state(): MediaState {
		return this.#state;
	}

	onChange(listener: (state: MediaState) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** One change after another, each by the state of its turn: a crash in the middle of a start comes last. */
	#change(): void {
		this.#changing = this.#changing.then(() => this.#changed(this.#options.supervisor.state));
	}

	async #changed(state: SupervisedState): Promise<void> {
		try {
			const before = this.#connection;
			this.#connection = null;
			// The old one first: both share one lease, and its end would give away what the new one holds.
			await before?.reconciler.stop();
			this.#connection = state.kind === 'on' ? this.#connect(state) : null;
			// The rooms are there before the pages try again: a page that finds none would give up.
			await this.#connection?.reconciler.restarted();
		} catch (cause) {
			this.#options.onFault('media', cause);
		}
		this.#state = shown(state);
		for (const listener of this.#listeners) listener(this.#state);
	}

	#connect({ url, httpUrl, key, secret }: Extract<SupervisedState, { kind: 'on' }>): Connection {
		const { lease, source, onFault } = this.#options;
		const media = new LiveKitMedia({ httpUrl, key, secret });
		const rooms = new RoomKeeper(media);
		const reconciler = new MediaReconciler({
			media,
			rooms,
			names: this.#names,
			lease,
			source,
			onFault: (cause) => onFault('media_reconciler', cause)
		});
		reconciler.start();
		const webhooks = liveKitWebhooks({ key, secret, onHint: (hint) => reconciler.hint(hint) });
		return { media, rooms, reconciler, webhooks, url };
	}

	async seat(request: MediaSeatRequest): Promise<Result<MediaSeat, { code: string }>> {
		const connection = this.#connection;
		if (!connection) throw new MediaUnavailableError('seat', null);
		const { media, rooms, url } = connection;
		return mintSeat({ media, rooms, names: this.#names, url }, request);
	}

	wake(event: EventId): void {
		this.#connection?.reconciler.wake(event);
	}

	dismiss(entries: ReadonlySet<string>): void {
		this.#connection?.reconciler.dismiss(entries);
	}

	armDelay(event: EventId, person: PersonId, version: number, now: EpochMs, switchAt: EpochMs): number {
		return armDelayMs(this.#names.identity(event, person), version, now, switchAt);
	}

	async webhook(rawBody: string, authorization: string | null): Promise<boolean> {
		if (!this.#connection) return false;
		return (await this.#connection.webhooks(rawBody, authorization)).ok;
	}

	async drop(event: EventId): Promise<void> {
		try {
			await this.#connection?.reconciler.drop(event);
		} catch (cause) {
			if (!(cause instanceof MediaUnavailableError)) throw cause;
		}
	}

	async stop(): Promise<void> {
		await this.#connection?.reconciler.stop();
	}
}

/** Browsers learn whether there is sound and, as a code, why not; never keys or addresses. */
function shown(state: SupervisedState): MediaState {
	switch (state.kind) {
		case 'on':
			return { kind: 'on' };
		case 'installing':
			return { kind: 'installing' };
		case 'off':
			return { kind: 'off', reason: state.reason.code };
	}
}
