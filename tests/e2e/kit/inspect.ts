/** What is wrong with a page as it stands: axe in light and dark, on a phone and a desk; and whether it scrolls sideways. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { catalogue } from './words.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [390, 1440] as const;
const NARROWEST = 320;

/** Every violation as a line: page, look, rule, where. Leaves the page as wide as it was. */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
	const before = page.viewportSize()!;
	const faults: string[] = [];
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 900 });
		const axe = () => new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
		faults.push(...(await violations(page, axe().withTags(TAGS), `${name}, light at ${width}`)));
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		// Nothing else depends on the colours.
		faults.push(...(await violations(page, axe().withRules('color-contrast'), `${name}, dark at ${width}`)));
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	}
	await page.setViewportSize({ width: NARROWEST, height: 640 });
	faults.push(...(await sideways(page)).map((what) => `${name} at ${NARROWEST}: ${what}`));
	await page.setViewportSize(before);
	return faults;
}

async function violations(page: Page, axe: AxeBuilder, look: string): Promise<string[]> {
	await comeToRest(page);
	const found = (await axe.analyze()).violations;
	return found.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${look}: ${id} ${target.join(' ')}: ${summary(failureSummary)}`)
	);
}

/** Colours that are still fading into each other are nobody's fault. */
const comeToRest = (page: Page): Promise<void> =>
	page.evaluate(async () => {
		const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
		await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
	});

const summary = (text = ''): string => text.split('\n').slice(1, 2).join('').trim().slice(0, 160);

/** Nothing, or how far the page can be pushed sideways, and by what. */
function sideways(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const { scrollWidth } = document.documentElement;
		if (scrollWidth <= window.innerWidth) return [];
		const wide = [...document.body.querySelectorAll('*')].filter((one) => {
			const { right, width } = one.getBoundingClientRect();
			return width > 0 && right > window.innerWidth + 1;
		});
		const names = wide.slice(0, 4).map((one) => `${one.tagName.toLowerCase()}.${String(one.getAttribute('class'))}`);
		return [`${scrollWidth} px wide because of ${names.join(', ')}`];
	});
}

/** Sentences of ours in English that a page shows or tells to a screen reader, though it is in French. */
export async function englishLeftIn(page: Page): Promise<string[]> {
	const [english, french] = [catalogue('en'), catalogue('fr')];
	const theirs = new Set(Object.values(french).filter((message) => typeof message === 'string'));
	const ours = new Set(
		Object.entries(english).flatMap(([key, text]) =>
			typeof text === 'string' && text !== french[key] && !theirs.has(text) && !text.includes('{') ? [text] : []
		)
	);
	const shown = await page.evaluate(() => {
		const texts: string[] = [document.title];
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walk.nextNode(); node; node = walk.nextNode())
			if (!node.parentElement?.closest('script, style, [lang]:not(html)')) texts.push(node.textContent ?? '');
		for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]'))
			for (const name of ['aria-label', 'title', 'placeholder']) texts.push(one.getAttribute(name) ?? '');
		return texts.map((text) => text.replace(/\s+/g, ' ').trim());
	});
	return shown.filter((text) => ours.has(text));
}
