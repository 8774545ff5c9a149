import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrDrawing } from './qr-path.ts';

/** Paints the path back into a grid. */
function painted({ size, path }: ReturnType<typeof qrDrawing>): boolean[][] {
	const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
		for (let at = 0; at < Number(width); at++) grid[Number(y)]![Number(x) + at] = true;
	return grid;
}

it.each(['http://localhost:3000/join', 'https://rondo.example/door/' + 'x'.repeat(32)])(
	'draws exactly the code of %s',
	(text) => {
		expect(painted(qrDrawing(text))).toEqual(encode(text, { ecc: 'M', border: 2 }).data);
	}
);
