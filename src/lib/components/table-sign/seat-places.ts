/** Where a seat stands in the drawing, in the drawing's own units. */
export type SeatPlace = { x: number; y: number };

/** The small sign is 48 × 48 units: the middle, and how far from it the seats stand. */
const MIDDLE = 24;
const REACH = 17.6;

/** Places of `seats` seats around the table, evenly, the first at the top, clockwise. */
export function seatPlaces(seats: number, middle = MIDDLE, reach = REACH): SeatPlace[] {
	return Array.from({ length: seats }, (_, index) => {
		const turn = (index / seats) * 2 * Math.PI - Math.PI / 2;
		return { x: round(middle + reach * Math.cos(turn)), y: round(middle + reach * Math.sin(turn)) };
	});
}

/** Half the size of a seat, at most `most`: many seats are drawn smaller so that they never touch. */
export function seatSize(seats: number, most = 3.5, reach = REACH): number {
	if (seats <= 8) return most;
	return round(Math.min(most, (reach * Math.PI * 0.72) / seats));
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
