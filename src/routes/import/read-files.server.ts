/** The files of an import as they came with a form, and what reading them has found, in sentences. */
import { faultsShown, readFile } from '#lib/desk/import-findings.server.ts';
import type { FolderFiles, FolderImport } from '#server/import/index.ts';

export const FILES = ['event', 'participants', 'crew', 'ideas'] as const;
export type FileName = (typeof FILES)[number];
const NEEDED: ReadonlySet<FileName> = new Set(['event', 'participants']);

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

/** What the page shows of an import: nothing of the people, only what must be mended. */
export function findingsOf({ participants, crew, ideas, faults, verdict }: FolderImport) {
	return {
		verdict,
		people: participants.people.length + (crew?.people.length ?? 0),
		files: [readFile('participants.csv', participants), ...(crew ? [readFile('crew.csv', crew)] : [])],
		ideas: ideas?.ideas.length ?? null,
		...faultsShown(faults)
	};
}
export type Findings = ReturnType<typeof findingsOf>;
