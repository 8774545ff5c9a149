import '#lib/styles/index.css';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import FileBox from './FileBox.svelte';

const shown = { name: 'list', accept: '.csv', label: 'Choose a list', hint: 'Saved as UTF-8.' };
const box = () => page.getByLabelText('Choose a list').element() as HTMLInputElement;
const file = (name: string) => new File(['name\nAnna\n'], name, { type: 'text/csv' });

function carrying(...files: File[]): DataTransfer {
	const carried = new DataTransfer();
	for (const each of files) carried.items.add(each);
	return carried;
}
function drop(on: Element, dataTransfer: DataTransfer): boolean {
	on.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }));
	return on.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
}

it('gives what is chosen, the same file again too, once it was mended', async () => {
	const files: string[] = [];
	const screen = await render(FileBox, { ...shown, onfile: ({ name }: File) => files.push(name) });
	const choose = async (name: string) => {
		// As the browser does it: the press empties the box, so that the same name is a change.
		box().addEventListener('click', (press) => press.preventDefault(), { once: true });
		box().click();
		expect(box().files).toHaveLength(0);
		await page.getByLabelText('Choose a list').upload(file(name));
	};
	await choose('guests.csv');
	await choose('guests.csv');
	expect(files).toEqual(['guests.csv', 'guests.csv']);
	expect(box().files![0]!.name).toBe('guests.csv');
	expect(await accessFaults(screen.container)).toEqual([]);
});

it('takes a file that is dropped anywhere on it and names it; words that are dropped are nothing', async () => {
	const files: string[] = [];
	const screen = await render(FileBox, { ...shown, onfile: ({ name }: File) => files.push(name) });
	const words = carrying();
	words.setData('text/plain', 'Anna');
	expect(drop(screen.container.firstElementChild!, words)).toBe(true);
	expect(files).toEqual([]);
	// The page must not leave for the file.
	expect(drop(page.getByText('Saved as UTF-8.').element(), carrying(file('guests.csv')))).toBe(false);
	expect(files).toEqual(['guests.csv']);
	expect(box().files![0]!.name).toBe('guests.csv');
});

it('without a taker it leaves files to its form', async () => {
	await render(FileBox, { ...shown, error: 'Choose this file.' });
	expect(drop(box(), carrying(file('guests.csv')))).toBe(true);
	await page.getByLabelText('Choose a list').upload(file('event.json'));
	expect(box().files![0]!.name).toBe('event.json');
	await expect
		.element(page.getByLabelText('Choose a list'))
		.toHaveAccessibleDescription('Saved as UTF-8. Choose this file.');
});
