/** Text that a person typed somewhere else, made safe to stand beside other text: one spelling, nothing invisible. */
export interface Cleaned {
	readonly text: string;
	/** Control characters (NUL and its like) became spaces. */
	readonly controls: boolean;
	/** More than four marks stood on one letter; the rest were dropped. */
	readonly marks: boolean;
	/** The text was cut to the limit. */
	readonly cut: boolean;
}

/** `U+2800` is a blank pattern of braille: it shows as nothing and makes an empty name look filled. */
const SPACES = /[\p{Z}\t\n\v\f\r\u0085\u2800]+/gu;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/gu;
/** Marks that set the direction of what stands beside them and cannot be left open. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/gu;
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** Scripts in which a joiner changes how a word is written: Persian, Indic scripts and their neighbours. */
const JOINING =
	'\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}\\p{Script=Bengali}' +
	'\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
	'\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** Group 1 is kept: joiners inside a script or an emoji that needs them, the tags of a regional flag. The rest goes. */
const INVISIBLE = new RegExp(
	`((?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})` +
		`|(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])` +
		`|\\u{1F3F4}[\\u{E0020}-\\u{E007E}]+\\u{E007F})` +
		// joiners, bidi controls, zero width, soft hyphen, fillers, annotations, tags
		`|[\\u00AD\\u115F\\u1160\\u180E\\u200B-\\u200D\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}]`,
	'gu'
);

export interface CleanOptions {
	/** Longest text in characters (code points). */
	readonly limit?: number;
	/** Keeps direction marks, which sentences of mixed direction need and names do not. */
	readonly directionMarks?: boolean;
}

/**
 * One line of plain text: NFC, runs of white space as one space, no control, bidi or zero-width characters.
 *
 * What is taken away cannot be seen, so only dropped control characters, piled-up marks and a cut are told.
 * Cleaning twice changes nothing more.
 */
export function cleanLine(raw: string, { limit = Infinity, directionMarks = false }: CleanOptions = {}): Cleaned {
	const controlled = raw.toWellFormed().replace(CONTROLS, ' ');
	let text = controlled.replace(INVISIBLE, '$1');
	if (!directionMarks) text = text.replace(DIRECTION_MARKS, '');
	text = text.replace(SPACES, ' ').trim().normalize('NFC');
	const flat = text.replace(STACKED, '$1').normalize('NFC');
	const short = cutTo(flat, limit);
	return { text: short, controls: controlled !== raw.toWellFormed(), marks: flat !== text, cut: short !== flat };
}

/** Several lines, each as {@link cleanLine} leaves it. */
export function cleanLines(raw: string): string {
	const lines = raw.split(/\r\n|\n|\r/).map((line) => cleanLine(line, { directionMarks: true }).text);
	return lines.join('\n').trim();
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** At most `limit` code points, cut between what a reader sees as characters. */
function cutTo(text: string, limit: number): string {
	if (text.length <= limit) return text;
	let room = limit;
	let end = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		const points = [...segment].length;
		if (points > room) {
			// One emoji of more than `limit` joined parts: cut it rather than lose everything.
			return index === 0 ? [...text].slice(0, limit).join('') : text.slice(0, end).trimEnd();
		}
		room -= points;
		end = index + segment.length;
	}
	return text;
}

/** True where a reader would see something. */
export const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** Two texts with one key look the same to a reader: case, width, invisible characters and composition are ignored. */
export const likenessKey = (text: string): string => {
	const clean = cleanLine(text)
		.text.normalize('NFKC')
		.replace(/[\u200C\u200D]/g, '')
		.toLowerCase();
	return cleanLine(clean).text;
};
