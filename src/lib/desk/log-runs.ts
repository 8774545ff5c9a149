import type { Act } from '../domain/parts.ts';

/** The same thing done several times in a row by the same person. */
export type ActRun = Act & { times: number };

/** Newest first; what was repeated without anything between stands once, at the time it was last done. */
export function actRuns(acts: readonly Act[]): ActRun[] {
	const runs: ActRun[] = [];
	for (const one of acts.toReversed()) {
		const last = runs.at(-1);
		if (last?.act === one.act && last.by === one.by) last.times += 1;
		else runs.push({ ...one, times: 1 });
	}
	return runs;
}
