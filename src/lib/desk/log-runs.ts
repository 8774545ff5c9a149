import type { Act } from '../domain/parts.ts';

/** The same thing done several times in a row by the same person, in words. */
export type ActRun = Act & { words: string; times: number };

/** Newest first; what was repeated without anything between stands once, at the time it was last done. */
export function actRuns(acts: readonly Act[], wordsOf: (act: string) => string): ActRun[] {
	const runs: ActRun[] = [];
	for (const one of acts.toReversed()) {
		const last = runs.at(-1);
		const words = wordsOf(one.act);
		if (last?.words === words && last.by === one.by) last.times += 1;
		else runs.push({ ...one, words, times: 1 });
	}
	return runs;
}
