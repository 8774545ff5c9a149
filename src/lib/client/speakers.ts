/** One received voice on its audio element. */
export interface Voice {
	/** At once, without asking anybody. */
	audible(on: boolean): void;
	stop(): void;
}

/**
 * The page's audio elements. They are kept and given the next voice: on iOS only an element that has played
 * after a gesture plays again without one.
 */
export class Speakers {
	#idle: HTMLAudioElement[] = [];
	#playing = new Set<HTMLAudioElement>();
	#blocked = false;
	#sinkId = '';
	#make: () => HTMLAudioElement;
	#onblocked: (blocked: boolean) => void;

	/** @param onblocked the browser wants a gesture before it lets anything be heard (or does not any more) */
	constructor(
		onblocked: (blocked: boolean) => void,
		make: () => HTMLAudioElement = () => document.createElement('audio')
	) {
		this.#onblocked = onblocked;
		this.#make = make;
	}

	play(track: MediaStreamTrack, audible: boolean): Voice {
		const element = this.#idle.pop() ?? this.#make();
		this.#playing.add(element);
		element.autoplay = true;
		element.muted = !audible;
		element.srcObject = new MediaStream([track]);
		this.#choose(element);
		void this.#start(element);
		return {
			audible: (on) => {
				if (element.muted === !on || !this.#playing.has(element)) return;
				element.muted = !on;
				// A browser may pause an element that is unmuted before any gesture.
				if (on) void this.#start(element);
			},
			stop: () => {
				if (!this.#playing.delete(element)) return;
				element.muted = true;
				element.srcObject = null;
				this.#idle.push(element);
			}
		};
	}

	/** From within a click: whatever was blocked is heard. */
	async resume(): Promise<void> {
		await Promise.all([...this.#playing].map((element) => this.#start(element)));
	}

	/** The loudspeaker that was chosen; empty = the system's. Where browsers cannot choose, nothing happens. */
	choose(sinkId: string): void {
		this.#sinkId = sinkId;
		for (const element of [...this.#playing, ...this.#idle]) this.#choose(element);
	}

	#choose(element: HTMLAudioElement): void {
		if (!('setSinkId' in element) || element.sinkId === this.#sinkId) return;
		// A loudspeaker that was unplugged: the system's own goes on.
		element.setSinkId(this.#sinkId).catch(() => (this.#sinkId = ''));
	}

	async #start(element: HTMLAudioElement): Promise<void> {
		try {
			await element.play();
			this.#block(false);
		} catch (failure) {
			// AbortError: the element got another voice meanwhile.
			if (failure instanceof DOMException && failure.name === 'NotAllowedError') this.#block(true);
		}
	}

	#block(blocked: boolean): void {
		if (blocked === this.#blocked) return;
		this.#blocked = blocked;
		this.#onblocked(blocked);
	}
}
