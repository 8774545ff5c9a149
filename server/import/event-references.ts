/** What a schema cannot see: that names inside one event lead somewhere, and that figures fit each other. */
import type { ImportedEvent } from './event-schema.ts';
import type { FaultParams, ImportRule } from './fault.ts';
import type { JsonPath } from './json-places.ts';

export interface PathFault {
	readonly path: JsonPath;
	readonly rule: ImportRule;
	readonly came: unknown;
	readonly params?: FaultParams;
}

/** All faults of one event in itself: ids that come twice, names that lead nowhere, figures that contradict. */
export const referenceFaults = (event: ImportedEvent): PathFault[] => [
	...twiceFaults(event),
	...danglingFaults(event),
	...programmeFaults(event),
	...cafeFaults(event),
	...tableFaults(event)
];

function twiceFaults(event: ImportedEvent): PathFault[] {
	const ids = (key: string, all: readonly { id: string }[]) =>
		twice(all.map(({ id }, index) => ({ path: [key, index, 'id'], value: id })));
	return [
		...ids('programme', event.programme),
		...ids('blocks', event.blocks),
		...ids('topics', event.topics),
		...ids('tables', event.tables),
		...twice(event.tables.map(({ number }, index) => ({ path: ['tables', index, 'number'], value: number }))),
		...twice(event.stage.speakers.map(({ id }, index) => ({ path: ['stage', 'speakers', index, 'id'], value: id }))),
		...twice(event.pins.map(({ participant }, index) => ({ path: ['pins', index, 'participant'], value: participant })))
	];
}

interface Named {
	readonly path: JsonPath;
	readonly value: string | number;
}

function twice(all: readonly Named[]): PathFault[] {
	const seen = new Set<string | number>();
	return all.flatMap(({ path, value }) => {
		if (seen.has(value)) return [{ path, rule: 'twice' as const, came: value }];
		seen.add(value);
		return [];
	});
}

function danglingFaults(event: ImportedEvent): PathFault[] {
	const items = new Set(event.programme.map(({ id }) => id));
	const blocks = new Set(event.blocks.map(({ id }) => id));
	const topics = new Set(event.topics.map(({ id }) => id));
	const tables = new Set(event.tables.map(({ id }) => id));
	const speakers = new Set(event.stage.speakers.map(({ id }) => id));
	const faults: PathFault[] = [];
	const check = (path: JsonPath, name: string | null | undefined, known: ReadonlySet<string>, among: string) => {
		if (name != null && !known.has(name))
			faults.push({ path, rule: 'unknown_reference', came: name, params: { among } });
	};
	const checkAll = (path: JsonPath, names: readonly string[], known: ReadonlySet<string>, among: string) =>
		names.forEach((name, index) => check([...path, index], name, known, among));

	for (const [index, item] of event.programme.entries()) {
		check(['programme', index, 'block'], item.block, blocks, 'blocks');
		check(['programme', index, 'topic'], item.topic, topics, 'topics');
		checkAll(['programme', index, 'speakers'], item.speakers, speakers, 'speakers');
	}
	for (const [index, part] of event.blocks.entries()) checkAll(['blocks', index, 'items'], part.items, items, 'items');
	for (const [index, table] of event.tables.entries()) check(['tables', index, 'topic'], table.topic, topics, 'topics');
	for (const [index, speaker] of event.stage.speakers.entries()) {
		checkAll(['stage', 'speakers', index, 'items'], speaker.items, items, 'items');
		checkAll(['stage', 'speakers', index, 'resourcePersonFor'], speaker.resourcePersonFor, topics, 'topics');
	}
	for (const [index, pin] of event.pins.entries())
		for (const { round, table } of pin.assignments)
			check(['pins', index, 'assignments', String(round)], table, tables, 'tables');
	for (const [index, question] of (event.qa?.sampleQuestions ?? []).entries())
		check(['qa', 'sampleQuestions', index, 'topic'], question.topic, topics, 'topics');
	for (const [index, post] of (event.forum?.seedPosts ?? []).entries())
		check(['forum', 'seedPosts', index, 'topic'], post.topic, topics, 'topics');
	check(['cafe', 'item'], event.cafe?.item, items, 'items');
	check(['forum', 'launchItem'], event.forum?.launchItem, items, 'items');
	check(['signatures', 'item'], event.signatures?.item, items, 'items');
	return faults;
}

function programmeFaults({ programme, blocks }: ImportedEvent): PathFault[] {
	const late = programme.flatMap(({ minutes, minMinutes, maxMinutes }, index): PathFault[] =>
		minMinutes <= minutes && minutes <= maxMinutes
			? []
			: [
					{
						path: ['programme', index, 'minutes'],
						rule: 'minutes_order',
						came: `${minMinutes} ≤ ${minutes} ≤ ${maxMinutes}`
					}
				]
	);
	const crossed = blocks.flatMap(({ minMinutes, maxMinutes }, index): PathFault[] =>
		maxMinutes === null || minMinutes <= maxMinutes
			? []
			: [{ path: ['blocks', index, 'minMinutes'], rule: 'minutes_order', came: `${minMinutes} ≤ ${maxMinutes}` }]
	);
	return [...late, ...crossed];
}

function cafeFaults({ cafe, rounds, tables, topics, pins }: ImportedEvent): PathFault[] {
	const faults: PathFault[] = [];
	if (cafe === null && rounds.length > 0) faults.push({ path: ['cafe'], rule: 'cafe_missing', came: null });
	else if (cafe === null && tables.length > 0) faults.push({ path: ['cafe'], rule: 'cafe_missing', came: null });
	if (cafe !== null && rounds.length === 0) faults.push({ path: ['rounds'], rule: 'cafe_incomplete', came: rounds });
	if (cafe !== null && tables.length === 0) faults.push({ path: ['tables'], rule: 'cafe_incomplete', came: tables });
	for (const [index, { number }] of rounds.entries())
		if (number !== index + 1)
			faults.push({
				path: ['rounds', index, 'number'],
				rule: 'round_order',
				came: number,
				params: { expected: index + 1 }
			});

	const unknownRound = (path: JsonPath, round: number) => {
		if (round > rounds.length)
			faults.push({
				path: [...path, String(round)],
				rule: 'unknown_reference',
				came: round,
				params: { among: 'rounds' }
			});
	};
	for (const [index, { questionByRound }] of topics.entries())
		for (const { round } of questionByRound) unknownRound(['topics', index, 'questionByRound'], round);
	for (const [index, { assignments }] of pins.entries())
		for (const { round } of assignments) unknownRound(['pins', index, 'assignments'], round);
	return faults;
}

/** Far-away people sit at online tables only, or at some seats of a linked one. */
function tableFaults({ tables }: ImportedEvent): PathFault[] {
	return tables.flatMap(({ mode, seats, seatsRemote }, index) => {
		const expected = { hall: '0', online: `${seats}`, linked: `1–${seats - 1}` }[mode];
		const fits = {
			hall: seatsRemote === 0,
			online: seatsRemote === seats,
			linked: seatsRemote > 0 && seatsRemote < seats
		}[mode];
		if (fits) return [];
		return [
			{
				path: ['tables', index, 'seatsRemote'],
				rule: 'remote_seats' as const,
				came: seatsRemote,
				params: { mode, expected }
			}
		];
	});
}
