import { m } from '#lib/paraglide/messages.js';
import type { CameraCheck, DeviceCheckProps, MicCheck } from './types.ts';

type RowWords = { title: string; text: string; look: 'good' | 'off' | 'bad' };

export function micWords(mic: MicCheck): RowWords {
	switch (mic.state) {
		case 'off':
			return { title: m.device_mic_off(), text: m.device_mic_off_text(), look: 'off' };
		case 'asking':
			return { title: m.device_mic_asking(), text: m.device_asking_text(), look: 'off' };
		case 'blocked':
			return { title: m.device_mic_blocked(), text: m.device_blocked_text(), look: 'bad' };
		case 'open':
			return { title: mic.heard ? m.device_mic_hear() : m.device_mic_speak(), text: m.device_mic_bars(), look: 'good' };
	}
}

export function cameraWords(camera: CameraCheck): RowWords {
	switch (camera) {
		case 'off':
			return { title: m.device_camera_off(), text: m.device_camera_off_text(), look: 'off' };
		case 'asking':
			return { title: m.device_mic_asking(), text: m.device_asking_text(), look: 'off' };
		case 'blocked':
			return { title: m.device_camera_blocked(), text: m.device_blocked_text(), look: 'bad' };
		case 'on':
			return { title: m.device_camera_on(), text: m.device_camera_on_text(), look: 'good' };
	}
}

export function connectionWords(connection: DeviceCheckProps['connection']): string {
	return {
		unknown: m.device_connection_unknown,
		good: m.device_connection_good,
		weak: m.device_connection_weak,
		lost: m.device_connection_lost
	}[connection]();
}
