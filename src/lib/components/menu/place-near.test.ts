import { expect, test } from 'vitest';
import { placeNear } from './place-near.ts';

const screen = { width: 390, height: 800 };
const menu = { width: 208, height: 200 };

test('opens under the button, flush with its start', () => {
	expect(placeNear({ left: 20, top: 100, right: 64, bottom: 144 }, menu, screen)).toEqual({ left: 20, top: 150 });
});

test('stays on the screen at the end of a row', () => {
	expect(placeNear({ left: 340, top: 100, right: 384, bottom: 144 }, menu, screen).left).toBe(174);
});

test('opens above when there is no room below', () => {
	expect(placeNear({ left: 20, top: 700, right: 64, bottom: 744 }, menu, screen).top).toBe(494);
});

test('right to left: flush with the other edge', () => {
	expect(placeNear({ left: 300, top: 100, right: 344, bottom: 144 }, menu, screen, true).left).toBe(136);
});

test('a menu taller than both rooms still begins on the screen', () => {
	const tall = { width: 208, height: 790 };
	expect(placeNear({ left: 20, top: 380, right: 64, bottom: 424 }, tall, screen).top).toBe(8);
});
