import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import { lettersIn } from './add-idea.svelte.ts';
import AddIdea from './AddIdea.svelte';
import type { AddIdeaProps, AddOutcome } from './types.ts';

async function given(
	outcome: AddOutcome | (() => Promise<AddOutcome>) = { ok: true },
	more: Partial<AddIdeaProps> = {}
) {
	const onadd = vi.fn<AddIdeaProps['onadd']>(() => (typeof outcome === 'function' ? outcome() : outcome));
	const ondraft = vi.fn<(text: string) => void>();
	const screen = await render(AddIdea, { onadd, ondraft, ...more });
	const box = screen.getByRole('textbox', { name: 'Write an idea on the tablecloth' });
	return { screen, onadd, ondraft, box, add: screen.getByRole('button', { name: 'Add' }) };
}

test.each(['{Control>}{Enter}{/Control}', '{Meta>}{Enter}{/Meta}'])(
	'%s adds, empties the box and keeps the focus',
	async (keys) => {
		const { onadd, box } = await given();
		await box.fill('Begin with the bus.');
		await userEvent.keyboard(keys);
		await expect.element(box).toHaveValue('');
		await expect.element(box).toHaveFocus();
		expect(onadd.mock.calls).toEqual([['Begin with the bus.', null]]);
	}
);

test('Enter alone is a new line', async () => {
	const { onadd, box } = await given();
	await box.fill('One');
	await userEvent.keyboard('{Enter}two');
	await expect.element(box).toHaveValue('One\ntwo');
	expect(onadd).not.toHaveBeenCalled();
});

test('a refused idea stays in the box, with the reason linked to it', async () => {
	const { box, add } = await given({ ok: false, because: 'The table is closed.' });
	await box.fill('Too late');
	await add.click();
	await expect.element(box).toHaveValue('Too late');
	await expect.element(box).toHaveAccessibleDescription('The table is closed.');
	await expect.element(box).toHaveAttribute('aria-invalid', 'true');
	await userEvent.type(box, '!');
	await expect.element(box).not.toHaveAttribute('aria-invalid');
});

test('an empty idea is not sent; spaces are no thought', async () => {
	const { onadd, box, add } = await given();
	await box.fill('   ');
	await add.click();
	await expect.element(box).toHaveAccessibleDescription('Write a thought first. One is enough.');
	expect(onadd).not.toHaveBeenCalled();
});

test('a double press sends once, and what was typed meanwhile stays', async () => {
	let answer: (outcome: AddOutcome) => void = () => {};
	const { onadd, box, add, screen } = await given(() => new Promise((resolve) => (answer = resolve)));
	await box.fill('One');
	await add.click();
	await expect.element(screen.getByRole('button', { name: 'Adding…' })).toHaveAttribute('aria-busy', 'true');
	await userEvent.keyboard('{Control>}{Enter}{/Control}');
	await box.fill('One, and then');
	answer({ ok: true });
	await expect.element(add).toBeVisible();
	await expect.element(box).toHaveValue('One, and then');
	expect(onadd).toHaveBeenCalledTimes(1);
});

test('letters are counted as people count them, and too many are not sent', async () => {
	expect(lettersIn('👩‍👩‍👧é')).toBe(2);
	const { onadd, box, add, screen } = await given({ ok: true }, { maxLength: 10 });
	await box.fill('0123456789ab');
	await expect.element(screen.getByText('2 letters too many')).toBeVisible();
	await add.click();
	expect(onadd).not.toHaveBeenCalled();
	await expect.element(box).toHaveValue('0123456789ab');
});

test('every change of the draft is told, the emptied box too', async () => {
	const { ondraft, box, add } = await given();
	await box.fill('Hm');
	expect(ondraft).toHaveBeenLastCalledWith('Hm');
	await add.click();
	await expect.poll(() => ondraft).toHaveBeenLastCalledWith('');
});

test('written for somebody else', async () => {
	const { onadd, box, add, screen } = await given({ ok: true }, { writeFor: [{ id: 'p7', name: 'Jonas' }] });
	await box.fill('Paper please');
	await screen.getByRole('combobox', { name: 'Written for' }).selectOptions('Jonas');
	await add.click();
	await expect.poll(() => onadd.mock.calls).toEqual([['Paper please', 'p7']]);
	expect(await accessFaults(screen.container)).toEqual([]);
});
