// A Vitest reporter: writes why tests were skipped, which the JSON reporter leaves out.
import { writeFileSync } from 'node:fs';
import process from 'node:process';

/**
 * @param {string} file absolute path
 * @param {string} name suites and test; this reporter joins them with " > ", the JSON reporter with a blank
 */
export function noteKey(file, name) {
	return `${file} ${name.replaceAll(' > ', ' ').trim()}`;
}

export default class SkipNotes {
	/** @param {ReadonlyArray<import('vitest/node').TestModule>} modules */
	onTestRunEnd(modules) {
		const file = process.env.RONDO_TEST_SKIP_NOTES;
		if (!file) return;
		/** @type {Record<string, string>} */
		const notes = {};
		for (const module of modules)
			for (const test of module.children.allTests()) {
				const result = test.result();
				if (result.state === 'skipped' && result.note) notes[noteKey(module.moduleId, test.fullName)] = result.note;
			}
		writeFileSync(file, JSON.stringify(notes));
	}
}
