/** Folded states for the media tests, written down as parts: what the tests are about is what they lead to. */
import type { CafeClock } from '#lib/domain/cafe/clock.ts';
import { personChannel, tableChannel, type Channel } from '#lib/domain/channel.ts';
import type { Attendance, Device, EventCard, TableMode } from '#lib/domain/event/event-card.ts';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import { INITIAL_DESK, INITIAL_EVERYONE, INITIAL_PERSON, INITIAL_STAGE, INITIAL_TABLE } from '#lib/domain/initial.ts';
import type { EventState, Part, Seating } from '#lib/domain/parts.ts';
import type { DeskPerson, Participation, Role } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';

export const EVENT = 'ev-1' as EventId;
export const SECRET = 'a secret of the instance that is long enough';
export const t = (id: string) => id as TableId;
export const p = (id: string) => id as PersonId;

export interface Someone {
	attendance?: Attendance;
	device?: Device;
	role?: Role;
	participation?: Participation;
	hosts?: string;
}

export interface StateSketch {
	tables?: Record<string, TableMode>;
	people?: Record<string, Someone>;
	clock?: CafeClock;
	seating?: { version: number; seats: Record<string, string> } | null;
	next?: { version: number; seats: Record<string, string> } | null;
	rekeys?: Record<string, number>;
	hosts?: Record<string, string>;
	onStage?: string[];
	closed?: boolean;
}

const MINUTE = 60_000;
export const RUNNING: CafeClock = { phase: 'running', round: 1, startedAt: 0, endsAt: 20 * MINUTE };
export const ending = (version: number): CafeClock => ({
	phase: 'ending',
	round: 1,
	startedAt: 0,
	endsAt: 20 * MINUTE,
	switchAt: 20 * MINUTE + 30_000,
	next: 2,
	version,
	nextMs: 20 * MINUTE
});
export const moving: CafeClock = {
	phase: 'moving',
	from: 1,
	next: 2,
	switchedAt: 21 * MINUTE,
	startsBy: 22 * MINUTE,
	nextMs: 20 * MINUTE
};

export function stateOf(sketch: StateSketch): EventState {
	const { tables = {}, people = {}, rekeys = {}, hosts = {}, onStage = [] } = sketch;
	const card = { title: {}, languages: ['en'], timeScale: 1, tables: tableCards(tables) } as unknown as EventCard;
	const seating = (of: StateSketch['seating']) => (of ? ({ round: 1, ...of } as Seating) : null);
	const desk = Object.fromEntries(Object.entries(people).map(([id, who]) => [id, deskPerson(id, who)]));
	const state: EventState = new Map<Channel, Part>([
		['everyone', { ...INITIAL_EVERYONE, card, clock: sketch.clock ?? RUNNING, closed: sketch.closed ?? false }],
		['desk', { ...INITIAL_DESK, people: desk, seating: seating(sketch.seating), next: seating(sketch.next) }],
		[
			'stage',
			{
				...INITIAL_STAGE,
				onStage: onStage.map((id) => ({ person: p(id), attendance: people[id]?.attendance ?? 'remote' }))
			}
		]
	]);
	for (const id of Object.keys(tables))
		state.set(tableChannel(t(id)), { ...INITIAL_TABLE, rekey: rekeys[id] ?? 0, host: (hosts[id] ?? null) as never });
	for (const id of Object.keys(people)) state.set(personChannel(p(id)), INITIAL_PERSON);
	return state;
}

/** As the facts of a visit do, visibly; null: it has ended. */
export function visits(state: EventState, who: string, table: string | null): void {
	for (const { id } of everyoneOf(state).card?.tables ?? []) {
		const part = tableOf(state, id);
		const others = part.visitors.filter((person) => person !== p(who));
		state.set(tableChannel(id), { ...part, visitors: id === table ? [...others, p(who)] : others });
	}
	const { version } = deskOf(state).seating!;
	const visiting = table === null ? null : { table: t(table), version };
	state.set(personChannel(p(who)), { ...INITIAL_PERSON, visiting });
}

/** Replaces parts of a live state in place, as a fold does. */
export function change(state: EventState, sketch: StateSketch & { people?: never; tables?: never }): void {
	const desk = deskOf(state);
	const everyone = everyoneOf(state);
	const seating = (of: StateSketch['seating']) => (of ? ({ round: 1, ...of } as Seating) : null);
	state.set('everyone', {
		...everyone,
		clock: sketch.clock ?? everyone.clock,
		closed: sketch.closed ?? everyone.closed
	});
	state.set('desk', {
		...desk,
		seating: sketch.seating === undefined ? desk.seating : seating(sketch.seating),
		next: sketch.next === undefined ? desk.next : seating(sketch.next)
	});
	for (const [id, rekey] of Object.entries(sketch.rekeys ?? {}))
		state.set(tableChannel(t(id)), { ...tableOf(state, t(id)), rekey });
	if (sketch.onStage)
		state.set('stage', {
			...INITIAL_STAGE,
			onStage: sketch.onStage.map((id) => ({ person: p(id), attendance: 'remote' as const }))
		});
}

export function participate(state: EventState, id: string, participation: Participation): void {
	const desk = deskOf(state);
	state.set('desk', { ...desk, people: { ...desk.people, [id]: { ...desk.people[p(id)]!, participation } } });
}

const tableCards = (tables: Record<string, TableMode>) =>
	Object.entries(tables).map(([id, mode], at) => ({
		id,
		number: at + 1,
		name: {},
		icon: 'anchor',
		mode,
		seats: 5,
		topic: null,
		languages: [],
		stepFree: true
	}));

const deskPerson = (id: string, who: Someone): DeskPerson => ({
	id: p(id),
	role: who.role ?? 'participant',
	participation: who.participation ?? 'committed',
	hosts: (who.hosts ?? null) as TableId | null,
	attendance: who.attendance ?? 'remote',
	device: who.device ?? 'own',
	languages: ['en'],
	country: null,
	organisation: null,
	tags: [],
	topics: []
});

/** A state in which nothing may be taken back any more. */
export const durably =
	(state: EventState) =>
	async <T>(look: (state: EventState) => T): Promise<T> =>
		look(state);
