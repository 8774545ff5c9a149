import { expect, test } from 'vitest';
import { seatPlaces, seatSize } from './seat-places.ts';

test('the first seat, the host’s, is at the top', () => {
	expect(seatPlaces(5)[0]).toEqual({ x: 24, y: 6.4 });
});

test.each([1, 2, 3, 4, 5, 6, 8, 12, 30])('%i seats never touch and stay inside the drawing', (seats) => {
	const places = seatPlaces(seats);
	const half = seatSize(seats);
	expect(places).toHaveLength(seats);
	for (const [index, place] of places.entries()) {
		expect(Math.hypot(place.x - 24, place.y - 24) + half).toBeLessThanOrEqual(24);
		const next = places[(index + 1) % seats];
		if (seats > 1 && next) expect(Math.hypot(place.x - next.x, place.y - next.y)).toBeGreaterThan(half * 2);
	}
});
