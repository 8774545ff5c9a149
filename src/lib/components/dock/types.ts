import type { Snippet } from 'svelte';

/** `none`: not offered here (text only, hall phone); the button then says why. */
export type DeviceState = 'on' | 'off' | 'blocked' | 'busy' | 'none';

export type HelpState = 'none' | 'asked' | 'coming';

export type DockProps = {
	mic: DeviceState;
	camera: DeviceState;
	/** Raised, and the place in the line when it is known. */
	hand: { up: boolean; place?: number | undefined };
	help: HelpState;
	/** Why microphone and camera are not offered. */
	noneBecause?: string | undefined;
	/** The add box, above the controls on a phone and before them on a laptop. */
	add?: Snippet | undefined;
	/** More controls after help (leave). */
	more?: Snippet | undefined;
	onmic: () => void;
	oncamera: () => void;
	onhand: () => void;
	onhelp: () => void;
};
