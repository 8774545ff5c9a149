import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTogether } from './together.ts';
import { eventFromTemplate, TEMPLATES, type TemplateForm } from './templates.ts';

const form: TemplateForm = {
	template: 'world_cafe',
	id: 'spring',
	title: 'Our streets',
	purpose: 'Find out what children need on their way to school.',
	date: '2026-03-21',
	timezone: 'Europe/Paris',
	languages: ['fr', 'en'],
	tables: { hall: 4, online: 2, linked: 1 }
};
const made = (changes: Partial<TemplateForm> = {}) => {
	const event = eventFromTemplate({ ...form, ...changes });
	if (!event.ok) throw new Error(JSON.stringify(event.error));
	return event.value;
};
const faults = (changes: Record<string, unknown>) => {
	const event = eventFromTemplate({ ...form, ...changes });
	return event.ok ? [] : event.error.map(({ column, rule }) => `${column} ${rule}`);
};

describe('an event from a template', () => {
	test('the World Café: lobby, welcome, café, harvest, close, one after the other', () => {
		const { programme } = made({ start: '14:00', rounds: 3, roundMinutes: 20 });
		expect(programme.map(({ id, start, minutes }) => `${start} ${id} ${minutes}`)).toEqual([
			'14:00 lobby 20',
			'14:20 welcome 10',
			'14:30 cafe 66',
			'15:36 harvest 20',
			'15:56 close 10'
		]);
	});
	test('talks + café', () => {
		const { programme } = made({ template: 'talks_cafe' });
		expect(programme.map(({ type }) => type)).toEqual([
			'lobby',
			'ceremony',
			'presentation',
			'qa',
			'cafe',
			'vote',
			'panel',
			'ceremony'
		]);
	});
	test('titles come in the languages of the event that the template speaks, else in English', () => {
		expect(made().programme[0]!.title).toEqual({ fr: 'Accueil et enregistrement', en: 'Lobby and check-in' });
		expect(Object.keys(made({ languages: ['de-AT'] }).programme[0]!.title)).toEqual(['de']);
		expect(Object.keys(made({ languages: ['pl'] }).programme[0]!.title)).toEqual(['en']);
		expect(made({ languages: ['pl'] }).title).toEqual({ pl: 'Our streets' });
	});
	test('tables: modes, seats, names that stay apart beyond forty', () => {
		const { tables } = made({ tables: { hall: 41, online: 1, linked: 1 }, seats: 6 });
		expect(tables.map(({ mode }) => mode)).toEqual([...Array<string>(41).fill('hall'), 'linked', 'online']);
		expect(tables.slice(-3).map(({ seatsRemote }) => seatsRemote)).toEqual([0, 3, 6]);
		expect(new Set(tables.map(({ name }) => name['fr'])).size).toBe(43);
		expect(tables[40]!.name['fr']).toBe('Ancre 2');
	});
	test('topics go round the tables; without any, all work on the purpose', () => {
		expect(made().topics).toMatchObject([{ title: { fr: 'Our streets' }, question: { fr: form.purpose } }]);
		const topics = [
			{ title: 'Bikes', question: 'What stops you?' },
			{ title: 'Feet', question: 'What frightens you?' }
		];
		expect(
			made({ topics })
				.tables.slice(0, 3)
				.map(({ topic }) => topic)
		).toEqual(['topic-1', 'topic-2', 'topic-1']);
	});
	test('nothing is recorded, and nobody needs to be there yet', () => {
		const event = made();
		expect(event.recording?.classes).toEqual({ stage: 'never', table: 'never' });
		expect(event.population).toBeNull();
		expect(checkTogether(event, [], [])).toEqual([]);
	});
	test('an evening past midnight goes on with the clock', () => {
		expect(made({ start: '23:50' }).programme[1]!.start).toBe('00:10');
	});
	test('texts of all templates exist in the three languages', () => {
		for (const { programme } of Object.values(TEMPLATES))
			for (const { title } of programme) expect(Object.keys(title)).toEqual(['en', 'fr', 'de']);
	});
});

describe('faults carry the field of the form', () => {
	test.each([
		[{ title: ' ' }, 'title too_short'],
		[{ date: '2026-13-01' }, 'date not_a_date'],
		[{ timezone: 'here' }, 'timezone not_a_timezone'],
		[{ languages: [] }, 'languages too_short'],
		[{ languages: ['french'] }, 'languages[0] not_a_language'],
		[{ rounds: 0 }, 'rounds too_small'],
		[{ seats: 31 }, 'seats too_large'],
		[{ tables: { hall: 0, online: 0, linked: 0 } }, 'tables cafe_incomplete'],
		[{ tables: { hall: 600, online: 401, linked: 0 } }, 'tables cafe_tables_many'],
		[{ template: 'fishbowl' }, 'template not_allowed'],
		[{ admin: true }, 'admin key_unknown']
	])('%j', (changes, expected) => {
		expect(faults(changes)).toEqual([expected]);
	});
	test('every form that is accepted makes a sound event', () => {
		const count = fc.integer({ min: 0, max: 30 });
		const forms = fc.record({
			template: fc.constantFrom('world_cafe' as const, 'talks_cafe' as const),
			start: fc.constantFrom('00:00', '09:30', '23:59'),
			languages: fc.uniqueArray(fc.constantFrom('en', 'fr', 'de-CH', 'el', 'pl'), { minLength: 1 }),
			tables: fc.record({ hall: count, online: count, linked: fc.integer({ min: 1, max: 5 }) }),
			seats: fc.integer({ min: 3, max: 30 }),
			rounds: fc.integer({ min: 1, max: 10 }),
			roundMinutes: fc.integer({ min: 1, max: 120 })
		});
		fc.assert(
			fc.property(forms, (changes) => {
				expect(faults(changes)).toEqual([]);
			}),
			{ numRuns: 50 }
		);
	});
});
