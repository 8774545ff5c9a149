/** The public page of what came out. */
import type { Page } from 'playwright-core';

/** Unfolds what stands behind a theme until these words can be read. */
export async function findInsight(page: Page, words: string): Promise<void> {
	const behind = page.locator('details').filter({ hasText: words }).first();
	if ((await behind.getAttribute('open')) === null) await behind.locator('summary').click();
	await behind.getByText(words).first().waitFor();
}
