/** Whether the idea was taken, or the translated reason why not. A refused text stays in the box. */
export type AddOutcome = { ok: true } | { ok: false; because: string };

export type AddIdeaProps = {
	/** Bindable: the text so far. */
	draft?: string | undefined;
	/** Every change, so that others see "Theo is writing…" and the draft survives a reload. */
	ondraft?: ((text: string) => void) | undefined;
	onadd: (text: string, forPerson: string | null) => AddOutcome | Promise<AddOutcome>;
	/** Characters, counted as people count them. */
	maxLength?: number | undefined;
	/** Somebody else may be written for (paper card, helper). */
	writeFor?: readonly { id: string; name: string }[] | undefined;
	disabledBecause?: string | undefined;
	label?: string | undefined;
	placeholder?: string | undefined;
	buttonText?: string | undefined;
	/** Language the person writes in. */
	lang?: string | undefined;
};
