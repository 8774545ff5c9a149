import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files in `folder`, and below, that hold `secret`: raw, or as hex or base64 at any of its three offsets. */
export function filesHolding(folder: string, secret: Buffer): string[] {
	const needles = spellings(secret);
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => {
			const bytes = readFileSync(path);
			return needles.some((needle) => bytes.includes(needle));
		});
}

function spellings(secret: Buffer): Buffer[] {
	const encoded = [0, 1, 2].flatMap((offset) => {
		const shifted = Buffer.concat([Buffer.alloc(offset), secret]);
		// What does not depend on the neighbours: whole groups of three bytes.
		const [from, to] = [Math.ceil(offset / 3) * 4, Math.floor(shifted.length / 3) * 4];
		return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(from, to));
	});
	const hex = secret.toString('hex');
	return [secret, ...[hex, hex.toUpperCase(), ...encoded].map((text) => Buffer.from(text))];
}
