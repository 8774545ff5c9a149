import { expect, test } from 'vitest';
import { parseInstance, plan, verify } from '../index.ts';

const LANGUAGES = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk tr'.split(' ');

function planned(people: object[], tables: number, rounds: number) {
	const parsed = parseInstance({
		rounds,
		iterations: 3_000,
		people,
		tables: Array.from({ length: tables }, (_, t) => ({ id: `t${t}`, seats: 30 }))
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const result = plan(parsed.value);
	if (!result.ok) throw new Error(JSON.stringify(result.error).slice(0, 300));
	expect(verify(parsed.value, result.value).breaches).toEqual([]);
	return result.value;
}

test('[I6] 26 languages at tables of 30: nobody sits without somebody who understands her', () => {
	expect(LANGUAGES).toHaveLength(26);
	// Thirty of each language; a third of them speak nothing else.
	const people = LANGUAGES.flatMap((language) =>
		Array.from({ length: 30 }, (_, n) => ({
			id: `${language}${n}`,
			languages: n % 3 === 0 || language === 'en' ? [language] : [language, 'en'],
			country: language.toUpperCase()
		}))
	);
	const { rounds, sheet } = planned(people, 26, 3);
	expect(sheet.withoutLanguage).toBe(0);
	for (const seats of rounds)
		expect([...Map.groupBy(Object.values(seats), String).values()].every(({ length }) => length === 30)).toBe(true);
}, 30_000);

test('[I6] 26 languages and no common one: every language at a table has company there', () => {
	const people = LANGUAGES.flatMap((language) =>
		Array.from({ length: 10 }, (_, n) => ({ id: `${language}${n}`, languages: [language] }))
	);
	expect(planned(people, 9, 2).sheet.withoutLanguage).toBe(0);
}, 30_000);
