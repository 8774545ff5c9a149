import type { Keep } from './keep.ts';

/**
 * What a person wants for herself: heard, seen, sound only. Belongs to her, not to a table: it survives every move
 * and a reload of the tab, starts muted, and nobody but she changes it.
 */
export class Wishes {
	#keep: Keep | null;
	#key: string;
	#mic = $state(false);
	#camera = $state(false);
	#audioOnly = $state(false);

	constructor(entry: string, keep: Keep | null) {
		this.#keep = keep;
		this.#key = `rondo:wishes:${entry}`;
		const kept = (read(keep, this.#key) ?? '').split(' ');
		this.#mic = kept.includes('mic');
		this.#camera = kept.includes('camera');
		this.#audioOnly = kept.includes('audio_only');
	}

	get mic(): boolean {
		return this.#mic;
	}
	set mic(on: boolean) {
		this.#mic = on;
		this.#store();
	}
	get camera(): boolean {
		return this.#camera;
	}
	set camera(on: boolean) {
		this.#camera = on;
		this.#store();
	}
	get audioOnly(): boolean {
		return this.#audioOnly;
	}
	set audioOnly(on: boolean) {
		this.#audioOnly = on;
		this.#store();
	}

	#store(): void {
		const wanted = [this.#mic && 'mic', this.#camera && 'camera', this.#audioOnly && 'audio_only'].filter(Boolean);
		try {
			this.#keep?.setItem(this.#key, wanted.join(' '));
		} catch {
			// A full or forbidden store: after a reload she is muted, which is the safe side.
		}
	}
}

function read(keep: Keep | null, key: string): string | null {
	try {
		return keep?.getItem(key) ?? null;
	} catch {
		return null;
	}
}
