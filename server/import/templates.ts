import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { TableMode } from '#lib/domain/event/event-card.ts';
import { checkEvent, placed, shapeFaults } from './event-json.ts';
import type { ImportedEvent } from './event-schema.ts';
import type { ImportFault } from './fault.ts';
import { DAY_MINUTES, EVENT_LIMITS, date, id, language, line, list, time, timezone, whole } from './schema-parts.ts';
import common from './templates/common.json' with { type: 'json' };
import talksCafe from './templates/talks-cafe.json' with { type: 'json' };
import worldCafe from './templates/world-cafe.json' with { type: 'json' };

export const TEMPLATES = { world_cafe: worldCafe, talks_cafe: talksCafe } as const;
export type TemplateName = keyof typeof TEMPLATES;

/** Languages in which the templates have texts. */
const TEMPLATE_LANGUAGES = ['en', 'fr', 'de'] as const;
type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number];

const HALL_MOVE_MINUTES = 3;
const ONLINE_MOVE_MINUTES = 1;
/** Time that a facilitator may add to a café without asking anybody. */
const CAFE_RESERVE_MINUTES = 15;

const FormSchema = v.strictObject({
	template: v.picklist(['world_cafe', 'talks_cafe']),
	id,
	/** In the first language. */
	title: line(),
	purpose: line(1_000),
	date,
	/** Local time at which the lobby opens. */
	start: v.optional(time, '10:00'),
	timezone,
	/** Spoken, the first one is the event's own. */
	languages: v.pipe(list(language, 20), v.minLength(1, 'entries')),
	/** How many tables of each mode, 1 to 1,000 in all. */
	tables: v.pipe(
		v.strictObject({
			hall: whole(0, EVENT_LIMITS.tables, 'tables'),
			online: whole(0, EVENT_LIMITS.tables, 'tables'),
			linked: whole(0, EVENT_LIMITS.tables, 'tables')
		}),
		v.check(({ hall, online, linked }) => hall + online + linked > 0, 'cafe_incomplete'),
		v.check(({ hall, online, linked }) => hall + online + linked <= EVENT_LIMITS.tables, 'cafe_tables_many')
	),
	seats: v.optional(whole(3, 30, 'seats'), 5),
	rounds: v.optional(whole(1, 10, 'rounds'), 3),
	roundMinutes: v.optional(whole(1, 120, 'minutes'), 20),
	/** In the first language. Without any, all tables work on the purpose. */
	topics: v.optional(list(v.strictObject({ title: line(), question: line() }), EVENT_LIMITS.topics, 'topics'), [])
});

/** What an organiser fills in; what may be left out has a default. */
export type TemplateForm = v.InferInput<typeof FormSchema>;
type FilledForm = v.InferOutput<typeof FormSchema>;

/**
 * Makes an event from a template: *World Café* (`world_cafe`) or *Talks + café* (`talks_cafe`).
 *
 * Titles of the programme come in those of the form's languages that the template has, at least in English. The
 * faults carry the field of the form as `column`.
 */
export function eventFromTemplate(form: unknown): Result<ImportedEvent, ImportFault[]> {
	const parsed = v.safeParse(FormSchema, form);
	if (!parsed.success) return refuse(placed(shapeFaults(parsed.issues), null, 'form'));
	const event = checkEvent(described(parsed.output));
	return event.ok ? ok(event.value) : refuse(placed(event.error, null, 'form'));
}

function described(form: FilledForm) {
	const [own] = form.languages as [string];
	const languages = textLanguages(form.languages);
	const inLanguages = <Text>(all: Record<TemplateLanguage, Text>) =>
		Object.fromEntries(languages.map((each) => [each, all[each]]));
	const topics = topicsOf(form, own);
	const moveMinutes = form.tables.hall + form.tables.linked > 0 ? HALL_MOVE_MINUTES : ONLINE_MOVE_MINUTES;
	return {
		format: 'rondo-scenario/1',
		id: form.id,
		title: { [own]: form.title },
		purpose: { [own]: form.purpose },
		languages: { working: form.languages, written: form.languages, interpretation: [], ui: form.languages },
		timezone: form.timezone,
		date: form.date,
		programme: programmeOf(form, moveMinutes, inLanguages),
		cafe: {
			item: 'cafe',
			hostPolicy: 'appointed',
			rotationPolicy: 'mixed',
			questionMode: 'per_topic',
			lastRound: 'new_table',
			harvestTiming: 'end_and_live',
			insightsPerRound: 3,
			mixBy: ['country', 'organisation'],
			moveMinutes,
			hostPrompts: inLanguages(common.hostPrompts)
		},
		rounds: Array.from({ length: form.rounds }, (_, index) => ({ number: index + 1, minutes: form.roundMinutes })),
		topics,
		tables: tablesOf(form, own, topics, inLanguages),
		vote: {
			kind: 'dots',
			dotsPerPerson: 3,
			options: 12,
			secret: true,
			paper: true,
			ownIdeaAllowed: false,
			concernMark: true
		},
		stage: { seats: 5, openSeats: 1 },
		recording: { classes: { stage: 'never', table: 'never' }, publishUntilDays: 0 },
		retention: { participantsDays: 30, consentLogDays: 1_095, recordingDays: 30, ideasDays: null },
		dataCard: inLanguages(common.dataCard),
		consents: common.consents.map((consent) => ({ ...consent, text: inLanguages(consent.text) }))
	};
}

/** Languages of the form that the template speaks, in the form's order; English if there is none. */
function textLanguages(languages: readonly string[]): TemplateLanguage[] {
	const spoken = languages.flatMap((tag) => TEMPLATE_LANGUAGES.filter((each) => tag.split('-')[0] === each));
	return spoken.length === 0 ? ['en'] : [...new Set(spoken)];
}

const topicsOf = ({ topics, title, purpose }: FilledForm, own: string) =>
	(topics.length === 0 ? [{ title, question: purpose.slice(0, 300) }] : topics).map((topic, index) => ({
		id: `topic-${index + 1}`,
		title: { [own]: topic.title },
		question: { [own]: topic.question }
	}));

type InLanguages = <Text>(all: Record<TemplateLanguage, Text>) => Record<string, Text>;

function programmeOf(form: FilledForm, moveMinutes: number, inLanguages: InLanguages) {
	const cafeMinutes = form.rounds * form.roundMinutes + (form.rounds - 1) * moveMinutes;
	const [hours, minutes] = form.start.split(':').map(Number) as [number, number];
	let at = hours * 60 + minutes;
	return TEMPLATES[form.template].programme.map((item) => {
		const start = clock(at);
		const length =
			item.type === 'cafe'
				? { minutes: cafeMinutes, minMinutes: cafeMinutes, maxMinutes: cafeMinutes + CAFE_RESERVE_MINUTES }
				: {};
		const timed = { ...item, ...length, title: inLanguages(item.title), start };
		at += timed.minutes;
		return timed;
	});
}

const clock = (minutes: number): string => {
	const [hour, minute] = [Math.floor((minutes % DAY_MINUTES) / 60), minutes % 60];
	return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

function tablesOf(form: FilledForm, own: string, topics: readonly { id: string }[], inLanguages: InLanguages) {
	const { hall, online, linked } = form.tables;
	const modes: TableMode[] = [
		...Array<TableMode>(hall).fill('hall'),
		...Array<TableMode>(linked).fill('linked'),
		...Array<TableMode>(online).fill('online')
	];
	const seatsRemote = { hall: 0, linked: Math.floor(form.seats / 2), online: form.seats };
	return modes.map((mode, index) => {
		const sign = common.tables[index % common.tables.length]!;
		const lap = Math.floor(index / common.tables.length) + 1;
		const names = Object.entries(inLanguages(sign.name)).map(([tag, name]) => [
			tag,
			lap === 1 ? name : `${name} ${lap}`
		]);
		return {
			id: `T${String(index + 1).padStart(2, '0')}`,
			number: index + 1,
			name: Object.fromEntries(names) as Record<string, string>,
			icon: sign.icon,
			mode,
			seats: form.seats,
			seatsRemote: seatsRemote[mode],
			topic: topics[index % topics.length]!.id,
			languages: [own],
			stepFree: true
		};
	});
}
