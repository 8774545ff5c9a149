/** What is wrong with a page as it stands: axe in light and dark, on a phone and a desk; and whether it scrolls sideways. */
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { catalogue } from './words.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Dark differs from light in its colours only. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const WIDTHS = [390, 1440] as const;
/** Zoom of 200 % is half the pixels; large text is a larger root. */
const SQUEEZED = [
	['at 768', 768, 1024, ''],
	['at 320', 320, 640, ''],
	['1280 at 200 %', 640, 450, ''],
	['390 with 140 % text', 390, 844, '140%']
] as const;

/** Every violation as a line: page, look, rule, where. Leaves the page as wide as it was. */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
	const before = page.viewportSize()!;
	const faults: string[] = [];
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 900 });
		faults.push(...(await violations(page, TAGS, `${name}, light at ${width}`)));
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		faults.push(...(await moving(page)).map((what) => `${name}, reduced motion at ${width}: ${what}`));
		faults.push(...(await violations(page, COLOURS, `${name}, dark at ${width}`)));
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
	}
	await page.setViewportSize(before);
	return [...faults, ...(await squeezedFaultsOf(page, name))];
}

/** What does not fit when there is little room or the text is large. Leaves the page as wide as it was. */
export async function squeezedFaultsOf(page: Page, name: string): Promise<string[]> {
	const before = page.viewportSize()!;
	const faults: string[] = [];
	for (const [look, width, height, text] of SQUEEZED) {
		await page.setViewportSize({ width, height });
		await page.evaluate((size) => {
			document.documentElement.style.fontSize = size;
			// What measures itself has measured itself.
			return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		}, text);
		const found = [await sideways(page), await cutOff(page), await broken(page), await covered(page)].flat();
		faults.push(...found.map((what) => `${name}, ${look}: ${what}`));
	}
	await page.evaluate(() => (document.documentElement.style.fontSize = ''));
	await page.setViewportSize(before);
	return faults;
}

async function violations(page: Page, runOnly: string[], look: string): Promise<string[]> {
	await comeToRest(page);
	// Once per document: its half megabyte costs more than what it finds.
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
	const found = await page.evaluate(
		async ({ where, how }) => {
			const { axe: inPage } = window as unknown as { axe: { run(at: object, how: RunOptions): Promise<AxeResults> } };
			return (await inPage.run(where, how)).violations;
		},
		{
			// Of hundreds of time zones the first five stand for all.
			where: { include: [['html']], exclude: [['option:nth-child(n + 6)']] },
			how: { runOnly, resultTypes: ['violations'] } satisfies RunOptions
		}
	);

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

/** What goes on for longer than a blink, right after colours have changed, for somebody who asked for nothing to move. */
function moving(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const BLINK_MS = 10;
		// Changed colours begin to fade with the next frame.
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		const going = document.getAnimations().filter(({ playState, effect }) => {
			return playState === 'running' && Number(effect?.getComputedTiming().endTime ?? 0) > BLINK_MS;
		});
		const what = (one: Animation) => {
			const { target = null, pseudoElement = '' } = one.effect instanceof KeyframeEffect ? one.effect : {};
			const name =
				one instanceof CSSTransition
					? one.transitionProperty
					: one instanceof CSSAnimation
						? one.animationName
						: one.id;
			return `${target?.tagName.toLowerCase()}.${String(target?.getAttribute('class'))}${pseudoElement ?? ''} moves: ${name}`;
		};
		return [...new Set(going.map(what))].slice(0, 4);
	});
}

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

/** Words that stand outside of their button, or outside of a box around them that hides what does not fit. */
function cutOff(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const SLACK = 2;
		const said = [...document.querySelectorAll<HTMLElement>('button, a, summary, h1, h2, h3, label, legend, dt, dd')];
		const boxesOf = (one: HTMLElement) => {
			const boxes: { box: HTMLElement; x: boolean; y: boolean }[] = [];
			if (one.matches('.btn, .chip')) boxes.push({ box: one, x: true, y: true });
			for (let box: HTMLElement | null = one; box && box !== document.body; box = box.parentElement) {
				const { overflowX, overflowY, position } = getComputedStyle(box);
				// What scrolls can be reached.
				const x = /hidden|clip/.test(overflowX);
				const y = /hidden|clip/.test(overflowY);
				if (/auto|scroll/.test(overflowX + overflowY)) break;
				if (x || y) boxes.push({ box, x, y });
				if (position === 'fixed') break;
			}
			return boxes;
		};
		const wordsOf = (one: HTMLElement): DOMRect[] => {
			const rects: DOMRect[] = [];
			const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
			for (let node = walk.nextNode(); node; node = walk.nextNode()) {
				if (!node.textContent?.trim() || node.parentElement?.closest('.sr')) continue;
				const words = document.createRange();
				words.selectNodeContents(node);
				rects.push(...words.getClientRects());
			}
			return rects;
		};
		const cut = said.filter((one) => {
			if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
			const words = wordsOf(one);
			return boxesOf(one).some(({ box, x, y }) => {
				const { left, right, top, bottom } = box.getBoundingClientRect();
				return words.some((word) => {
					const wide = x && (word.left < left - SLACK || word.right > right + SLACK);
					return wide || (y && (word.top < top - SLACK || word.bottom > bottom + SLACK));
				});
			});
		});
		return cut.slice(0, 4).map((one) => `cut off: ${one.tagName.toLowerCase()} “${one.innerText.slice(0, 40)}”`);
	});
}

/** Short words of buttons and headings that stand on more than one line because there is no room for them. */
function broken(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		const broad = (rects: DOMRectList) => [...rects].filter(({ width }) => width > 0);
		for (const one of document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, label, legend')) {
			if (!one.checkVisibility({ visibilityProperty: true })) continue;
			const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
			for (let node = walk.nextNode(); node; node = walk.nextNode()) {
				if (node.parentElement?.closest('.sr')) continue;
				for (const { 0: word, index } of (node.textContent ?? '').matchAll(
					/(?<![\p{L}\p{M}])\p{L}{2,7}(?![\p{L}\p{M}])/gu
				)) {
					const letters = document.createRange();
					letters.setStart(node, index);
					letters.setEnd(node, index + word.length);
					if (new Set(broad(letters.getClientRects()).map(({ top }) => Math.round(top))).size > 1) found.push(word);
				}
			}
		}
		return found.slice(0, 4).map((word) => `broken in pieces: “${word}”`);
	});
}

/** Headings and buttons in sight that something lies on, which neither floats nor stays at an edge while one scrolls. */
function covered(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const floats = (one: Element | null): boolean =>
			one !== null &&
			(one.matches('dialog, [popover]') ||
				/fixed|sticky/.test(getComputedStyle(one).position) ||
				floats(one.parentElement));
		const under = [...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, a, label')].flatMap((one) => {
			if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
			if (one.closest('.sr') || floats(one)) return [];
			const words = document.createRange();
			words.selectNodeContents(one);
			const [line] = [...words.getClientRects()].filter(({ width, height }) => width > 2 && height > 2);
			if (!line) return [];
			const over = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
			if (!over || one.contains(over) || over.contains(one) || floats(over)) return [];
			return [
				`covered: ${one.tagName.toLowerCase()} “${one.innerText.slice(0, 40)}” by ${over.outerHTML.slice(0, 60)}`
			];
		});
		return under.slice(0, 4);
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
