import type { Snippet } from 'svelte';

export type MicCheck =
	{ state: 'off' } | { state: 'asking' } | { state: 'blocked' } | { state: 'open'; level: number; heard: boolean };

export type CameraCheck = 'off' | 'asking' | 'blocked' | 'on';

export type DeviceChoice = { id: string; name: string };

export type DeviceCheckProps = {
	mic: MicCheck;
	camera: CameraCheck;
	connection: 'unknown' | 'good' | 'weak' | 'lost';
	/** The camera's video element. */
	picture?: Snippet | undefined;
	mics?: readonly DeviceChoice[] | undefined;
	micId?: string | undefined;
	cameras?: readonly DeviceChoice[] | undefined;
	cameraId?: string | undefined;
	onmic: () => void;
	oncamera: () => void;
	/** Rings the bell of the café once; false when nothing was heard. */
	onsound: () => Promise<boolean>;
	onmicchoice?: ((id: string) => void) | undefined;
	oncamerachoice?: ((id: string) => void) | undefined;
};

export type LevelMeterProps = {
	/** 0 to 1. */
	level: number;
	bars?: number | undefined;
};
