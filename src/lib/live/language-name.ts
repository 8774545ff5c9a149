/** Languages of the Union that some browsers do not name in themselves. */
const IN_ITSELF: Readonly<Record<string, string>> = { ga: 'Gaeilge', mt: 'Malti' };

/** A language in itself: "Français", "Ελληνικά". The tag where the browser does not know it. */
export function languageName(tag: string): string {
	if (Object.hasOwn(IN_ITSELF, tag)) return IN_ITSELF[tag]!;
	try {
		const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
		return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
	} catch {
		// Not a tag that browsers know: shown as it is written.
		return tag;
	}
}
