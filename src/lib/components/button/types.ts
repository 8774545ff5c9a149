import type { Snippet } from 'svelte';
import type { HTMLAttributes } from 'svelte/elements';
import type { IconComponent } from '../icon/types.ts';

/** `bell` only ever rings the bell. One `primary` per view. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'bell' | 'danger';

export type ButtonProps = {
	kind?: ButtonKind | undefined;
	/** `big` is 56 px high: the one thing to do on this screen. */
	size?: 'normal' | 'big' | undefined;
	/** As wide as its container. */
	block?: boolean | undefined;
	icon?: IconComponent | undefined;
	/** Only the icon is seen; `label` is then its name. */
	label?: string | undefined;
	/** Words shown while something is being done ("Placing 12 people…"); presses are ignored meanwhile. */
	busy?: string | undefined;
	/** Why it cannot be pressed now. It stays focusable, so everybody can read the reason. */
	disabledBecause?: string | undefined;
	/** Where the reason stands: under the button, or as its tooltip and description only. */
	reasonAt?: 'below' | 'tooltip' | undefined;
	pressed?: boolean | undefined;
	/** Renders a link that looks like a button. */
	href?: string | undefined;
	type?: 'button' | 'submit' | undefined;
	onclick?: ((press: MouseEvent) => void) | undefined;
	children?: Snippet | undefined;
} & Pick<HTMLAttributes<HTMLElement>, 'id' | 'aria-controls' | 'aria-expanded' | 'aria-haspopup' | 'aria-describedby'>;
