import type { Snippet } from 'svelte';
import type { IconComponent } from '../icon/types.ts';

export type ChoiceOption = {
	value: string;
	title: string;
	hint?: string | undefined;
	/** Sign at the end of the card. */
	icon?: IconComponent | undefined;
	/** Short word at the end of the card ("1st"). */
	note?: string | undefined;
	/** Language of `title`, for languages named in themselves. */
	lang?: string | undefined;
	disabled?: boolean | undefined;
};

export type ChoiceProps = ChoiceOption & {
	kind: 'radio' | 'checkbox';
	name: string;
	/** Bindable. */
	checked?: boolean | undefined;
	onchange?: ((checked: boolean) => void) | undefined;
	children?: Snippet | undefined;
};

/** `radio` reports one value, `checkbox` the chosen values in the order they were chosen. */
export type ChoiceGroupProps = {
	legend: string;
	hint?: string | undefined;
	error?: string | undefined;
	optional?: boolean | undefined;
	legendHidden?: boolean | undefined;
	name: string;
	options: readonly ChoiceOption[];
	/** Cards side by side from 40 rem on. */
	sideBySide?: boolean | undefined;
} & (
	| { kind: 'radio'; value: string | null; onchange: (value: string) => void }
	| { kind: 'checkbox'; values: readonly string[]; onchange: (values: string[]) => void }
);

/** One setting as a row: words at the start, a checkbox at the end. `checked` is bindable. */
export type ToggleRowProps = {
	label: string;
	hint?: string | undefined;
	checked?: boolean | undefined;
	disabled?: boolean | undefined;
	onchange?: ((checked: boolean) => void) | undefined;
};

/** A whole number between − and +. `value` is bindable. */
export type StepperProps = {
	label: string;
	labelHidden?: boolean | undefined;
	hint?: string | undefined;
	value?: number | undefined;
	min: number;
	max: number;
	step?: number | undefined;
	/** Unit for screen readers and beside the number ("min"). */
	unit?: string | undefined;
	onchange?: ((value: number) => void) | undefined;
};
