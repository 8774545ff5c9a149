/** The format `rondo-scenario/1`. Unknown keys are faults; keys that an event may do without have a default. */
import * as v from 'valibot';
import { Cafe, Pin, Round, Table, Topic, Vote } from './cafe-schema.ts';
import {
	block,
	country,
	date,
	days,
	EVENT_LIMITS,
	id,
	language,
	line,
	list,
	minutes,
	note,
	textLists,
	texts,
	time,
	timezone,
	whole,
	words
} from './schema-parts.ts';
import { Consent, Forum, Questions, Recording, Stage } from './stage-schema.ts';

const people = whole(0, EVENT_LIMITS.people, 'people');

const Population = v.strictObject({
	participants: people,
	hall: people,
	remote: people,
	withoutDevice: people,
	tableHosts: people,
	travellers: people,
	streamViewers: v.optional(people, 0),
	countries: v.optional(v.nullable(whole(0, 300, 'countries')), null),
	crew: people
});

const ProgrammeItem = v.strictObject({
	id,
	type: v.picklist([
		'lobby',
		'presentation',
		'panel',
		'qa',
		'fishbowl',
		'cafe',
		'forum_launch',
		'vote',
		'break',
		'ceremony'
	]),
	title: texts(),
	start: time,
	minutes: minutes(1),
	minMinutes: minutes(0),
	maxMinutes: minutes(1),
	block: v.optional(v.nullable(id), null),
	recording: v.optional(v.picklist(['stage', 'none']), 'none'),
	topic: v.optional(v.nullable(id), null),
	speakers: v.optional(list(id, 50), [])
});

export const EventSchema = v.strictObject({
	format: v.picklist(['rondo-scenario/1']),
	id,
	basedOn: v.optional(note, ''),
	title: texts(),
	purpose: texts(line(1_000)),
	languages: v.strictObject({
		working: v.pipe(list(language, 20), v.minLength(1, 'entries')),
		written: v.optional(list(language, 50), []),
		interpretation: v.optional(list(language, 20), []),
		ui: v.optional(list(language, 50), [])
	}),
	timezone,
	date,
	venue: v.optional(v.nullable(v.strictObject({ name: line(120), city: line(120), country })), null),
	population: v.optional(v.nullable(Population), null),
	blocks: v.optional(
		list(
			v.strictObject({
				id,
				minMinutes: minutes(0),
				maxMinutes: v.nullable(minutes(0)),
				items: list(id, EVENT_LIMITS.items)
			}),
			EVENT_LIMITS.items
		),
		[]
	),
	programme: v.pipe(list(ProgrammeItem, EVENT_LIMITS.items, 'items'), v.minLength(1, 'items')),
	cafe: v.optional(v.nullable(Cafe), null),
	rounds: v.optional(list(Round, EVENT_LIMITS.rounds, 'rounds'), []),
	topics: v.optional(list(Topic, EVENT_LIMITS.topics, 'topics'), []),
	tables: v.optional(list(Table, EVENT_LIMITS.tables, 'tables'), []),
	vote: v.optional(v.nullable(Vote), null),
	stage: v.optional(Stage, { seats: 4, openSeats: 0 }),
	recording: v.optional(v.nullable(Recording), null),
	retention: v.strictObject({
		participantsDays: days,
		consentLogDays: days,
		recordingDays: days,
		ideasDays: days,
		note: v.optional(note, '')
	}),
	dataCard: textLists,
	consents: v.optional(list(Consent, 20), []),
	forum: v.optional(v.nullable(Forum), null),
	qa: v.optional(v.nullable(Questions), null),
	signatures: v.optional(
		v.nullable(
			v.strictObject({
				item: id,
				text: texts(line(1_000)),
				expected: whole(0, 10_000, 'people'),
				remoteAllowed: v.boolean()
			})
		),
		null
	),
	documents: v.optional(list(v.strictObject({ kind: line(60), language, text: block }), 50), []),
	outcomes: v.optional(words(50), []),
	personas: v.optional(list(v.strictObject({ name: line(120), note: note, participant: id }), 100), []),
	pins: v.optional(list(Pin, 10_000), []),
	files: v.optional(
		v.strictObject({ participants: v.nullable(line(120)), crew: v.nullable(line(120)), ideas: v.nullable(line(120)) }),
		{ participants: null, crew: null, ideas: null }
	)
});

/** An event as a file describes it, checked in itself; people are in other files. */
export type ImportedEvent = v.InferOutput<typeof EventSchema>;
export type ImportedTable = ImportedEvent['tables'][number];
export type ImportedTopic = ImportedEvent['topics'][number];
export type ImportedProgrammeItem = ImportedEvent['programme'][number];
export type ImportedRound = ImportedEvent['rounds'][number];
export type ImportedPin = ImportedEvent['pins'][number];
