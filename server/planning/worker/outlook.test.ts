import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { lookAhead } from './outlook.ts';

interface Hall {
	tables: number;
	people: number;
	rounds: number;
	hosts: number;
	seats?: number;
}

/** A café in one hall: tables with a topic each, and people who speak one language. */
function outlook({ tables, people, rounds, hosts, seats = 6 }: Hall) {
	const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
	const card = {
		tables: numbers(tables).map((number) => ({
			...{ id: `T${number}`, number, mode: 'hall', seats, topic: `topic-${number}` },
			...{ languages: ['en'], channels: [], stepFree: true, name: {}, icon: '' }
		})),
		cafe: { rounds: numbers(rounds).map(() => ({ minutes: 20, question: null })) }
	};
	const sitting = numbers(people).map((number) => ({
		...{ id: `p${number}`, role: 'participant', participation: 'committed', attendance: 'hall', device: 'own' },
		...{ languages: ['en'], country: null, organisation: null, tags: [], topics: [] },
		hosts: number <= hosts ? `T${number}` : null
	}));
	const gathering = JSON.stringify({ card, people: sitting, pins: [], needs: {} });
	return lookAhead({ kind: 'outlook', gathering, settings: DEFAULT_SETTINGS });
}

describe('before she chooses', () => {
	test('[I4] nine people: two tables are enough; no third one is advised, and it is said once', () => {
		const { notes } = outlook({ tables: 2, people: 9, rounds: 3, hosts: 2 });
		expect(notes.map(({ code }) => code)).toEqual(['few_people', 'pairs_must_meet']);
		expect(notes[1]).toMatchObject({ tables: 2, size: 5, more: null });
	});

	test('twelve people at three tables: six pairs must meet twice, and a fourth table avoids it', () => {
		const { notes } = outlook({ tables: 3, people: 12, rounds: 3, hosts: 3 });
		expect(notes).toEqual([{ code: 'pairs_must_meet', pairs: 6, tables: 3, size: 4, more: 1, mode: 'hall' }]);
	});

	test('sixteen people at four tables: four pairs must meet twice unless people come back to a table', () => {
		const { notes } = outlook({ tables: 4, people: 16, rounds: 2, hosts: 0, seats: 4 });
		expect(notes).toEqual([{ code: 'pairs_or_return', pairs: 4, tables: 4, size: 4, more: 1, mode: 'hall' }]);
	});

	test('without hosts three pairs of twelve must meet twice at three tables, six if nobody comes back to one', () => {
		const { notes } = outlook({ tables: 3, people: 12, rounds: 2, hosts: 0, seats: 4 });
		expect(notes).toEqual([
			{ code: 'pairs_must_meet', pairs: 3, tables: 3, size: 4, more: null, mode: 'hall' },
			{ code: 'pairs_or_return', pairs: 6, tables: 3, size: 4, more: 1, mode: 'hall' }
		]);
	});

	test('of more people two tables are told, since a third would help', () => {
		const { notes } = outlook({ tables: 2, people: 12, rounds: 2, hosts: 2 });
		expect(notes.map(({ code }) => code)).toContain('two_tables');
	});
});
