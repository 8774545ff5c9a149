import { expect, it } from 'vitest';
import type { Pin } from '../domain/event/event-card.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Plan, PlanSheet } from '../domain/parts.ts';
import type { Names } from '../protocol/wire.ts';
import { costLines, headlineOf } from './plan-lines.ts';
import type { Bearers } from './plan-who.ts';

const sheet: PlanSheet = {
	pairsMeetingAgain: 0,
	pairsMeetingAgainBound: 0,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	people: 200,
	tables: 40,
	smallest: 5,
	largest: 5,
	elapsedMs: 900,
	seed: 1
};
const plan = (more: Partial<PlanSheet> = {}, rounds: object[] = []) =>
	({ version: 1, sheet: { ...sheet, ...more }, rounds }) as unknown as Plan;
const names = { j: 'Jonas', a: 'Élodie' } as Record<string, string> as Names;
const kinds = (lines: ReturnType<typeof costLines>) => lines.map(({ id, kind }) => `${id}:${kind}`);

it('a perfect plan keeps everything', () => {
	expect(kinds(costLines(plan(), [], {}, 'en'))).toEqual(
		['table', 'topic', 'language', 'sizes', 'country', 'organisation'].map((id) => `${id}:kept`)
	);
	expect(headlineOf(sheet)).toEqual({ figure: '0', text: 'pairs meet twice.', detail: 'No plan can do better.' });
});

it('names what is not kept, and what could not be', () => {
	const lines = costLines(
		plan({
			tableAgain: 1,
			topicAgain: 2,
			withoutLanguage: 3,
			sameCountryPairs: 4,
			sameCountryPairsBound: 3,
			smallest: 3
		}),
		[],
		{},
		'en'
	);
	expect(kinds(lines)).toEqual([
		'table:cost',
		'topic:cost',
		'language:cost',
		'sizes:cost',
		'country:cost',
		'organisation:kept'
	]);
	expect(lines[4]).toMatchObject({
		title: '4 pairs from one country share a table',
		detail: 'Fewer than 3 is not possible with these people.'
	});
	expect(headlineOf({ ...sheet, pairsMeetingAgain: 3, pairsMeetingAgainBound: 1 }).detail).toBe(
		'At least 1 cannot be avoided.'
	);
	expect(headlineOf({ ...sheet, pairsMeetingAgain: 1 })).toMatchObject({
		text: 'pair meets twice.',
		detail: undefined
	});
});

it('counts printed seats that are kept and that must change; a facilitator’s own pins are no cards', () => {
	const pins = [
		{ person: 'j', round: 1, table: 'T27', source: 'card' },
		{ person: 'j', round: 2, table: 'T12', source: 'card' },
		{ person: 'a', round: 1, table: 'T33', source: 'facilitator' },
		{ person: 'gone', round: 1, table: 'T1', source: 'card' }
	] as Pin[];
	const lines = costLines(plan({}, [{ j: 'T27', a: 'T33' }, { j: 'T13' }]), pins, names, 'en');
	expect(lines.slice(6)).toEqual([
		{ id: 'cards', kind: 'kept', title: '1 printed seat is kept' },
		{
			id: 'changed',
			kind: 'card',
			title: '1 printed card must change',
			detail: 'Jonas (round 2). Print these anew and hand them out.'
		}
	]);
});

it('[I7] names everybody whose card no longer says what is true, by name and round; also who has no name', () => {
	const pins = [
		{ person: 'j', round: 2, table: 'T12', source: 'card' },
		{ person: 'j', round: 1, table: 'T27', source: 'card' },
		{ person: 'nobody', round: 1, table: 'T2', source: 'card' },
		{ person: 'a', round: 1, table: 'T3', source: 'card' }
	] as Pin[];
	const seats = { j: 'T1', a: 'T1', nobody: 'T1' };
	expect(costLines(plan({}, [seats, seats]), pins, names, 'en').at(-1)).toMatchObject({
		title: '3 printed cards must change',
		detail: 'Élodie (round 1); Jonas (rounds 1 and 2); somebody (round 1). Print these anew and hand them out.'
	});
});

it('says at how many tables a tag is missing, who sits outside the language, and how hall and remote are mixed', () => {
	const lines = costLines(
		plan({
			outsideTableLanguage: 2,
			tagsMissing: [
				{ tag: 'starting', tables: 0 },
				{ tag: 'advanced', tables: 1 }
			],
			sameModePairs: 12,
			sameModePairsBound: 10
		}),
		[],
		{},
		'en'
	);
	expect(lines.slice(3, 6)).toEqual([
		{ id: 'outside', kind: 'cost', title: '2 times somebody does not speak the main language of their table' },
		{ id: 'tag starting', kind: 'kept', title: '“starting” is at every table' },
		{ id: 'tag advanced', kind: 'cost', title: '1 table without “advanced”, over all rounds' }
	]);
	expect(lines.at(-1)).toEqual({
		id: 'modes',
		kind: 'cost',
		title: '12 pairs at linked tables are both in the hall or both remote',
		detail: 'Fewer than 10 is not possible with these people.'
	});
	const best = costLines(plan({ outsideTableLanguage: 0, sameModePairs: 10, sameModePairsBound: 10 }), [], {}, 'en');
	expect(kinds(best)).toEqual(expect.arrayContaining(['outside:kept', 'modes:kept']));
});

it('says of countries and organisations that no plan can do better, where that is proved', () => {
	const figures = { sameCountryPairs: 3, sameCountryPairsBound: 3, sameOrganisationPairs: 5 };
	const detailOf = (bound?: number) =>
		costLines(plan({ ...figures, ...(bound ? { sameOrganisationPairsBound: bound } : {}) }), [], {}, 'en')
			.slice(-2)
			.map(({ detail }) => detail);
	expect(detailOf(5)).toEqual(['No plan can do better.', 'No plan can do better.']);
	expect(detailOf(4)[1]).toBe('Fewer than 4 is not possible with these people.');
	expect(detailOf()[1]).toBeUndefined();
});

const bearers = (more: Partial<Bearers>): Bearers => ({
	...{ again: [], table: [], topic: [], country: [], organisation: [], small: [], hostless: [] },
	least: { table: 0, topic: 0 },
	...more
});
const borne = [{ person: 'j' as PersonId, text: 'Jonas and Élodie: table 3 in round 1' }];

it('says on whom a cost falls, what fewer tables than rounds force, and how many tables more would avoid it', () => {
	const who = bearers({ again: borne, country: borne, table: borne, least: { table: 2, topic: 1 } });
	const [table, topic, , , country] = costLines(
		plan({ tableAgain: 2, topicAgain: 2, sameCountryPairs: 1 }),
		[],
		names,
		'en',
		who
	);
	expect(table).toMatchObject({ who: borne, detail: 'No plan can do better.' });
	expect(topic!.detail).toBe('Fewer than 1 is not possible: there are fewer topics than rounds.');
	expect(country!.who).toEqual(borne);
	const headline = headlineOf({ ...sheet, pairsMeetingAgain: 6, pairsMeetingAgainBound: 6 }, 1, who);
	expect(headline).toMatchObject({ detail: 'No plan can do better. 1 more table avoids it.', who: borne });
	// What is kept falls on nobody.
	expect(costLines(plan(), [], names, 'en', who)[0]).not.toHaveProperty('who');
});

it('names tables without a host, and where one is found; sizes side by side are no range', () => {
	const lines = costLines(plan({ smallest: 4 }), [], names, 'en', bearers({ hostless: [4, 17] }));
	expect(lines.at(-1)).toMatchObject({ id: 'hosts', title: '2 tables have no host: 4 and 17', goes: 'Find a host' });
	expect(lines[3]).toEqual({ id: 'sizes', kind: 'kept', title: 'Tables have 4 or 5 people' });
	const [, , , uneven] = costLines(plan({ smallest: 3 }), [], names, 'en', bearers({ small: borne }));
	expect(uneven).toMatchObject({ kind: 'cost', title: 'Tables have 3 to 5 people', who: borne });
});
