import { FAULTS_LISTED } from '../../src/lib/planner/parse/fields.ts';
import type { Fault, NoPlan } from '../../src/lib/planner/index.ts';

/** What the program has to say: JSON lines for standard output, messages for standard error, and its exit code. */
export interface Outcome {
	exit: 0 | 2 | 3;
	stdout: string;
	stderr: string[];
}

/** One line per fault, at most a hundred, then a count. Line breaks in what came are shown, not printed. */
export function faulty(faults: readonly Fault[], notices: readonly string[] = []): Outcome {
	const lines = faults.slice(0, FAULTS_LISTED).map(({ path, message }) => oneLine(`fault ${path}: ${message}`));
	if (faults.length > FAULTS_LISTED) lines.push(`fault: ${faults.length - FAULTS_LISTED} more`);
	return { exit: 2, stdout: '', stderr: [...notices, ...lines] };
}

export const refused = ({ rule, because, change }: NoPlan, notices: readonly string[] = []): Outcome => ({
	exit: 3,
	stdout: '',
	stderr: [...notices, oneLine(`no plan: ${rule}: ${because}`), oneLine(`change: ${change}`)]
});

export const planned = (value: unknown, notices: readonly string[] = []): Outcome => ({
	exit: 0,
	stdout: `${JSON.stringify(value)}\n`,
	stderr: [...notices]
});

/** Control characters and marks that change the reading direction must not reach a terminal. */
export const oneLine = (text: string): string =>
	text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (mark) => {
		return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
	});
