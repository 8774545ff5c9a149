// Merges sentences into messages/*.json: one writer at a time, keys sorted, every language or none.
import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../messages/', import.meta.url));
const [source, flag] = process.argv.slice(2);
if (!source) {
	console.error('usage: node scripts/add-messages.js new.json [--replace]   new.json = {"en": {key: text}, "fr": {…}}');
	process.exit(2);
}
const added = JSON.parse(readFileSync(source, 'utf8'));
const languages = ['en', 'fr'];
const keys = new Set(languages.flatMap((language) => Object.keys(added[language] ?? {})));
const faults = [...keys].flatMap((key) =>
	languages
		.filter((language) => added[language]?.[key] === undefined)
		.map((language) => `${key} is missing in ${language}`)
);

const lock = `${folder}.lock`;
const until = Date.now() + 10_000;
let handle;
while (handle === undefined) {
	try {
		handle = openSync(lock, 'wx');
	} catch (cause) {
		if (Date.now() > until) throw new Error(`${lock} is held by another writer; remove it if nobody is`, { cause });
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
	}
}
try {
	const catalogues = languages.map((language) => ({
		language,
		file: `${folder}${language}.json`,
		texts: JSON.parse(readFileSync(`${folder}${language}.json`, 'utf8'))
	}));
	for (const { language, texts } of catalogues)
		for (const key of keys)
			if (flag !== '--replace' && key in texts && JSON.stringify(texts[key]) !== JSON.stringify(added[language]?.[key]))
				faults.push(`${key} exists in ${language} with another text (--replace overwrites)`);
	if (faults.length > 0) {
		for (const fault of faults) console.error(fault);
		process.exitCode = 2;
	} else {
		for (const { language, file, texts } of catalogues) {
			const { $schema, ...rest } = { ...texts, ...added[language] };
			const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
			writeFileSync(file, JSON.stringify({ $schema, ...sorted }, null, '\t') + '\n');
		}
	}
} finally {
	closeSync(handle);
	unlinkSync(lock);
}
