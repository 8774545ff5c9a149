import { expect, it } from 'vitest';
import { walkPath } from './walk-path.ts';

it('goes from place to place, bent to one side', () => {
	expect(
		walkPath([
			{ x: 0, y: 0 },
			{ x: 100, y: 0 },
			{ x: 0, y: 0 }
		])
	).toBe('M0.0 0.0 Q50.0 18.0 100.0 0.0 M100.0 0.0 Q50.0 -18.0 0.0 0.0');
});

it('draws nothing for who stays, or for nobody', () => {
	expect(
		walkPath([
			{ x: 1, y: 1 },
			{ x: 1, y: 1 }
		])
	).toBe('');
	expect(walkPath([])).toBe('');
});
