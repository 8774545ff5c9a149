/** Milliseconds on the machine's monotonic clock: the same in every process, so that times may be subtracted. */
export const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Resolves when `is` becomes true. @throws after `limitMs`, with `what` */
export async function until(what: string, is: () => boolean, limitMs = 60_000): Promise<void> {
	const deadline = machineNow() + limitMs;
	while (!is()) {
		if (machineNow() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
		await pause(5);
	}
}
