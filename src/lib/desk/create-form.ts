/** What an organiser types into the form of a new event, as the template's form and back. Pure: no request in here. */
import type { Language } from '../domain/ids.ts';

export interface TypedTopic {
	readonly title: string;
	readonly question: string;
}

/** Everything as it was typed, so that nothing is lost when something is refused. */
export interface TypedEvent {
	readonly organiser: string;
	readonly template: string;
	readonly title: string;
	readonly purpose: string;
	readonly date: string;
	readonly start: string;
	readonly timezone: string;
	readonly language: Language;
	readonly languages: readonly Language[];
	readonly hall: string;
	readonly online: string;
	readonly linked: string;
	readonly seats: string;
	readonly rounds: string;
	readonly minutes: string;
	readonly topics: readonly TypedTopic[];
	readonly rehearsal: boolean;
}

export const TOPICS_AT_FIRST = 3;
export const TOPICS_MOST = 12;

export const freshEvent = (today: string, language: Language): TypedEvent => ({
	organiser: '',
	template: 'world_cafe',
	title: '',
	purpose: '',
	date: today,
	start: '10:00',
	timezone: 'Europe/Brussels',
	language,
	languages: [],
	hall: '4',
	online: '4',
	linked: '0',
	seats: '5',
	rounds: '3',
	minutes: '20',
	topics: Array.from({ length: TOPICS_AT_FIRST }, () => ({ title: '', question: '' })),
	rehearsal: false
});

const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value.trim() : '';
};

export function readTyped(form: FormData): TypedEvent {
	const rows = Math.min(TOPICS_MOST, form.getAll('topic').length);
	const titles = form.getAll('topic').map(String);
	const questions = form.getAll('question').map(String);
	return {
		organiser: textOf(form, 'organiser'),
		template: textOf(form, 'template'),
		title: textOf(form, 'title'),
		purpose: textOf(form, 'purpose'),
		date: textOf(form, 'date'),
		start: textOf(form, 'start'),
		timezone: textOf(form, 'timezone'),
		language: textOf(form, 'language'),
		languages: form.getAll('languages').map(String),
		hall: textOf(form, 'hall'),
		online: textOf(form, 'online'),
		linked: textOf(form, 'linked'),
		seats: textOf(form, 'seats'),
		rounds: textOf(form, 'rounds'),
		minutes: textOf(form, 'minutes'),
		topics: Array.from({ length: rows }, (_, row) => ({
			title: titles[row]?.trim() ?? '',
			question: questions[row]?.trim() ?? ''
		})),
		rehearsal: form.get('rehearsal') === 'on'
	};
}

/** An empty box is no number at all, never 0. */
const numberOf = (text: string): number => (text === '' ? Number.NaN : Number(text));

const isBlank = ({ title, question }: TypedTopic): boolean => title === '' && question === '';

/** The form of `eventFromTemplate`; topics without a word are left out. */
export function templateForm(typed: TypedEvent, id: string) {
	return {
		template: typed.template,
		id,
		title: typed.title,
		purpose: typed.purpose,
		date: typed.date,
		start: typed.start,
		timezone: typed.timezone,
		languages: [typed.language, ...typed.languages.filter((tag) => tag !== typed.language)],
		tables: { hall: numberOf(typed.hall), online: numberOf(typed.online), linked: numberOf(typed.linked) },
		seats: numberOf(typed.seats),
		rounds: numberOf(typed.rounds),
		roundMinutes: numberOf(typed.minutes),
		topics: typed.topics.filter((topic) => !isBlank(topic))
	};
}

const FIELDS: Readonly<Record<string, string>> = {
	'tables.hall': 'hall',
	'tables.online': 'online',
	'tables.linked': 'linked',
	tables: 'hall',
	roundMinutes: 'minutes'
};

/** The box of the page that a fault of the template's form is about: `topics[1].title` is the second written topic. */
export function boxOf(column: string, topics: readonly TypedTopic[]): string {
	const [, index, part] = /^topics\[(\d+)\](?:\.(title|question))?/.exec(column) ?? [];
	if (index !== undefined) {
		const written = topics.flatMap((topic, row) => (isBlank(topic) ? [] : [row]));
		return `${part === 'question' ? 'question' : 'topic'}-${written[Number(index)] ?? Number(index)}`;
	}
	if (column.startsWith('languages')) return 'language';
	return FIELDS[column] ?? column;
}
