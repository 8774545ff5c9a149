import type { ConnectionQuality, RemoteParticipant, RemoteTrackPublication, Room } from 'livekit-client';
import type { LiveKit } from './livekit.ts';
import type { LinkPerson, Video } from './media-link.ts';

/** Taking a picture off one place and putting it on another at once must not cost two round trips. */
const KEEP_PICTURE_MS = 1_000;

/** Who is in a room, and their pictures: received only while they are on the page. */
export class RoomPeople {
	#lk: LiveKit;
	#room: Room;
	#videos = new Map<string, Video>();
	#shown = new Map<string, Set<HTMLVideoElement>>();
	#watching = true;
	#closed = false;

	constructor(lk: LiveKit, room: Room) {
		this.#lk = lk;
		this.#room = room;
	}

	list(): LinkPerson[] {
		return [...this.#room.remoteParticipants.values()].map((participant) => this.#person(participant));
	}

	watch(on: boolean): void {
		this.#watching = on;
		for (const sid of this.#shown.keys()) this.refresh(sid);
	}

	/** A picture came, or a wish changed: attach what is shown, receive nothing else. */
	refresh(sid: string): void {
		const publication = this.#publication(sid);
		const elements = this.#shown.get(sid);
		if (!publication || this.#closed) return;
		const wanted = this.#watching && elements !== undefined && elements.size > 0;
		if (publication.isDesired !== wanted) publication.setSubscribed(wanted);
		const track = publication.videoTrack;
		if (!track || !wanted) return;
		for (const element of elements) if (!track.attachedElements.includes(element)) track.attach(element);
	}

	close(): void {
		this.#closed = true;
		this.#shown.clear();
	}

	#person(participant: RemoteParticipant): LinkPerson {
		const { Source } = this.#lk.Track;
		const [mic, camera] = [Source.Microphone, Source.Camera].map((source) => participant.getTrackPublication(source));
		const cameraOn = camera !== undefined && !camera.isMuted;
		return {
			identity: participant.identity,
			speaking: participant.isSpeaking,
			micOn: mic !== undefined && !mic.isMuted,
			cameraOn,
			video: cameraOn && this.#watching ? this.#video(camera.trackSid) : null,
			weak: isWeak(participant.connectionQuality)
		};
	}

	#video(sid: string): Video {
		const known = this.#videos.get(sid);
		if (known) return known;
		const video: Video = { sid, attach: (element) => this.#show(sid, element) };
		this.#videos.set(sid, video);
		return video;
	}

	#show(sid: string, element: HTMLVideoElement): () => void {
		const elements = this.#shown.get(sid) ?? new Set();
		this.#shown.set(sid, elements.add(element));
		this.refresh(sid);
		return () => {
			elements.delete(element);
			this.#publication(sid)?.videoTrack?.detach(element);
			setTimeout(() => this.refresh(sid), KEEP_PICTURE_MS);
		};
	}

	#publication(sid: string): RemoteTrackPublication | undefined {
		for (const participant of this.#room.remoteParticipants.values()) {
			const publication = participant.trackPublications.get(sid);
			if (publication) return publication;
		}
		return undefined;
	}
}

const isWeak = (quality: ConnectionQuality): boolean => quality === 'poor' || quality === 'lost';
