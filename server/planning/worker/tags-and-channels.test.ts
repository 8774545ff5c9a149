import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, usualSettings, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { plan, verify, type Instance } from '#lib/planner/index.ts';
import { exampleEvent, idOf, say } from '../testing/examples.ts';
import { instanceOf } from '../instance/instance-of.ts';
import { sheetOf } from './sheet-of.ts';

const asked = (state: EventState, settings: PlanSettings): Instance => ({
	...instanceOf(state, () => true, settings).instance,
	iterations: 20_000
});

function planned(instance: Instance) {
	const result = plan(instance);
	if (!result.ok) throw new Error(`no plan: ${JSON.stringify(result.error).slice(0, 600)}`);
	expect(verify(instance, result.value).breaches).toEqual([]);
	return sheetAndRounds(instance, result.value);
}

const sheetAndRounds = (
	instance: Instance,
	{ sheet, ...found }: Parameters<typeof verify>[1] & { elapsedMs: number; seed: number }
) => ({
	rounds: found.rounds,
	sheet: sheetOf(found, sheet, instance)
});

test('the invited session has somebody who starts and somebody advanced at nine of ten tables', () => {
	const state = exampleEvent('invited-session');
	const settings = usualSettings(everyoneOf(state).card);
	expect(settings.atEveryTable).toEqual(['starting', 'advanced']);
	const { rounds, sheet } = planned(asked(state, settings));
	const { people } = deskOf(state);
	const tables = rounds.flatMap((seats) => [...Map.groupBy(Object.keys(seats), (id) => seats[id]).values()]);
	for (const { tag, tables: missing } of sheet.tagsMissing!) {
		const without = tables.filter(
			(there) => !there.some((id) => people[id as keyof typeof people]!.tags.includes(tag))
		);
		expect(missing).toBe(without.length);
		expect(without.length, tag).toBeLessThanOrEqual(tables.length / 10);
	}
	expect(sheet.pairsMeetingAgain).toBe(sheet.pairsMeetingAgainBound);
});

test('nothing is asked of tags where nobody chose any, as in plans of an older version', () => {
	const { instance } = instanceOf(exampleEvent('invited-session'), () => true, DEFAULT_SETTINGS);
	expect(instance.rules.atEveryTable).toEqual([]);
	expect(instance.people.flatMap(({ tags }) => tags)).toEqual([]);
	expect(usualSettings(everyoneOf(exampleEvent('leipzig-world-cafe')).card)).toBe(DEFAULT_SETTINGS);
});

/** The invited session with one table where Maltese is interpreted, and three people who speak nothing else. */
function withMaltese(channels: readonly string[]): { state: EventState; table: TableCard } {
	const state = exampleEvent('invited-session');
	const everyone = everyoneOf(state);
	const card = everyone.card!;
	const table: TableCard = { ...card.tables.find(({ mode }) => mode === 'online')!, channels, seats: 8 };
	const tables = card.tables.map((each) => (each.id === table.id ? table : { ...each, seats: 8 }));
	state.set('everyone', { ...everyone, card: { ...card, tables } });
	const profile = {
		attendance: 'remote' as const,
		device: 'own' as const,
		languages: ['mt'],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	};
	const guests = [1, 2, 3].map((n) => ({
		id: idOf(`maltese-${n}`),
		role: 'participant' as const,
		profile,
		needs: [],
		hosts: null,
		participation: 'committed' as const
	}));
	say(state, { type: 'add_people', people: guests });
	return { state, table };
}

test('[I6] who speaks only what is interpreted at a table sits there in every round', () => {
	const { state, table } = withMaltese(['mt']);
	const maltese = deskOf(state).people[idOf('maltese-1')]!;
	const fitting = everyoneOf(state).card!.tables.filter((each) => canSitAt(maltese, each, []));
	expect(fitting.map(({ id }) => id)).toEqual([table.id]);
	const instance = asked(state, DEFAULT_SETTINGS);
	expect(instance.tables.find(({ id }) => id === table.id)!.channels).toEqual(['mt']);
	const { rounds, sheet } = planned(instance);
	for (const seats of rounds) expect(seats[idOf('maltese-1')]).toBe(table.id);
	expect(sheet.withoutLanguage).toBe(0);
});

test('[I6] without the channel no table fits them', () => {
	const { state } = withMaltese([]);
	const maltese = deskOf(state).people[idOf('maltese-1')]!;
	expect(everyoneOf(state).card!.tables.some((each) => canSitAt(maltese, each, []))).toBe(false);
});

test('channels of an imported table are on its card', () => {
	const tables = everyoneOf(exampleEvent('mayors-assembly')).card!.tables.filter(({ channels }) => channels);
	expect(tables.map(({ id, channels }) => [id, channels])).toEqual([
		['T06', ['en', 'fr']],
		['T07', ['en', 'it']]
	]);
});
