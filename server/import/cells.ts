/**
 * First characters that a spreadsheet takes for a formula or a command, the full-width ones of East Asian keyboards
 * too. Any number of apostrophes may stand before it, so that guarding can always be taken back exactly.
 */
const GUARDED = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A text as a CSV cell that no spreadsheet runs as a formula; {@link unguardCell} gives the same text back. */
export const guardCell = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

/** The text of a cell that an export may have guarded. */
export const unguardCell = (cell: string): string =>
	cell.startsWith("'") && GUARDED.test(cell) ? cell.slice(1) : cell;
