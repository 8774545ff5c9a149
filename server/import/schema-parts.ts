/** Building blocks of the import schemas. The message of each check is the unit, or the rule, that a fault names. */
import * as v from 'valibot';
import { canonicalTag, isAssigned, readCountry } from './codes.ts';
import type { ImportRule } from './fault.ts';
import { cleanLine, cleanLines, isVisible } from './plain-text.ts';

const rule = (name: ImportRule): string => name;

export const EVENT_LIMITS = {
	bytes: 2_000_000,
	tables: 1_000,
	rounds: 50,
	items: 100,
	topics: 200,
	people: 100_000
} as const;

export const DAY_MINUTES = 24 * 60;
export const TEN_YEARS_DAYS = 3_653;
export const LINE_LIMIT = 300;
export const BLOCK_LIMIT = 5_000;

/** One line of plain text, cleaned, 1 to `most` characters. */
export const line = (most = LINE_LIMIT) =>
	v.pipe(
		v.string(),
		v.transform((text) => cleanLine(text, { directionMarks: true }).text),
		v.transform((text) => (isVisible(text) ? text : '')),
		v.minLength(1, 'characters'),
		v.maxLength(most, 'characters')
	);

/** Several lines of plain text, cleaned, 1 to 5,000 characters. */
export const block = v.pipe(
	v.string(),
	v.transform(cleanLines),
	v.minLength(1, 'characters'),
	v.maxLength(BLOCK_LIMIT, 'characters')
);

/** A text that may be empty. */
export const note = v.pipe(
	v.string(),
	v.transform((text) => cleanLine(text, { directionMarks: true }).text),
	v.maxLength(LINE_LIMIT, 'characters')
);

export const whole = (least: number, most: number, unit: string) =>
	v.pipe(v.number(), v.integer(unit), v.minValue(least, unit), v.maxValue(most, unit));

/** The length is checked before the entries are: a hostile list must not cost more than its first look. */
export const list = <Item extends v.GenericSchema>(item: Item, most: number, unit = 'entries') =>
	v.pipe(v.array(v.unknown()), v.maxLength(most, unit), v.array(item));

const KEYS_LIMIT = 100;
/** An object whose keys are not known before, at most 100 of them: counted first, like a list. */
const keyed = <Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(key: Key, value: Value) =>
	v.pipe(v.record(v.string(), v.unknown()), v.maxEntries(KEYS_LIMIT, 'entries'), v.record(key, value));

/** Same form as the ids that a list of people may have. */
export const id = v.pipe(
	v.string(),
	v.maxLength(64, 'characters'),
	v.regex(/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u, rule('not_an_id'))
);

export const language = v.pipe(
	v.string(),
	v.check((text) => isAssigned(canonicalTag(text) ?? 'zz'), rule('not_a_language')),
	v.transform((text) => canonicalTag(text)!)
);

export const country = v.pipe(
	v.string(),
	v.check((text) => readCountry(text).kind === 'code', rule('not_a_country')),
	v.transform((text) => text.toUpperCase())
);

/** `YYYY-MM-DD`, a day that exists. */
export const date = v.pipe(v.string(), v.check(isDay, rule('not_a_date')));
/** `HH:MM`, local time of the event. */
export const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, rule('not_a_time')));
export const timezone = v.pipe(v.string(), v.check(isTimezone, rule('not_a_timezone')));

/** The same text in at least one language. */
export const texts = (text: v.GenericSchema<string, string> = line()) =>
	v.pipe(
		keyed(language, text),
		v.check((all) => Object.keys(all).length > 0, rule('texts_empty'))
	);

export const minutes = (least: number) => whole(least, DAY_MINUTES, 'minutes');
export const days = v.nullable(whole(0, TEN_YEARS_DAYS, 'days'));
export const words = (most = 20) => list(line(60), most);

/** Older files call the hall a room. */
const roomAsHall = v.pipe(
	v.string(),
	v.transform((text) => (text === 'room' ? 'hall' : text))
);
export const attendance = v.pipe(roomAsHall, v.picklist(['hall', 'remote']));
export const tableMode = v.pipe(roomAsHall, v.picklist(['hall', 'online', 'linked']));

/** Lists of texts by language. */
export const textLists = keyed(language, list(line(), 20));

/** Values by round: `{ "1": … }` becomes `[{ round: 1, … }]`. */
export const byRound = <Key extends string, Value extends v.GenericSchema>(key: Key, value: Value) =>
	v.pipe(
		keyed(v.pipe(v.string(), v.regex(/^([1-9]|[1-4]\d|50)$/, rule('not_a_round'))), value),
		v.transform((all) =>
			Object.entries(all).map(
				([round, entry]) =>
					({ round: Number(round), [key]: entry }) as { round: number } & Record<Key, v.InferOutput<Value>>
			)
		)
	);

function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isTimezone(text: string): boolean {
	// Offsets such as `+02:00` pass the platform's check but know nothing of summer time.
	if (!/^[A-Za-z]/.test(text)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: text });
		return true;
	} catch {
		return false; // an unknown zone: the platform says so by throwing
	}
}
