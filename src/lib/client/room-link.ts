import type { RemoteTrack, RemoteTrackPublication, Room } from 'livekit-client';
import type { MediaSeat } from '../protocol/wire.ts';
import { loadLiveKit, roomOptions, type LiveKit } from './livekit.ts';
import { SEND_NOTHING } from './media-link.ts';
import type { LinkEvents, LinkFailure, LinkPerson, LinkWish, MediaLink } from './media-link.ts';
import { Publisher } from './publisher.ts';
import { RoomPeople } from './room-people.ts';
import type { Speakers, Voice } from './speakers.ts';
import { arrived, Watchdog, type Received } from './watchdog.ts';

/** Our own limit for joining: the SDK waits 15 s, and on a wrong 404 for ever. */
export const CONNECT_MS = 8_000;
/** From the server's answer until sound can flow. */
export const MEDIA_MS = 5_000;

/** A voice that is missing for so many seconds is asked for again. */
const NUDGE_LOOKS = 3;

/** One LiveKit room. Without sound from others until `hear`, without own sound until a wish is open. */
export class RoomLink implements MediaLink {
	#seat: MediaSeat;
	#events: LinkEvents;
	#speakers: Speakers;
	#room: Room | null = null;
	#people: RoomPeople | null = null;
	#publisher: Publisher | null = null;
	#watchdog: Watchdog;
	#voices = new Map<string, Voice>();
	/** Voices that should be here and are not, and for how many looks. */
	#missing = new Map<string, number>();
	#wish: LinkWish = SEND_NOTHING;
	#listening = true;
	#hearing = false;
	#watching = true;
	#closed = false;
	#joined = false;
	#giveUp: (failure: LinkFailure) => void = () => {};

	constructor(seat: MediaSeat, events: LinkEvents, speakers: Speakers) {
		this.#seat = seat;
		this.#events = events;
		this.#speakers = speakers;
		this.#watchdog = new Watchdog(
			() => this.#received(),
			() => this.#lost('silent')
		);
	}

	get people(): readonly LinkPerson[] {
		return this.#people?.list() ?? [];
	}
	get speaking(): boolean {
		return this.#room?.localParticipant.isSpeaking ?? false;
	}

	async connect(): Promise<LinkFailure | null> {
		let limit: ReturnType<typeof setTimeout> | undefined;
		const gaveUp = new Promise<LinkFailure>((giveUp) => {
			this.#giveUp = giveUp;
			limit = setTimeout(() => giveUp('down'), CONNECT_MS);
		});
		const failure = await Promise.race([this.#join(), gaveUp]);
		clearTimeout(limit);
		if (failure || this.#closed) {
			this.close();
			return failure ?? 'down';
		}
		this.#joined = true;
		// While joining the SDK is silent about tracks that others publish meanwhile.
		this.#subscribe();
		this.#publisher?.settle();
		this.#watchdog.start();
		return null;
	}

	want(wish: LinkWish): void {
		this.#wish = wish;
		this.#publisher?.want(wish);
	}

	listen(on: boolean): void {
		this.#listening = on;
		this.#subscribe();
		if (!on) for (const sid of [...this.#voices.keys()]) this.#silence(sid);
	}

	hear(on: boolean): void {
		this.#hearing = on;
		for (const voice of this.#voices.values()) voice.audible(on);
	}

	watch(on: boolean): void {
		this.#watching = on;
		this.#people?.watch(on);
		this.#events.onchange();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#watchdog.stop();
		for (const sid of [...this.#voices.keys()]) this.#silence(sid);
		this.#publisher?.close();
		this.#people?.close();
		void this.#room?.disconnect(false);
		this.#giveUp('down');
	}

	async #join(): Promise<LinkFailure | null> {
		let mediaLimit: ReturnType<typeof setTimeout> | undefined;
		try {
			const lk = await loadLiveKit();
			if (this.#closed) return 'down';
			if (!lk.isBrowserSupported()) return 'unable';
			const room = this.#prepare(lk);
			room.once(lk.RoomEvent.SignalConnected, () => {
				mediaLimit = setTimeout(() => this.#giveUp('blocked'), MEDIA_MS);
				this.#subscribe();
				this.#publisher?.settle();
			});
			await room.connect(this.#seat.url, this.#seat.token, {
				autoSubscribe: false,
				maxRetries: 0,
				peerConnectionTimeout: CONNECT_MS,
				websocketTimeout: CONNECT_MS
			});
			return null;
		} catch (failure) {
			// Never the message: it quotes the token.
			const status = (failure as { status?: unknown }).status;
			return status === 404 || status === 401 || status === 403 ? 'gone' : 'down';
		} finally {
			clearTimeout(mediaLimit);
		}
	}

	#prepare(lk: LiveKit): Room {
		const room = new lk.Room(roomOptions(lk));
		this.#room = room;
		this.#people = new RoomPeople(lk, room);
		this.#people.watch(this.#watching);
		this.#publisher = new Publisher(lk, room);
		this.#publisher.want(this.#wish);
		this.#listenTo(lk, room);
		return room;
	}

	#listenTo({ RoomEvent, Track }: LiveKit, room: Room): void {
		const changed = () => this.#events.onchange();
		room
			.on(RoomEvent.TrackPublished, () => this.#subscribe())
			.on(RoomEvent.Reconnected, () => {
				this.#subscribe();
				this.#publisher?.settle();
			})
			.on(RoomEvent.TrackSubscribed, (track, publication) => {
				if (track.kind === Track.Kind.Audio) this.#play(track, publication);
				else this.#people?.refresh(publication.trackSid);
				changed();
			})
			.on(RoomEvent.TrackUnsubscribed, (_track, publication) => this.#silence(publication.trackSid))
			.on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
				if (participant === room.localParticipant) this.#publisher?.settle();
			})
			.on(RoomEvent.LocalTrackUnpublished, ({ track }) => this.#publisher?.revoked(track))
			.on(RoomEvent.Disconnected, () => this.#lost('ended'));
		for (const event of [
			RoomEvent.ParticipantConnected,
			RoomEvent.ParticipantDisconnected,
			RoomEvent.TrackPublished,
			RoomEvent.TrackUnpublished,
			RoomEvent.TrackMuted,
			RoomEvent.TrackUnmuted,
			RoomEvent.ActiveSpeakersChanged,
			RoomEvent.ConnectionQualityChanged
		] as const) {
			room.on(event, changed);
		}
	}

	/** Asks for every voice that is there, or for none. */
	#subscribe(): void {
		for (const publication of this.#audio()) {
			if (publication.isDesired !== this.#listening) publication.setSubscribed(this.#listening);
		}
	}

	#audio(): RemoteTrackPublication[] {
		const people = [...(this.#room?.remoteParticipants.values() ?? [])];
		return people.flatMap((person) => [...person.audioTrackPublications.values()] as RemoteTrackPublication[]);
	}

	#play(track: RemoteTrack, publication: RemoteTrackPublication): void {
		this.#silence(publication.trackSid);
		if (this.#closed || !this.#listening) return;
		// Also while nothing may be heard yet: so the first word after the switch needs no start.
		this.#voices.set(publication.trackSid, this.#speakers.play(track.mediaStreamTrack, this.#hearing));
	}

	#silence(sid: string): void {
		this.#voices.get(sid)?.stop();
		this.#voices.delete(sid);
	}

	/** Null = nothing flows that could be watched. */
	async #received(): Promise<Received | null> {
		this.#subscribe();
		this.#nudge();
		const heard = this.#audio().filter(({ track }) => track !== undefined);
		const tracks = [...heard.map(({ track }) => track), ...(this.#publisher?.tracks ?? [])];
		const reports = await Promise.all(tracks.map((track) => track?.getRTCStatsReport().catch(() => undefined)));
		const known = reports.filter((report) => report !== undefined);
		if (known.length === 0) return null;
		return { count: arrived(known), soundExpected: heard.some(({ isMuted }) => !isMuted) };
	}

	/** Now and then a track that is there never comes (livekit issue 4379): asking again brings it. */
	#nudge(): void {
		for (const publication of this.#audio()) {
			const { trackSid: sid, isDesired, isMuted, track } = publication;
			const looks = isDesired && !isMuted && !track ? (this.#missing.get(sid) ?? 0) + 1 : 0;
			this.#missing.set(sid, looks % NUDGE_LOOKS);
			if (looks < NUDGE_LOOKS) continue;
			publication.setSubscribed(false);
			publication.setSubscribed(true);
		}
	}

	#lost(failure: LinkFailure): void {
		if (this.#closed || !this.#joined) return;
		this.close();
		this.#events.onlost(failure);
	}
}
