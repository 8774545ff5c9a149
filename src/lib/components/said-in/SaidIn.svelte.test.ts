import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { m } from '#lib/paraglide/messages.js';
import SaidIn from './SaidIn.svelte';

const WELCOME = { text: 'Ankommen & <b>Kaffee</b>', lang: 'de' };

describe('SaidIn', () => {
	it('marks the text of the event, and leaves the sentence as one', async () => {
		const { container } = await render(SaidIn, {
			sentence: (title: string) => m.lobby_next({ clock: '10:00', title }),
			said: WELCOME
		});
		expect(container.textContent?.trim()).toBe(m.lobby_next({ clock: '10:00', title: WELCOME.text }));
		const marked = page.getByText(WELCOME.text, { exact: true });
		await expect.element(marked).toHaveAttribute('lang', 'de');
		await expect.element(marked).toHaveAttribute('dir', 'auto');
	});

	it('marks it each time, and shows a sentence without it as it is', async () => {
		const { container } = await render(SaidIn, { sentence: (text: string) => `${text} = ${text}`, said: WELCOME });
		expect(container.querySelectorAll('[lang="de"]')).toHaveLength(2);
		const plain = await render(SaidIn, { sentence: () => 'Nothing of it.', said: WELCOME });
		expect(plain.container.textContent).toContain('Nothing of it.');
	});
});
