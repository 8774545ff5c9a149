import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { machineNow, pause } from './clock.ts';
import { percentile } from './spread.ts';

const WRITES = 200;
const BYTES = Buffer.alloc(512, 'x');

/** How long the disk of that folder takes for one small durable write by itself: what no durable answer can be faster than. */
export async function diskMs(folder: string): Promise<{ p50: number; p95: number }> {
	const file = await open(join(folder, 'disk-probe'), 'a');
	const times: number[] = [];
	for (let write = 0; write < WRITES; write++) {
		const from = machineNow();
		await file.write(BYTES);
		await file.datasync();
		times.push(machineNow() - from);
		await pause(2);
	}
	await file.close();
	return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}
