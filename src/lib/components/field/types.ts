import type { FullAutoFill, HTMLInputAttributes } from 'svelte/elements';

export type FieldKind =
	'text' | 'email' | 'search' | 'number' | 'date' | 'time' | 'password' | 'code' | 'textarea' | 'select';

export type FieldOption = { value: string; text: string; disabled?: boolean | undefined };

export type FieldProps = {
	label: string;
	/** Bindable. Always text; the page parses numbers and times. */
	value?: string | undefined;
	kind?: FieldKind | undefined;
	/** Stands between label and box. */
	hint?: string | undefined;
	/** Stands below the box, is linked to it, and is read when it appears. */
	error?: string | undefined;
	/** Adds "(if you like)". Fields are otherwise understood as needed. */
	optional?: boolean | undefined;
	/** The label is kept for screen readers only (a search box beside its button). */
	labelHidden?: boolean | undefined;
	big?: boolean | undefined;
	/** For `select`. */
	options?: readonly FieldOption[] | undefined;
	rows?: number | undefined;
	id?: string | undefined;
	name?: string | undefined;
	placeholder?: string | undefined;
	autocomplete?: FullAutoFill | undefined;
	inputmode?: HTMLInputAttributes['inputmode'] | undefined;
	maxlength?: number | undefined;
	min?: string | number | undefined;
	max?: string | number | undefined;
	readonly?: boolean | undefined;
	disabled?: boolean | undefined;
	required?: boolean | undefined;
	lang?: string | undefined;
	oninput?: ((text: string) => void) | undefined;
	onchange?: ((text: string) => void) | undefined;
};
