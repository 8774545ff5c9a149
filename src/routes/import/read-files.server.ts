/** The files of an import as they came with a form, and what reading them has found, in sentences. */
import { ruleSentence } from '#lib/desk/rule-sentence.ts';
import type { FolderFiles, FolderImport, PeopleImport } from '#server/import/index.ts';

export const FILES = ['event', 'participants', 'crew', 'ideas'] as const;
export type FileName = (typeof FILES)[number];
const NEEDED: ReadonlySet<FileName> = new Set(['event', 'participants']);
/** More are no help to anybody; the rest stands in the list to download. */
const FAULTS_MOST = 2_000;

export type Files = { ok: true; files: FolderFiles } | { ok: false; missing: FileName[] };

export async function filesOf(form: FormData): Promise<Files> {
	const bytes: Partial<Record<FileName, Uint8Array>> = {};
	for (const name of FILES) {
		const file = form.get(name);
		// A box without a file sends an empty one without a name.
		if (file instanceof File && (file.name !== '' || file.size > 0))
			bytes[name] = new Uint8Array(await file.arrayBuffer());
	}
	const { event, participants, crew, ideas } = bytes;
	if (!event || !participants) return { ok: false, missing: [...NEEDED].filter((name) => !bytes[name]) };
	return { ok: true, files: { event, participants, ...(crew ? { crew } : {}), ...(ideas ? { ideas } : {}) } };
}

export interface ReadFile {
	readonly file: string;
	readonly rows: number;
	readonly encoding: string | null;
	readonly delimiter: string | null;
	readonly columns: readonly string[];
	readonly unknown: readonly string[];
	readonly offered: Readonly<Record<string, string>>;
}

const readFile = (file: string, { rows, encoding, delimiter, columns }: PeopleImport): ReadFile => ({
	file,
	rows,
	encoding,
	delimiter,
	columns: columns.found,
	unknown: columns.unknown,
	offered: { ...columns.offered }
});

/** What the page shows of an import: nothing of the people, only what must be mended. */
export function findingsOf({ participants, crew, ideas, faults, verdict }: FolderImport) {
	return {
		verdict,
		people: participants.people.length + (crew?.people.length ?? 0),
		left: faults.filter(({ severity }) => severity === 'reject').length,
		notices: faults.filter(({ severity }) => severity === 'notice').length,
		files: [readFile('participants.csv', participants), ...(crew ? [readFile('crew.csv', crew)] : [])],
		ideas: ideas?.ideas.length ?? null,
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
export type Findings = ReturnType<typeof findingsOf>;
