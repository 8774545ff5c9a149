/**
 * For `{@attach}` on a part of a page. What is pressed here often goes away with what it did: a search that ends, a plan
 * that is taken. Whoever works by keyboard then goes on where it happened, and not at the beginning of the page.
 */
export function keepFocus(part: HTMLElement): () => void {
	let last: HTMLElement | null = null;
	let around: HTMLElement[] = [];

	function came({ target }: FocusEvent) {
		if (!(target instanceof HTMLElement)) return;
		last = target;
		around = [];
		for (let each = target.parentElement; each && part.contains(each); each = each.parentElement) around.push(each);
	}
	/** The focus was taken elsewhere; where it only went because its place is gone, the place is remembered. */
	function went({ target }: FocusEvent) {
		queueMicrotask(() => {
			if (target === last && last?.isConnected && document.activeElement !== last) last = null;
		});
	}
	function look() {
		if (!last || last.isConnected || document.activeElement !== document.body) return;
		last = null;
		// A dialog gives the focus back on its own.
		if (around.some((each) => each instanceof HTMLDialogElement)) return;
		headingOf(around)?.focus();
	}

	part.addEventListener('focusin', came);
	part.addEventListener('focusout', went);
	const watching = new MutationObserver(look);
	watching.observe(part, { childList: true, subtree: true });
	return () => {
		watching.disconnect();
		part.removeEventListener('focusin', came);
		part.removeEventListener('focusout', went);
	};
}

/** Of what is still there around it, from near to far: the part that it names with `data-leads-to`, or its own heading. */
function headingOf(around: readonly HTMLElement[]): HTMLElement | null {
	for (const each of around) {
		if (!each.isConnected) continue;
		const { leadsTo } = each.dataset;
		const heading =
			(leadsTo !== undefined && document.getElementById(leadsTo)) || each.querySelector<HTMLElement>('h1, h2, h3');
		if (!heading) continue;
		heading.tabIndex = -1;
		return heading;
	}
	return null;
}
