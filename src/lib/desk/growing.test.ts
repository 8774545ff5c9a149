import { expect, it, vi } from 'vitest';
import { Growing } from './growing.svelte.ts';

/** Draws frame by frame until nothing is left to draw. */
function drawOut(growing: Growing, rows: number): number[] {
	const frames: (() => void)[] = [];
	vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
	vi.stubGlobal('cancelAnimationFrame', () => undefined);
	const seen = [growing.drawn];
	while (growing.keepGrowing(rows) !== undefined) {
		frames.shift()!();
		seen.push(growing.drawn);
	}
	vi.unstubAllGlobals();
	return seen;
}

it('draws a page frame by frame, and more only when somebody wants more', () => {
	const growing = new Growing(50);
	expect(drawOut(growing, 130)).toEqual([10, 20, 30, 40, 50]);
	expect(growing.more(130)).toBe(50);
	growing.wantMore();
	expect(drawOut(growing, 130)).toEqual([50, 60, 70, 80, 90, 100]);
	expect(growing.more(130)).toBe(30);
	growing.wantMore();
	expect(drawOut(growing, 130).at(-1)).toBeGreaterThanOrEqual(130);
	expect(growing.more(130)).toBe(0);
	growing.again();
	expect(growing.drawn).toBe(10);
});

it('has nothing more for a list that fits on a page', () => {
	const growing = new Growing(50);
	expect(growing.more(12)).toBe(0);
	expect(drawOut(growing, 12)).toEqual([10, 20]);
});
