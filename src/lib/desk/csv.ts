/** One cell of CSV: quoted where needed, and never a formula for a spreadsheet. */
function cell(value: string | number | null): string {
	const text = value === null ? '' : String(value);
	const guarded = typeof value === 'string' && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",;\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * Rows as CSV (RFC 4180), with the mark that makes spreadsheets read UTF-8.
 * @param separator what spreadsheets of the language expect: a semicolon where the comma is the decimal sign
 */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[], separator: string): string =>
	`\uFEFF${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;

/** Lets the browser save a text as a file. */
export function saveText(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	// The browser takes the file in its own time.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
