/** Edges in pixels of the viewport. */
export type Box = { left: number; top: number; right: number; bottom: number };
export type Size = { width: number; height: number };

const GAP = 6;
const MARGIN = 8;

/**
 * Where a menu opens: under its button and flush with the button's start edge, above where there is more room,
 * and never over the edge of the screen. Pixels.
 */
export function placeNear(button: Box, menu: Size, screen: Size, rightToLeft = false): { left: number; top: number } {
	const below = button.bottom + GAP;
	const above = button.top - GAP - menu.height;
	const fitsBelow = below + menu.height <= screen.height - MARGIN;
	const start = rightToLeft ? button.right - menu.width : button.left;
	return {
		left: clamp(start, MARGIN, screen.width - menu.width - MARGIN),
		top: clamp(fitsBelow || above < MARGIN ? below : above, MARGIN, screen.height - menu.height - MARGIN)
	};
}

function clamp(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}
