/** Access needs of people, and whom they must or must not sit with. */
import { respelledId, type ImportedPerson, type Row } from './person-row.ts';

export const KNOWN_NEEDS: ReadonlySet<string> = new Set([
	'step-free',
	'hearing-loop',
	'large-print',
	'captions',
	'screen-reader',
	'keyboard-only',
	'sign-interpreter',
	'audio-only',
	'low-bandwidth',
	'simple-mode'
]);

/** What registration forms call step-free access, in the languages of the pages and of their neighbours. */
const STEP_FREE: ReadonlySet<string> = new Set([
	'wheelchair',
	'wheelchair user',
	'wheelchair access',
	'step free',
	'stepfree',
	'no stairs',
	'rollstuhl',
	'rollstuhlfahrer',
	'rollstuhlfahrerin',
	'barrierefrei',
	'stufenlos',
	'fauteuil roulant',
	'pmr',
	'sans marches',
	'silla de ruedas',
	'sedia a rotelle',
	'rolstoel'
]);

export type CompanyKind = 'assistant' | 'keep-apart';
export interface Company {
	readonly kind: CompanyKind;
	readonly person: string;
}

/** `assistant:<id>` (sit together) or `keep-apart:<id>`; null for every other need. */
export function companyOf(need: string): Company | null {
	const found = /^(assistant|keep-apart):(.*)$/s.exec(need);
	if (!found) return null;
	return { kind: found[1] as CompanyKind, person: respelledId(found[2]!.trim()) };
}

export interface PersonRow {
	readonly row: Row;
	readonly person: ImportedPerson;
}

/**
 * Needs of all rows once it is known who is there: free text is kept and told, a wish to sit with (or without)
 * somebody who is not there or with oneself is dropped and told; of "together" and "apart" for one pair, apart stays.
 */
export function settleNeeds(rows: readonly PersonRow[], here: ReadonlySet<string>): ImportedPerson[] {
	const apart = new Set(
		rows.flatMap(({ person }) =>
			person.needs.flatMap((need) => {
				const company = companyOf(need);
				return company?.kind === 'keep-apart' ? [pairKey(person.id, company.person)] : [];
			})
		)
	);
	return rows.map(({ row, person }) => ({
		...person,
		needs: person.needs.flatMap((need) => settled(row, person.id, need, here, apart))
	}));
}

function settled(row: Row, id: string, need: string, here: ReadonlySet<string>, apart: ReadonlySet<string>): string[] {
	const company = companyOf(need);
	if (company === null) {
		if (STEP_FREE.has(need.toLowerCase())) {
			row.note('need_respelled', 'needs', need, { became: 'step-free' });
			return ['step-free'];
		}
		if (!KNOWN_NEEDS.has(need)) row.note('need_unknown', 'needs', need);
		return [need];
	}
	if (company.person === id) row.note('need_oneself', 'needs', need);
	else if (!here.has(company.person)) row.note('need_person_unknown', 'needs', need);
	else if (company.kind === 'assistant' && apart.has(pairKey(id, company.person)))
		row.note('need_contradicts', 'needs', need);
	else return [`${company.kind}:${company.person}`];
	return [];
}

/** Ids hold no space, so the key is one pair's only. */
const pairKey = (one: string, other: string) => [one, other].sort().join(' ');
