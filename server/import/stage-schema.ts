/** The stage of an event, and what surrounds it: recording, consents, questions, forum. */
import * as v from 'valibot';
import {
	attendance,
	block,
	days,
	EVENT_LIMITS,
	id,
	language,
	line,
	list,
	note,
	TEN_YEARS_DAYS,
	texts,
	whole,
	words
} from './schema-parts.ts';

const Speaker = v.strictObject({
	id,
	name: line(120),
	role: v.picklist(['host', 'speaker', 'panellist', 'moderator']),
	affiliation: v.optional(note, ''),
	attendance: attendance,
	language,
	items: v.optional(list(id, EVENT_LIMITS.items), []),
	consents: v.optional(words(), []),
	resourcePersonFor: v.optional(list(id, 50), []),
	poorLink: v.optional(v.boolean(), false),
	fallbackVideo: v.optional(v.boolean(), false),
	note: v.optional(note, '')
});

export const Stage = v.strictObject({
	seats: whole(0, 50, 'seats'),
	openSeats: whole(0, 50, 'seats'),
	speakers: v.optional(list(Speaker, 200, 'speakers'), []),
	speakingClockSeconds: v.optional(v.nullable(whole(5, 3_600, 'seconds')), null)
});

export const Recording = v.strictObject({
	// A table is never recorded: no other word is accepted.
	classes: v.strictObject({ stage: v.picklist(['allowed', 'never']), table: v.picklist(['never']) }),
	publishUntilDays: days,
	captions: v.optional(list(language, 50), []),
	audioTracks: v.optional(words(50), []),
	chapters: v.optional(list(line(), 100), []),
	audienceCamera: v.optional(v.boolean(), false),
	offRecordAllowed: v.optional(v.boolean(), true)
});

export const Consent = v.strictObject({
	purpose: v.picklist(['recording', 'publication', 'author_name', 'contact']),
	from: v.picklist(['on-stage', 'everyone']),
	required: v.picklist(['to-be-recorded', 'to-be-published', 'never']),
	// Nobody agrees by saying nothing.
	default: v.literal(false),
	text: texts()
});

const SampleQuestion = v.strictObject({ topic: id, via: attendance, language, text: line(500) });
const SeedPost = v.strictObject({ topic: id, language, text: block, from: line(120), seed: v.literal(true) });

export const Forum = v.strictObject({
	stateBefore: v.picklist(['preview', 'open', 'closed']),
	launchItem: id,
	openDaysAfter: whole(0, TEN_YEARS_DAYS, 'days'),
	digestChoices: v.optional(words(), []),
	seedPosts: v.optional(list(SeedPost, 500), [])
});

export const Questions = v.strictObject({
	oneQueue: v.boolean(),
	upvotes: v.boolean(),
	perTopic: v.optional(v.boolean(), false),
	voiceConsentChoices: v.optional(words(), []),
	sampleQuestions: v.optional(list(SampleQuestion, 500), [])
});
