/** One schema per command that a browser may send: parsed once, at the edge; the message names field, rule and what came. */
import * as v from 'valibot';
import type { PageCommand } from '../domain/commands.ts';
import type { CallId, IdeaId, PersonId, TableId, ThemeId, VoteId } from '../domain/ids.ts';
import { LIMITS } from './wire.ts';

export const id = <T extends string>() =>
	v.pipe(
		v.string('must be an id'),
		v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
		v.check((text) => !['__proto__', 'constructor', 'prototype'].includes(text), 'is a reserved word'),
		v.transform((text) => text as T)
	);

/** Control characters (line breaks apart) and marks that turn text round have no place in what people write. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const LINE_BREAK = /\r\n?|[\u2028\u2029]/gu;
/** No script piles up more on one letter; a hundred would lie over the ideas of others. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;
/** Half a surrogate pair is no character: files and sockets would make something else of it. */
const cleaned = (raw: string): string =>
	raw.toWellFormed().replace(LINE_BREAK, '\n').replace(FORBIDDEN, '').normalize('NFC').replace(PILED_MARKS, '$1');

const text = (most: number) =>
	v.pipe(
		v.string('must be a text'),
		v.maxLength(most * 4, `must be at most ${most} characters`),
		v.transform((raw) => cleaned(raw).trim()),
		v.minLength(1, 'must not be empty'),
		v.check((clean) => [...clean].length <= most, `must be at most ${most} characters`)
	);

export const whole = (least: number, most: number) =>
	v.pipe(
		v.number('must be a number'),
		v.integer('must be a whole number'),
		v.minValue(least, `must be at least ${least}`),
		v.maxValue(most, `must be at most ${most}`)
	);

const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a BCP-47 language tag'));
const round = whole(1, 50);
const person = id<PersonId>();
const table = id<TableId>();
const idea = id<IdeaId>();
const theme = id<ThemeId>();
const vote = id<VoteId>();
const call = id<CallId>();
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const list = <S extends v.GenericSchema>(schema: S, most: number) =>
	v.pipe(v.array(schema), v.maxLength(most, `must have at most ${most} entries`));
const short = v.pipe(v.string(), v.regex(/^[A-Za-z0-9:_-]{1,64}$/, 'must be 1 to 64 letters, digits, :, - or _'));
/** A map without the keys that reach into objects. */
const mapOf = <S extends v.GenericSchema>(key: RegExp, value: S, most: number) =>
	v.pipe(
		v.record(v.pipe(v.string(), v.regex(key, 'is not a key of this map')), value),
		v.check((entries) => Object.keys(entries).length <= most, `must have at most ${most} entries`)
	);
const idKey = /^(?!__proto__$|constructor$|prototype$)[A-Za-z0-9_-]{1,64}$/;
const dots = mapOf(idKey, whole(0, 20), 100);

const command = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
	v.strictObject({ type: v.literal(type), ...entries });

export const PageCommandSchema = v.variant('type', [
	command('move_programme', { item: short, from: nullable(short) }),
	command('announce', { text: text(LIMITS.announcementCharacters), tables: nullable(list(table, 1_000)) }),
	command('close_event', {}),
	command('state_profile', {
		attendance: v.picklist(['hall', 'remote'], 'must be hall or remote'),
		device: v.picklist(['own', 'table', 'none'], 'must be own, table or none'),
		languages: list(language, 10),
		needs: list(text(80), 20),
		topics: list(short, 50)
	}),
	command('take_part', {}),
	command('leave', {}),
	command('come_back', {}),
	command('admit_person', { person }),
	command('check_in_person', { person }),
	command('check_out_person', { person }),
	command('remove_person', { person }),
	command('appoint_host', { person, table: nullable(table) }),
	command('give_consent', {
		purpose: v.picklist(['recording', 'publication', 'author_name', 'contact'], 'must be a known purpose'),
		given: v.boolean()
	}),
	command('forget_me', { what: v.picklist(['identity', 'everything'], 'must be identity or everything') }),
	command('pin_seat', { person, round, table }),
	command('unpin_seat', { person, round }),
	command('start_round', { round }),
	command('extend_round', { round, minutes: whole(1, 30) }),
	command('pause_round', { round }),
	command('resume_round', { round }),
	command('ring_bell', { round }),
	command('switch_tables', { round, version: whole(0, 1_000_000) }),
	command('start_next_round', { round }),
	command('undo_move', { version: whole(0, 1_000_000) }),
	command('move_person', { person, table }),
	command('merge_table', { table, into: table }),
	// Which numbers a table can have is a rule of the café, and refused in a sentence.
	command('set_table_seats', { table, seats: whole(0, 1_000), from: whole(0, 1_000) }),
	command('place_person', { person }),
	command('take_over_hosting', { table }),
	command('visit_table', { table }),
	command('end_visit', { person, table }),
	command('raise_table_hand', { table }),
	command('lower_table_hand', { table, person }),
	command('add_idea', {
		table,
		idea,
		text: text(LIMITS.ideaCharacters),
		language,
		onBehalfOf: nullable(person)
	}),
	command('edit_idea', { table, idea, baseRev: whole(1, 1_000_000), text: text(LIMITS.ideaCharacters) }),
	command('hide_idea', { table, idea }),
	command('show_idea', { table, idea }),
	command('star_idea', { table, idea, starred: v.boolean() }),
	command('mark_insight', { table, idea, marked: v.boolean() }),
	command('call_help', { call }),
	command('take_help', { call }),
	command('solve_help', { call }),
	command('raise_hand', {}),
	command('lower_hand', { person }),
	command('call_to_stage', { person }),
	command('answer_stage_invitation', { accept: v.boolean() }),
	command('leave_stage', { person }),
	command('create_theme', { theme, name: text(120) }),
	command('rename_theme', { theme, name: text(120) }),
	command('remove_theme', { theme }),
	command('place_insight', { idea, theme: nullable(theme) }),
	command('merge_twins', { keep: idea, twins: list(idea, 200) }),
	command('part_twins', { twins: list(idea, 200) }),
	command('open_vote', { vote, themes: list(theme, 100), dots: whole(1, 20) }),
	command('cast_ballot', { vote, dots }),
	command('close_vote', { vote }),
	command('withdraw_vote', { vote }),
	command('word_message', { theme, message: mapOf(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, text(500), 24) }),
	command('publish_results', {}),
	command('unpublish_results', { version: whole(1, 1_000_000) })
]);

/** Schema and domain type cannot drift apart. */
const _same = PageCommandSchema satisfies v.GenericSchema<unknown, PageCommand>;
void _same;

/** `durationMs must be at least 60000 ms (1 minute), got 20`: for the log and for people who write another client. */
export function faultOf(issues: readonly v.BaseIssue<unknown>[]): string {
	return issues
		.slice(0, 5)
		.map((issue) => {
			const path = v.getDotPath(issue) ?? 'message';
			const came = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input)?.slice(0, 80);
			return `${path} ${issue.message}, got ${came}`;
		})
		.join('; ');
}

export const CommandIdSchema = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters, digits, - or _')
);
export const BallotSchema = v.strictObject({
	id: CommandIdSchema,
	cardCode: v.pipe(v.string(), v.maxLength(20)),
	vote,
	dots
});
export const HelloSchema = v.strictObject({
	version: v.number(),
	entry: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
	have: v.pipe(
		v.record(v.pipe(v.string(), v.maxLength(80)), v.number()),
		v.check((have) => Object.keys(have).length <= 1_200, 'must name at most 1200 channels')
	),
	tab: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
});
export const HaveSchema = HelloSchema.entries.have;
export const TablesSchema = list(table, 1_000);
export const DraftSchema = v.strictObject({
	table,
	text: v.pipe(v.string(), v.maxLength(LIMITS.draftCharacters * 2), v.transform(cleaned))
});
export const PlanForPresentSchema = v.strictObject({ seed: whole(0, Number.MAX_SAFE_INTEGER) });
/** Somebody types: more than a name has is not looked at. */
export const FindPeopleSchema = v.strictObject({
	query: v.pipe(
		v.string('must be a text'),
		v.maxLength(1_000, 'must be at most 1000 characters'),
		v.transform((query) => query.trim().slice(0, 60))
	)
});
const mediaKey = v.pipe(v.string('must be a key'), v.maxLength(200, 'must be at most 200 characters'));
export const MediaSeatSchema = v.strictObject({
	kind: v.picklist(['stage', 'table'], 'must be stage or table'),
	broken: v.exactOptional(mediaKey)
});
export const MediaStateSchema = v.strictObject({
	key: nullable(mediaKey),
	connected: v.boolean('must be true or false')
});
export const KnockAnswerSchema = v.strictObject({
	id: v.pipe(v.string('must be an id'), v.maxLength(64, 'must be at most 64 characters')),
	letIn: v.boolean('must be true or false')
});

/** What is not seen, joiners apart, which some scripts need: two names that look alike would be two names. */
const UNSEEN = /(?![\u200C\u200D])\p{Cf}|[\u115F\u1160\u2800\u3164\uFFA0]/gu;
/** One line that can be seen. */
export const NameSchema = v.pipe(
	v.string('must be a text'),
	v.transform((raw) => raw.replace(UNSEEN, '').replace(/\s+/gu, ' ')),
	text(LIMITS.nameCharacters),
	v.regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'must be seen')
);
