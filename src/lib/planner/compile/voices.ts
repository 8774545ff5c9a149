import { spoken } from '../language.ts';
import type { Person, Table } from '../types.ts';
import { Numbering } from './numbering.ts';

/** Who speaks which languages, who shares none with whom, and which channels they hear. */
export function speaking(people: readonly Person[], tables: readonly Table[]) {
	const languages = new Numbering();
	const sets = new Numbering();
	const known = new Map<string, number>();
	const voice = new Int32Array(people.length);
	people.forEach((person, p) => {
		const listed = person.languages.join('\n');
		let number = known.get(listed);
		if (number === undefined) {
			const numbers = [...new Set(person.languages.map((tag) => languages.of(spoken(tag))))].sort((a, b) => a - b);
			number = numbers.length === 0 ? -1 : sets.of(numbers.join());
			known.set(listed, number);
		}
		voice[p] = number;
	});
	const voices = sets.values.map((set) => Int32Array.from(set.split(','), Number));
	const speaks = new Uint8Array(voices.length * languages.size);
	voices.forEach((list, v) => list.forEach((language) => (speaks[v * languages.size + language] = 1)));
	const words = Math.ceil(languages.size / 31);
	const tongues = new Int32Array(voices.length * words);
	voices.forEach((list, v) =>
		list.forEach((language) => (tongues[v * words + Math.floor(language / 31)]! |= 1 << (language % 31)))
	);
	const side = voices.length + 1;
	const mute = new Uint8Array(side * side);
	voices.forEach((one, v) =>
		voices.forEach((other, w) => {
			if (!one.some((language) => other.includes(language))) mute[(v + 1) * side + w + 1] = 1;
		})
	);
	const channels = new Numbering();
	const channelOf = Int32Array.from(tables, (table) =>
		table.channels.length === 0 ? -1 : channels.of(table.channels.map(spoken).join())
	);
	const hears = channels.values.map((list) => {
		const numbers = list.split(',').map((language) => languages.find(language));
		return Uint8Array.from(voices, (own) => (own.some((language) => numbers.includes(language)) ? 1 : 0));
	});
	return { languages: languages.size, voice, voices, speaks, tongues, words, mute, channelOf, hears };
}
