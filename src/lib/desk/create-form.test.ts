import { describe, expect, it } from 'vitest';
import { eventFromTemplate } from '#server/import/templates.ts';
import { boxOf, freshEvent, readTyped, templateForm, TOPICS_MOST, type TypedEvent } from './create-form.ts';

const filled = (more: Partial<TypedEvent> = {}): TypedEvent => ({
	...freshEvent('2026-05-30', 'en'),
	title: 'A café',
	purpose: 'What next?',
	...more
});
const made = (more: Partial<TypedEvent> = {}) => eventFromTemplate(templateForm(filled(more), 'event-1'));
const boxes = (more: Partial<TypedEvent>) => {
	const event = made(more);
	return event.ok ? [] : event.error.map(({ column }) => boxOf(column, filled(more).topics));
};

it('what stands in a fresh form makes an event, once it has a name and a purpose', () => {
	const event = made();
	expect(event.ok && event.value.tables.length).toBe(8);
	expect(event.ok && event.value.topics).toHaveLength(1);
});

describe('what is wrong is told beside its box', () => {
	it.each([
		[{ title: '' }, 'title'],
		[{ purpose: '' }, 'purpose'],
		[{ date: '2026-02-30' }, 'date'],
		[{ start: '25:00' }, 'start'],
		[{ timezone: 'Mars/Olympus' }, 'timezone'],
		[{ language: 'english' }, 'language'],
		[{ hall: '' }, 'hall'],
		[{ hall: 'four' }, 'hall'],
		[{ hall: '0', online: '0' }, 'hall'],
		[{ online: '-1' }, 'online'],
		[{ linked: '1.5' }, 'linked'],
		[{ seats: '2' }, 'seats'],
		[{ rounds: '0' }, 'rounds'],
		[{ minutes: '500' }, 'minutes'],
		[
			{
				topics: [
					{ title: '', question: '' },
					{ title: 'Data', question: '' }
				]
			},
			'question-1'
		],
		[{ topics: [{ title: '', question: 'Why?' }] }, 'topic-0'],
		[{ template: 'party' }, 'template']
	])('%j', (more, box) => expect(boxes(more as Partial<TypedEvent>)).toContain(box));
});

it('reads back what was typed, in the order of the rows, and not more rows than there may be', () => {
	const form = new FormData();
	for (const [field, value] of [
		['title', ' A '],
		['topic', 'x'],
		['question', 'q'],
		['topic', ''],
		['question', 'r'],
		['languages', 'fr'],
		['rehearsal', 'on']
	])
		form.append(field!, value!);
	for (let row = 0; row < 30; row++) form.append('topic', 'more');
	const typed = readTyped(form);
	expect(typed).toMatchObject({ title: 'A', languages: ['fr'], rehearsal: true, minutes: '' });
	expect(typed.topics.slice(0, 2)).toEqual([
		{ title: 'x', question: 'q' },
		{ title: '', question: 'r' }
	]);
	expect(typed.topics).toHaveLength(TOPICS_MOST);
});

it('the main language comes first and only once', () => {
	expect(templateForm(filled({ language: 'fr', languages: ['de', 'fr'] }), 'x').languages).toEqual(['fr', 'de']);
});
