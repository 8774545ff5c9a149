/** The tables of a café as the desk sees them: who sits where, how many are here, and the one word that matters. */
import type { TableStatus } from '../components/table-card/types.ts';
import type { SignSeat } from '../components/table-sign/types.ts';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { EpochMs, PersonId, TableId } from '../domain/ids.ts';
import type { DeskPart, HelpPart, TablePart } from '../domain/parts.ts';
import { takesPart, type DeskPerson } from '../domain/people/person.ts';
import { topicNumber } from '../live/cafe-words.ts';
import { takesPartAs } from '../live/table-people.ts';
import type { TableTally } from '../protocol/wire.ts';
import { tableOfCall } from './help-calls.ts';

const QUIET_MS = 3 * 60_000;
/** A table that has just sat down is not called small or quiet. */
const SETTLING_MS = 30_000;
const SMALL_BELOW = 3;

export interface TableView {
	readonly id: TableId;
	readonly number: number;
	readonly topic: number;
	/** Who hosts now; null when nobody does or it is not known. */
	readonly host: PersonId | null;
	readonly place: 'hall' | 'blend' | 'online';
	readonly seats: readonly SignSeat[];
	readonly people: readonly PersonId[];
	readonly status: TableStatus;
	/** How many are at the table, of how many: the one count of the card and of the panel. Null before the first round. */
	readonly count: { readonly here: number; readonly of: number } | null;
	/** People sit here, or will, and nobody hosts them. */
	readonly hostless: boolean;
	readonly ideas: number;
	readonly keyInsights: number;
}

/** What a table is judged by. `part` is null for tables that this page has not opened. */
export interface TableSources {
	readonly card: EventCard;
	readonly clock: CafeClock;
	readonly desk: Pick<DeskPart, 'people' | 'seating' | 'plan'>;
	readonly help: HelpPart;
	readonly tallies: ReadonlyMap<TableId, TableTally>;
	readonly partOf: (table: TableId) => TablePart | null;
	readonly hereAt: (table: TableId) => readonly PersonId[];
	readonly now: EpochMs;
}

const PLACES = { hall: 'hall', linked: 'blend', online: 'online' } as const;

/** Connected people are expected at tables; a phone in a pocket and a paper card are not. */
const expectsConnection = (person: DeskPerson): boolean => person.device === 'own' || person.hosts !== null;

export function tableViews(sources: TableSources): TableView[] {
	const seated = peopleByTable(sources.desk, sources.clock);
	return sources.card.tables.map((table) => viewOf(table, seated.get(table.id) ?? [], sources));
}

/** Who sits at each table now; before the first round, who is planned for it. After the last one nobody does. */
export function peopleByTable(
	{ seating, plan }: Pick<DeskPart, 'seating' | 'plan'>,
	{ phase }: Pick<CafeClock, 'phase'>
): Map<TableId, PersonId[]> {
	const seats = seating?.seats ?? (phase === 'before' ? plan?.rounds[0] : undefined) ?? {};
	const tables = new Map<TableId, PersonId[]>();
	for (const [person, table] of Object.entries(seats) as [PersonId, TableId][])
		tables.set(table, [...(tables.get(table) ?? []), person]);
	return tables;
}

function viewOf(table: TableCard, people: readonly PersonId[], sources: TableSources): TableView {
	const { card, desk, tallies } = sources;
	const part = sources.partOf(table.id);
	const appointed = hostFor(table.id, people, desk);
	const host = desk.seating ? (part ? part.host : appointed) : appointed;
	const tally = tallies.get(table.id);
	const seats = seatsOf(table, people, host, part, sources);
	const count = countAt(people, part, tally, sources);
	return {
		id: table.id,
		number: table.number,
		topic: topicNumber(card, table),
		host,
		place: PLACES[table.mode],
		people: host === null || !people.includes(host) ? people : withFirst(host, people),
		seats,
		status: statusOf(table, people, seats, part, tally, count, sources),
		count,
		hostless: isHostless(table.id, tally, sources),
		ideas: tally?.ideas ?? 0,
		keyInsights: tally?.insights ?? 0
	};
}

const withFirst = (first: PersonId, people: readonly PersonId[]): PersonId[] => [
	first,
	...people.filter((person) => person !== first)
];

/** Who was appointed; once people sit, only if she is among them. */
function hostFor(table: TableId, people: readonly PersonId[], desk: TableSources['desk']): PersonId | null {
	const hosts = (person: PersonId) => desk.people[person]?.hosts === table;
	const among = people.find(hosts);
	if (among !== undefined || desk.seating || desk.plan) return among ?? null;
	return (
		Object.values(desk.people).find((person) => person.hosts === table && person.participation !== 'removed')?.id ??
		null
	);
}

function seatsOf(
	table: TableCard,
	people: readonly PersonId[],
	host: PersonId | null,
	part: TablePart | null,
	{ desk, hereAt, clock, tallies }: TableSources
): SignSeat[] {
	const here = hereAt(table.id);
	const connected = people.filter((id) => desk.people[id] && expectsConnection(desk.people[id]));
	// Who is connected is told when it changes: an empty list beside a count of people means "not told yet".
	const counted = tallies.get(table.id)?.here ?? people.length;
	const told = here.length > 0 || counted <= people.length - connected.length;
	const ordered = host === null ? people : withFirst(host, people);
	const seats = ordered.flatMap((id): SignSeat[] => {
		const person = desk.people[id];
		if (!person) return [];
		const shape = id === host ? 'host' : takesPartAs(person);
		if (!desk.seating) return [{ shape, state: person.participation === 'committed' ? 'here' : 'expected' }];
		const placed = part?.seated.find((seat) => seat.person === id)?.placed ?? true;
		if (clock.phase === 'moving' && !placed) return [{ shape, state: 'expected' }];
		const missing = part !== null && told && expectsConnection(person) && !here.includes(id);
		return [{ shape, state: missing ? 'missing' : 'here' }];
	});
	// A table without a host shows the empty chair of one.
	return host === null && seats.length > 0 ? [{ shape: 'host', state: 'missing' }, ...seats] : seats;
}

/** While people walk, who has arrived; else who is here. */
function countAt(
	people: readonly PersonId[],
	part: TablePart | null,
	tally: TableTally | undefined,
	{ clock, desk }: TableSources
): TableView['count'] {
	if (!desk.seating) return null;
	const of = tally?.expected ?? people.length;
	const arrived = clock.phase === 'moving' ? part?.seated.filter(({ placed }) => placed).length : undefined;
	return { here: arrived ?? tally?.here ?? 0, of };
}

/** The same tables that the head's count of hosts misses. */
function isHostless(table: TableId, tally: TableTally | undefined, { clock, desk }: TableSources): boolean {
	if (clock.phase === 'after') return false;
	if (desk.seating) return tally !== undefined && tally.expected > 0 && !tally.hostHere;
	return !Object.values(desk.people).some((person) => person.hosts === table && takesPart(person));
}

function statusOf(
	table: TableCard,
	people: readonly PersonId[],
	seatsHere: readonly SignSeat[],
	part: TablePart | null,
	tally: TableTally | undefined,
	count: TableView['count'],
	{ card, clock, desk, help, now }: TableSources
): TableStatus {
	if (clock.phase === 'after') return { word: 'closed' };
	if (!desk.seating) {
		const here = seatsHere.filter(({ state }) => state === 'here');
		return { word: 'forming', here: here.length, of: desk.plan ? people.length : table.seats };
	}
	const into = part?.mergedInto ? card.tables.find(({ id }) => id === part.mergedInto)?.number : undefined;
	if (into !== undefined) return { word: 'merged', into };
	if (people.length === 0) return { word: 'closed' };
	const asks = help.calls.some(
		(call) => call.solvedAt === null && tableOfCall(call, desk.seating?.seats ?? {}) === table.id
	);
	if (!tally) return asks ? { word: 'help' } : { word: 'talking' };
	if (tally.aloneSince !== null) return { word: 'alone' };
	const scale = card.timeScale;
	const roundFor = 'startedAt' in clock ? now - clock.startedAt : 0;
	const settled = clock.phase === 'paused' || roundFor > SETTLING_MS / scale;
	if (settled && !tally.hostHere) return { word: 'no_host' };
	if (asks) return { word: 'help' };
	if (clock.phase === 'moving') {
		const { here, of } = count ?? { here: tally.here, of: tally.expected };
		return here >= of ? { word: 'ready' } : { word: 'forming', here, of };
	}
	if (settled && tally.here < SMALL_BELOW) return { word: 'small', people: tally.here };
	const quietMs = Math.min(tally.quietMs ?? roundFor, roundFor);
	if (clock.phase === 'running' && quietMs > QUIET_MS / scale)
		return { word: 'quiet', minutes: Math.max(1, Math.floor(quietMs / 60_000)) };
	return { word: 'talking' };
}

const WORST_FIRST: readonly TableStatus['word'][] = ['alone', 'no_host', 'help', 'small', 'quiet', 'more_time'];
/** Words of people who need somebody now. */
const NEEDY: ReadonlySet<TableStatus['word']> = new Set(['alone', 'no_host', 'help', 'small']);

/** Before the first round the head says which tables have no host yet; from then on they need one. */
export const needsSomebody = ({ status, hostless, count }: TableView): boolean =>
	NEEDY.has(status.word) || (hostless && count !== null);

/** Tables with something to say, the worst for people first, then by number. */
export const worstFirst = (views: readonly TableView[]): TableView[] =>
	views
		.filter(({ status }) => WORST_FIRST.includes(status.word))
		.toSorted((a, b) => WORST_FIRST.indexOf(a.status.word) - WORST_FIRST.indexOf(b.status.word) || a.number - b.number);

export type TableFilter = 'all' | 'needy' | 'quiet' | 'hostless' | TableView['place'];

export function filtered(views: readonly TableView[], filter: TableFilter): readonly TableView[] {
	if (filter === 'all') return views;
	if (filter === 'needy') return views.filter(needsSomebody);
	if (filter === 'hostless') return views.filter(({ hostless }) => hostless);
	if (filter === 'quiet') return views.filter(({ status }) => status.word === 'quiet');
	return views.filter(({ place }) => place === filter);
}

/** One row per topic, in the order of the event; tables without a topic come last. */
export function topicRows(card: EventCard, views: readonly TableView[]): { topic: number; tables: TableView[] }[] {
	const inTopic = new Set(card.topics.map((_, index) => index + 1));
	const rows = card.topics.map((_, index) => ({
		topic: index + 1,
		tables: views.filter(({ topic }) => topic === index + 1)
	}));
	const others = views.filter(({ topic }) => !inTopic.has(topic));
	return [...rows, { topic: 0, tables: others }].filter(({ tables }) => tables.length > 0);
}
