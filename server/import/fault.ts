/**
 * Every rule that an import checks, with what a broken one means for the part it stands in.
 * `reject`: the row, or the whole file when `record` is 0, is not imported. `notice`: imported, perhaps corrected.
 * The sentence for a person is the message `import_rule_<rule>`.
 */
export const IMPORT_RULES = {
	// the file
	file_large: 'reject',
	file_empty: 'reject',
	file_slow: 'reject',
	not_utf8: 'reject',
	/** The archive that a spreadsheet program saves by itself. */
	workbook: 'reject',
	utf16_damaged: 'reject',
	utf16_unmarked: 'reject',
	utf32: 'reject',
	nobody: 'notice',
	// a CSV file
	quote_open: 'reject',
	record_large: 'reject',
	cells_many: 'reject',
	rows_many: 'reject',
	people_many: 'reject',
	people_at_once: 'reject',
	header_missing: 'reject',
	column_missing: 'reject',
	column_needed: 'reject',
	column_optional: 'notice',
	column_twice: 'reject',
	column_unknown: 'notice',
	ids_by_name: 'notice',
	// a row
	row_empty: 'reject',
	row_short: 'reject',
	row_long: 'notice',
	id_empty: 'reject',
	id_long: 'reject',
	id_twice: 'reject',
	id_respelled: 'notice',
	name_again: 'reject',
	name_empty: 'reject',
	name_long: 'notice',
	name_twice: 'notice',
	text_long: 'notice',
	text_controls: 'notice',
	text_marks: 'notice',
	values_many: 'notice',
	separator_wrong: 'notice',
	role_unknown: 'notice',
	role_not_crew: 'reject',
	role_unconfirmed: 'reject',
	attendance_unknown: 'notice',
	device_unknown: 'notice',
	device_missing: 'notice',
	language_malformed: 'reject',
	language_respelled: 'notice',
	language_word: 'notice',
	language_unassigned: 'notice',
	language_assumed: 'notice',
	country_respelled: 'notice',
	country_unknown: 'notice',
	topic_unknown: 'notice',
	need_unknown: 'notice',
	need_respelled: 'notice',
	need_person_unknown: 'notice',
	need_oneself: 'notice',
	need_contradicts: 'notice',
	// an idea
	idea_no_tabs: 'reject',
	idea_empty: 'reject',
	idea_long: 'reject',
	idea_extra_tabs: 'notice',
	idea_twice: 'notice',
	lines_many: 'reject',
	// event.json
	json_syntax: 'reject',
	json_deep: 'reject',
	json_many: 'reject',
	json_key_forbidden: 'reject',
	json_key_twice: 'reject',
	key_unknown: 'reject',
	key_missing: 'reject',
	wrong_type: 'reject',
	not_allowed: 'reject',
	not_whole: 'reject',
	too_small: 'reject',
	too_large: 'reject',
	too_short: 'reject',
	too_long: 'reject',
	not_a_date: 'reject',
	not_a_time: 'reject',
	not_a_timezone: 'reject',
	not_a_language: 'reject',
	not_a_country: 'reject',
	not_an_id: 'reject',
	not_a_round: 'reject',
	texts_empty: 'reject',
	minutes_order: 'reject',
	round_order: 'reject',
	remote_seats: 'reject',
	cafe_missing: 'reject',
	cafe_incomplete: 'reject',
	cafe_tables_many: 'reject',
	twice: 'reject',
	unknown_reference: 'reject',
	faults_many: 'reject',
	// the files together
	id_in_both_files: 'reject',
	host_unknown: 'reject',
	host_twice: 'reject',
	host_role: 'notice',
	host_attendance: 'notice',
	person_unknown: 'reject',
	persona_unknown: 'notice',
	population_differs: 'notice'
} as const satisfies Record<string, Severity>;

export type Severity = 'reject' | 'notice';
export type ImportRule = keyof typeof IMPORT_RULES;
export type FaultParams = Readonly<Record<string, string | number>>;

/** One thing that an import found, precise enough to be mended in the file. */
export interface ImportFault {
	readonly file: string;
	/** Counts from 1, as an editor shows it; 0 where the fault has no line. */
	readonly line: number;
	/** Column of a CSV file, or JSON path (`tables[3].host`); empty for the whole row or file. */
	readonly column: string;
	/** Row of a CSV file, the header not counted, from 1; 0 for the header, the whole file, and other formats. */
	readonly record: number;
	readonly rule: ImportRule;
	/** What stood there: at most 80 characters, control and invisible characters escaped. */
	readonly came: string;
	readonly severity: Severity;
	/** For the sentence: `limit` and `unit`, `became`, `allowed`, `offered`, `expected`. */
	readonly params: FaultParams;
}

export interface Place {
	readonly file: string;
	readonly line?: number;
	readonly column?: string;
	readonly record?: number;
}

export function fault(
	rule: ImportRule,
	place: Place,
	came: unknown,
	params: FaultParams = {},
	severity: Severity = IMPORT_RULES[rule]
): ImportFault {
	const { file, line = 0, column = '', record = 0 } = place;
	return { file, line, column: shown(column), record, rule, came: shown(came), severity, params };
}

const SHOWN_LIMIT = 80;
/** Characters that hide, turn round or pile up: whoever mends the file must see them. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u3164\uFFA0\u115F\u1160\u2800]|(?<=\p{M}{2})\p{M}/gu;

/** A value as it can be printed beside its fault: one line, at most 80 characters, nothing invisible. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value.slice(0, 200) : outline(value);
	const escaped = text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`);
	if (escaped.length <= SHOWN_LIMIT) return escaped;
	return escaped.slice(0, SHOWN_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '') + '…';
}

/** JSON of a value that may be large: a list or an object is only named. */
function outline(value: unknown): string {
	if (Array.isArray(value)) return `[… ${value.length}]`;
	if (typeof value === 'object' && value !== null) return `{${Object.keys(value).slice(0, 5).join(', ').slice(0, 60)}}`;
	return String(value);
}
