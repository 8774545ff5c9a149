import axe from 'axe-core';
import { createRawSnippet } from 'svelte';
import type { Locator } from 'vitest/browser';
import '#lib/styles/index.css';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong inside `part`, in light and in dark, one line per fault; empty when it is clean. */
export async function accessFaults(part: Element): Promise<string[]> {
	const faults: string[] = [];
	// A colour that is still on its way from light to dark is nobody's colour.
	const still = document.createElement('style');
	still.textContent = '* { transition: none !important; animation: none !important }';
	document.head.append(still);
	for (const theme of ['light', 'dark']) {
		document.documentElement.dataset.theme = theme;
		const { violations } = await axe.run(part, { runOnly: RULES });
		faults.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${theme} ${id}: ${html}`)));
	}
	delete document.documentElement.dataset.theme;
	still.remove();
	return faults;
}

/** A snippet that is one piece of text. */
export function words(text: string) {
	return createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
}

/** Presses a control that says it cannot be pressed: the runner's own click would wait until it can. */
export function pressAnyway(control: Locator): void {
	(control.element() as HTMLElement).click();
}
