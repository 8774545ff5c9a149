/** What reading lists and files has found, in sentences: for the pages that show it. */
import type { ImportFault, PeopleImport } from '#server/import/index.ts';
import { ruleSentence } from './rule-sentence.ts';

/** More are no help to anybody. */
const FAULTS_MOST = 2_000;

/** How a list was read. */
export interface ReadFile {
	readonly file: string;
	readonly rows: number;
	readonly encoding: string | null;
	readonly delimiter: string | null;
	readonly columns: readonly string[];
	readonly unknown: readonly string[];
	readonly offered: Readonly<Record<string, string>>;
}

export const readFile = (file: string, { rows, encoding, delimiter, columns }: PeopleImport): ReadFile => ({
	file,
	rows,
	encoding,
	delimiter,
	columns: columns.found,
	unknown: columns.unknown,
	offered: { ...columns.offered }
});

/** What rejects first; and how many there are of each kind. */
export function faultsShown(faults: readonly ImportFault[]) {
	return {
		left: faults.filter(({ severity }) => severity === 'reject').length,
		notices: faults.filter(({ severity }) => severity === 'notice').length,
		faults: faults
			.toSorted((a, b) => Number(a.severity === 'notice') - Number(b.severity === 'notice'))
			.slice(0, FAULTS_MOST)
			.map(({ file, line, column, came, severity, rule, params }) => ({
				file,
				line,
				column,
				came,
				severity,
				rule,
				sentence: ruleSentence({ rule, params })
			}))
	};
}
export type ShownFault = ReturnType<typeof faultsShown>['faults'][number];
