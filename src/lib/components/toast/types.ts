import type { IconComponent } from '../icon/types.ts';

export type ToastNote = {
	text: string;
	icon?: IconComponent | undefined;
	/** Adds "Take back". */
	ontakeback?: (() => void) | undefined;
	/** Milliseconds it stays; 8 s without it. Waits while pointed at or focused. */
	staysMs?: number | undefined;
};

export type ShownToast = ToastNote & { id: number };

export type ToastProps = { toast: ShownToast; onclose: (id: number) => void };
