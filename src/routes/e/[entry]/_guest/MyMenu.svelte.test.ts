import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import { m } from '#lib/paraglide/messages.js';
import MyMenu from './MyMenu.svelte';

async function given(more: Record<string, unknown> = {}, live = new LiveDouble()) {
	const screen = await render(WithLive, { live: contextOf(live), part: MyMenu as never, given: more });
	const button = screen.getByRole('button', { name: m.table_menu() });
	const item = (name: string) => screen.getByRole('menuitem', { name: new RegExp(`^${name}`) });
	return { screen, live, button, item };
}

test('by keyboard: opens on the profile, Esc gives the focus back', async () => {
	const { button, item, screen } = await given();
	button.element().focus();
	await userEvent.keyboard('{ArrowDown}');
	await expect.element(item(m.menu_profile())).toHaveFocus();
	await userEvent.keyboard('{ArrowDown}');
	await expect.element(item(m.menu_data())).toHaveFocus();
	expect(await accessFaults(screen.container)).toEqual([]);
	await userEvent.keyboard('{Escape}');
	await expect.element(button).toHaveFocus();
});

test('my data is shown, can be taken along, and forgotten; then the focus comes back to the menu', async () => {
	const live = new LiveDouble();
	live.me = { ...live.me, needs: ['captions'] };
	const { screen, button, item } = await given({}, live);
	await button.click();
	await item(m.menu_data()).click();
	const dialog = screen.getByRole('dialog', { name: m.menu_data() });
	await expect.element(dialog.getByText(m.need_captions())).toBeVisible();
	await expect.element(dialog.getByRole('button', { name: m.rights_download() })).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
	await dialog.getByRole('button', { name: m.forget_identity() }).click();
	await screen.getByRole('button', { name: m.forget_yes() }).click();
	expect(live.sent).toEqual([{ type: 'forget_me', what: 'identity' }]);
	live.answer({ ok: false, code: 'storage' } as never);
	await expect.element(screen.getByRole('dialog', { name: m.forget_identity_ask() })).not.toBeInTheDocument();
	await userEvent.keyboard('{Escape}');
	await expect.element(button).toHaveFocus();
});

test('other languages are saved with everything else as it was', async () => {
	const live = new LiveDouble();
	const kept = { attendance: 'hall', device: 'own', topics: [], country: null, organisation: null, tags: [] } as const;
	live.me = { ...live.me, needs: ['captions'], profile: { ...kept, languages: ['de'] } };
	const { screen, button, item } = await given({}, live);
	await button.click();
	await item(m.menu_profile()).click();
	await screen.getByRole('checkbox', { name: /English/ }).click();
	await screen.getByRole('button', { name: m.profile_save_languages() }).click();
	expect(live.sent).toEqual([
		{
			type: 'state_profile',
			attendance: 'hall',
			device: 'own',
			languages: ['de', 'en'],
			needs: ['captions'],
			topics: []
		}
	]);
});

test('what the view adds is told to the view', async () => {
	const onmore = vi.fn();
	const { button, item } = await given({ more: [{ id: 'route', text: 'My tables' }], onmore });
	await button.click();
	await item('My tables').click();
	expect(onmore).toHaveBeenCalledWith('route');
});

test('who takes no part has nothing to leave', async () => {
	const live = new LiveDouble();
	live.me = { ...live.me, participation: 'arrived' };
	const { button, item } = await given({}, live);
	await button.click();
	await expect.element(item(m.leave_menu_event())).not.toBeInTheDocument();
	live.me = { ...live.me, participation: 'committed' };
	await item(m.leave_menu_event()).click();
});
