/** What no plan can avoid, and why none exists, in sentences. */
import type { EventCard, TableMode } from '../domain/event/event-card.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { NoPlan, PlanChange, PlanNote, PlanRule, PlanSettings } from '../protocol/planning.ts';
import type { Names } from '../protocol/wire.ts';
import { m } from '../paraglide/messages.js';
import { nameOfLanguage } from './language-names.ts';
import { listOf, nameOf } from './plan-words.ts';

/** Names told before "and 12 more". */
const NAMES_TOLD = 6;

interface Told {
	readonly card: EventCard;
	readonly names: Readonly<Names>;
	readonly locale: string;
	/** Who has a fixed seat and does not take part now, where that explains all that cannot be kept. */
	readonly away?: readonly PersonId[];
}

const modeWord = (mode: TableMode): string =>
	({ hall: m.plan_mode_hall, online: m.plan_mode_online, linked: m.plan_mode_linked })[mode]();

/** Where a note is about one kind of tables, and there are others. */
const where = (card: EventCard, mode: TableMode, what: string): string =>
	card.tables.every((table) => table.mode === mode) ? what : m.plan_note_where({ where: modeWord(mode), what });

const numbers = ({ card, locale }: Told, tables: readonly TableId[]): string =>
	listOf(
		tables.map((id) => String(card.tables.find((table) => table.id === id)?.number ?? '–')),
		locale
	);

export function noteWords(note: PlanNote, told: Told): string {
	const { card, locale } = told;
	switch (note.code) {
		case 'pairs_must_meet':
		case 'pairs_or_return': {
			const { code, pairs, tables, size, more, mode } = note;
			const say = code === 'pairs_must_meet' ? m.plan_note_pairs : m.plan_note_pairs_or_return;
			const must = say({ pairs, tables, size });
			return where(card, mode, more === null ? must : `${must} ${m.plan_note_more({ more })}`);
		}
		case 'country_pairs':
			return m.plan_note_country({ pairs: note.pairs });
		case 'organisation_pairs':
			return m.plan_note_organisation({ pairs: note.pairs });
		case 'topic_twice': {
			const twice = m.plan_note_topic({ topics: note.topics, rounds: note.rounds });
			const languages = note.languages.map((tag) => nameOfLanguage(tag, locale));
			const what = languages.length > 0 ? m.plan_note_where({ where: listOf(languages, locale), what: twice }) : twice;
			return where(card, note.mode, what);
		}
		case 'one_table':
			return m.plan_note_one_table({ people: note.people, table: numbers(told, [note.table]) });
		case 'two_tables':
			return m.plan_note_two_tables({ people: note.people, tables: numbers(told, note.tables) });
		case 'few_people':
			return note.people < 8 ? m.plan_note_circle({ people: note.people }) : m.plan_note_few({ people: note.people });
		case 'locks_left_out':
			return told.away?.length
				? m.plan_note_locks_of({ locks: note.locks, names: someNames(told.away, told.names, locale) })
				: m.plan_note_locks({ locks: note.locks });
	}
}

const RULES: { readonly [R in PlanRule]: () => string } = {
	seats: m.plan_refused_seats,
	minSeats: m.plan_refused_min_seats,
	attendance: m.plan_refused_attendance,
	device: m.plan_refused_device,
	stepFree: m.plan_refused_step_free,
	language: m.plan_refused_language,
	together: m.plan_refused_together,
	apart: m.plan_refused_apart,
	locked: m.plan_refused_locked,
	personTwice: m.plan_refused_person_twice,
	tableTwice: m.plan_refused_table_twice,
	topicTwice: m.plan_refused_topic_twice
};

/** The rule as a sentence; of a newer server's rule only that there is none. */
export const planRuleWords = (rule: string): string =>
	Object.hasOwn(RULES, rule) ? RULES[rule as PlanRule]() : m.plan_refused();

/** Why no plan exists, and whom it concerns: some of them by name. */
export function noPlanWords({ rule, persons }: NoPlan, { names, locale }: Told): string {
	if (persons.length === 0) return planRuleWords(rule);
	return `${planRuleWords(rule)} ${m.plan_refused_who({ names: someNames(persons, names, locale) })}`;
}

export function someNames(persons: readonly PersonId[], names: Readonly<Names>, locale: string): string {
	const told = persons.slice(0, NAMES_TOLD).map((person) => nameOf(names, person));
	const rest = persons.length - told.length;
	return rest > 0 ? m.plan_refused_more({ names: told.join(', '), count: rest }) : listOf(told, locale);
}

export function helpWords(change: PlanChange): string {
	switch (change.code) {
		case 'raise_largest':
			return m.plan_helps_raise({ to: change.to });
		case 'lower_smallest':
			return m.plan_helps_lower({ to: change.to });
		case 'language_where_possible':
			return m.plan_helps_language();
		case 'another_policy':
			return m.plan_helps_policy();
		case 'unlock':
			return m.plan_helps_unlock({ count: change.locks.length });
	}
}

/** The settings with the change that helps; null when it is no setting. */
export function helped(settings: PlanSettings, change: PlanChange): PlanSettings | null {
	switch (change.code) {
		case 'raise_largest':
			return { ...settings, largest: change.to };
		case 'lower_smallest':
			return { ...settings, smallest: change.to };
		case 'language_where_possible':
			return { ...settings, weights: { ...settings.weights, language: 'normal' } };
		case 'another_policy':
			return { ...settings, policy: 'mixed' };
		case 'unlock':
			return null;
	}
}
