/** The café of an event: topics, tables, rounds, vote, printed seats. */
import * as v from 'valibot';
import {
	byRound,
	EVENT_LIMITS,
	id,
	language,
	line,
	list,
	minutes,
	tableMode,
	textLists,
	texts,
	whole,
	words
} from './schema-parts.ts';

export const Cafe = v.strictObject({
	item: id,
	hostPolicy: v.picklist(['appointed', 'volunteer', 'none']),
	rotationPolicy: v.picklist(['mixed', 'group', 'fixed']),
	questionMode: v.picklist(['per_topic', 'per_round', 'topic_x_round', 'one']),
	lastRound: v.picklist(['new_table', 'return_home']),
	harvestTiming: v.picklist(['end', 'live', 'end_and_live']),
	insightsPerRound: whole(1, 10, 'insights'),
	mixBy: v.optional(words(10), []),
	silentMinute: v.optional(v.boolean(), false),
	moveMinutes: minutes(0),
	extensionReserveMinutes: v.optional(minutes(0), 0),
	hostPrompts: v.optional(textLists, {})
});

export const Round = v.strictObject({
	number: whole(1, EVENT_LIMITS.rounds, 'rounds'),
	minutes: whole(1, 120, 'minutes'),
	question: v.optional(v.nullable(texts()), null),
	endsWith: v.optional(v.nullable(texts()), null)
});

export const Topic = v.strictObject({
	id,
	title: texts(),
	source: v.optional(v.picklist(['original', 'delegates', 'assumed']), 'original'),
	question: texts(),
	questionByRound: v.optional(byRound('question', texts()), {})
});

export const Table = v.strictObject({
	id,
	number: whole(1, 9_999, 'number'),
	name: texts(line(60)),
	icon: line(40),
	mode: tableMode,
	seats: whole(3, 30, 'seats'),
	seatsRemote: whole(0, 30, 'seats'),
	topic: v.optional(v.nullable(id), null),
	languages: list(language, 20),
	channels: v.optional(list(language, 20), []),
	stepFree: v.optional(v.boolean(), true),
	host: v.optional(v.nullable(id), null),
	bridge: v.optional(v.nullable(id), null),
	interpreters: v.optional(list(id, 20), [])
});

export const Vote = v.strictObject({
	kind: v.picklist(['dots']),
	dotsPerPerson: whole(1, 20, 'dots'),
	options: whole(1, 100, 'options'),
	secret: v.boolean(),
	paper: v.boolean(),
	ownIdeaAllowed: v.boolean(),
	concernMark: v.boolean()
});

export const Pin = v.strictObject({
	participant: id,
	source: v.picklist(['card', 'facilitator']),
	assignments: byRound('table', id)
});
