/** Personal links as a file: told this once, so they are saved at once. */
import { m } from '../paraglide/messages.js';
import { csvOf, saveText } from './csv.ts';
import type { PersonalLink } from './links-desk.svelte.ts';
import { roleWord } from './words.ts';

/** @param origin the address that people open, without a trailing slash */
export function savePersonalLinks(made: readonly PersonalLink[], origin: string): void {
	const head = [
		m.links_csv_id(),
		m.links_csv_name(),
		m.links_csv_role(),
		m.links_csv_attendance(),
		m.links_csv_card(),
		m.links_csv_link()
	];
	const rows = made.map((link) => [
		link.importId ?? link.person,
		link.name,
		roleWord(link.role),
		link.attendance,
		link.card,
		`${origin}/l/${link.token}`
	]);
	saveText(m.links_csv_file(), csvOf([head, ...rows], m.csv_separator()));
}
