import type { DeviceFault } from '../client/capture.svelte.ts';
import { m } from '../paraglide/messages.js';

/** Why a microphone or camera did not come, and what helps. */
export function deviceFaultText(fault: DeviceFault): string {
	switch (fault) {
		case 'denied':
			return m.fault_denied();
		case 'none_found':
			return m.fault_none_found();
		case 'in_use':
			return m.fault_in_use();
		case 'insecure':
			return m.fault_insecure();
		case 'companion':
			return m.refusal_companion();
		default:
			return m.fault_failed();
	}
}
