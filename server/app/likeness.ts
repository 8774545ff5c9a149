/** Names that a reader takes for the same one. */

/** Greek and Cyrillic letters that look like a Latin one: what they look like, and they, in the same order. */
const LOOK = 'ABEZHIKMNOPTYXavopiktuxABEKMHOPCTYXIJSaeopcyxijshdqwktm';
const LETTERS = 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοριктυχАВЕКМНОРСТУХІЈЅаеорсухіјѕһԁԛԝκτм';
const LATIN = new Map([...LETTERS].map((letter, at) => [letter, [...LOOK][at]!]));

/**
 * Two names with one likeness look the same: capitals, accents, spaces and signs, what is not seen, letters of other
 * alphabets, `I` for `l` and `0` for `O` make no other name.
 */
export const likeness = (name: string): string =>
	[...name.normalize('NFKD')]
		.map((letter) => LATIN.get(letter) ?? letter)
		.join('')
		.toLocaleLowerCase('en')
		.replace(/[^\p{L}\p{N}]/gu, '')
		.replace(/[i1ı|]/g, 'l')
		.replaceAll('0', 'o');
