import { spoken } from './language.ts';
import type { Instance, NoPlanRule, Person, Table } from './types.ts';

/** Rules that decide alone whether a person can sit at a table; a relaxed one is left out to explain a refusal. */
export type SeatRule = Extract<NoPlanRule, 'attendance' | 'device' | 'stepFree' | 'language'>;

function attendanceFits(person: Person, table: Table, instance: Instance, relaxed?: SeatRule): boolean {
	if (relaxed === 'attendance' || table.mode === 'linked') return true;
	if (person.attendance === 'remote') return table.mode === 'online';
	if (table.mode === 'hall') return true;
	return instance.rules.hallAtOnlineTables && (relaxed === 'device' || person.device === 'own');
}

/** Whether one of the table's languages or channels is spoken by the person; empty lists fit everywhere. */
export function languageFits(person: Person, table: Table): boolean {
	if (table.languages.length === 0 || person.languages.length === 0) return true;
	const heard = [...table.languages, ...table.channels].map(spoken);
	return person.languages.some((tag) => heard.includes(spoken(tag)));
}

/** The first seat rule that keeps this person from this table, or null. */
export function misfit(person: Person, table: Table, instance: Instance, relaxed?: SeatRule): SeatRule | null {
	if (!attendanceFits(person, table, instance, relaxed)) {
		const couldWithDevice =
			instance.rules.hallAtOnlineTables && person.attendance === 'hall' && table.mode === 'online';
		return couldWithDevice ? 'device' : 'attendance';
	}
	const walksIn = person.attendance === 'hall';
	if (relaxed !== 'stepFree' && person.stepFree && walksIn && !table.stepFree) return 'stepFree';
	if (relaxed !== 'language' && instance.rules.language === 'everyone' && !languageFits(person, table)) {
		return 'language';
	}
	return null;
}
