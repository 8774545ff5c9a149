import { encode } from 'uqr';

export interface QrDrawing {
	/** Modules along one side, the quiet border included. */
	readonly size: number;
	/** Path of all dark modules, one unit each. */
	readonly path: string;
}

/** A QR code as one SVG path. */
export function qrDrawing(text: string): QrDrawing {
	const { size, data } = encode(text, { ecc: 'M', border: 2 });
	let path = '';
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			const from = x;
			while (row[x + 1]) x++;
			path += `M${from} ${y}h${x - from + 1}v1h${from - x - 1}z`;
		}
	}
	return { size, path };
}
