import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFocus } from './plan-focus.ts';

let main: HTMLElement;
let stop: () => void;
const at = (selector: string) => main.querySelector<HTMLElement>(selector)!;
/** What watches is told at the end of the turn. */
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
	main = document.createElement('main');
	main.innerHTML = `<h1>Plan</h1><div class="top" data-leads-to="searching"><button id="start">Start</button></div>
		<section id="locks"><h2>Fixed seats</h2><button id="free">Free</button></section>
		<dialog open><h2>Move</h2><button id="do">Do</button></dialog><button id="other">Other</button>`;
	document.body.append(main);
	stop = keepFocus(main);
});
afterEach(() => {
	stop();
	main.remove();
});

it('goes to the heading of the part where something with the focus went away', async () => {
	at('#free').focus();
	at('#free').remove();
	await settled();
	expect(document.activeElement).toBe(at('#locks h2'));
});

it('goes to the part that came instead, where that is named, and to the page when the whole part is gone', async () => {
	const searching = Object.assign(document.createElement('h2'), { id: 'searching' });
	at('#start').focus();
	at('#start').replaceWith();
	main.append(searching);
	await settled();
	expect(document.activeElement).toBe(searching);
	at('#free').focus();
	at('#locks').remove();
	await settled();
	expect(document.activeElement).toBe(at('h1'));
});

it('takes the focus from nobody: not when it is elsewhere, was given up, or a dialog shuts', async () => {
	at('#free').focus();
	at('#other').focus();
	at('#free').remove();
	await settled();
	expect(document.activeElement).toBe(at('#other'));
	at('#other').blur();
	await settled();
	at('#other').remove();
	await settled();
	expect(document.activeElement).toBe(document.body);
	at('#do').focus();
	at('#do').remove();
	await settled();
	expect(document.activeElement).toBe(document.body);
});
