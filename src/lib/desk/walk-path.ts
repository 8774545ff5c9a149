/** The dotted line of somebody's walk over a map. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

/** How far a curve leaves the straight way, as part of it. */
const BOW = 0.18;

/** An SVG path through places, each step bent to the same side, so that there and back are two lines. */
export function walkPath(places: readonly Place[]): string {
	const steps = places.slice(1).flatMap((to, index) => {
		const from = places[index]!;
		// Who stays draws no line.
		if (from.x === to.x && from.y === to.y) return [];
		const bend = {
			x: (from.x + to.x) / 2 - (to.y - from.y) * BOW,
			y: (from.y + to.y) / 2 + (to.x - from.x) * BOW
		};
		return [`M${at(from)} Q${at(bend)} ${at(to)}`];
	});
	return steps.join(' ');
}

const at = ({ x, y }: Place): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
