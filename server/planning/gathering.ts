/** What a planner's thread is told: the people, tables and locks, as text (cheaper to hand over than objects). */
import type { EventCard, Pin } from '#lib/domain/event/event-card.ts';
import { initialPart } from '#lib/domain/initial.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { CarePart, DeskPart, EventState, EveryonePart, Plan } from '#lib/domain/parts.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import { settledRounds } from '#lib/domain/cafe/plan-diff.ts';
import { careOf, deskOf, everyoneOf, personOf, tableOf } from '#lib/domain/read.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';

export interface Gathering {
	readonly card: EventCard | null;
	readonly people: readonly DeskPerson[];
	readonly pins: readonly Pin[];
	readonly needs: Readonly<Record<PersonId, readonly string[]>>;
}

/** A gathering with the plan in force and with what has really been. */
export interface PlannedGathering extends Gathering {
	readonly plan: Plan;
	/** Rounds that ran, run or were announced. */
	readonly settled: number;
	/** Where people really sat or sit, for the settled rounds; of an announced round, where they go. */
	readonly sat: readonly Readonly<Record<PersonId, TableId>>[];
	/** Who keeps each table's role now, where she is not the appointed host. */
	readonly actingHosts: Readonly<Record<TableId, PersonId>>;
	readonly mergedTables: readonly TableId[];
}

/** Only those who are here, and what a plan needs of the card. */
export function gatheringOf(state: EventState, isHere: (person: DeskPerson) => boolean): Gathering {
	const { people, pins } = deskOf(state);
	const here = Object.values(people).filter(isHere);
	const { needs } = careOf(state);
	return { card: cardOf(state), people: here, pins, needs: pick(needs, here) };
}

/** Those who are here and take part now. */
export const presentGathering = ({ runtime, presence }: Pick<OpenEvent, 'runtime' | 'presence'>): Gathering =>
	gatheringOf(runtime.state, (person) => takesPart(person) && isPresent(person, presence));

/** Everybody who could ever take a seat, with the plan in force. */
export function plannedGathering(state: EventState): PlannedGathering | null {
	const { people, pins, plan, seating, next } = deskOf(state);
	if (!plan) return null;
	const { clock, card } = everyoneOf(state);
	const sitting = Object.values(people).filter(({ role }) => SITTING.includes(role));
	const settled = settledRounds(clock, card?.cafe.rounds.length ?? 0);
	const sat = Array.from({ length: settled }, (): Record<PersonId, TableId> => ({}));
	for (const { id } of sitting)
		for (const { round, table } of personOf(state, id).visited) if (sat[round - 1]) sat[round - 1]![id] = table;
	if (seating && sat[seating.round - 1]) sat[seating.round - 1] = { ...seating.seats };
	if (next && sat[next.round - 1] && next.round !== seating?.round) sat[next.round - 1] = { ...next.seats };
	const parts = (card?.tables ?? []).map(({ id }) => [id, tableOf(state, id)] as const);
	return {
		card: cardOf(state),
		people: sitting,
		pins,
		needs: pick(careOf(state).needs, sitting),
		plan,
		settled,
		sat,
		actingHosts: Object.fromEntries(parts.flatMap(([id, { host }]) => (host === null ? [] : [[id, host]]))),
		mergedTables: parts.flatMap(([id, { mergedInto }]) => (mergedInto === null ? [] : [id]))
	};
}

/** The parts that the questions to the planner read. */
export function stateOf({ card, people, pins, needs }: Gathering): EventState {
	const everyone = { ...initialPart('everyone'), card } as EveryonePart;
	const byId = Object.fromEntries(people.map((person) => [person.id, person]));
	const desk = { ...initialPart('desk'), people: byId, pins } as DeskPart;
	const care: CarePart = { needs };
	const state: EventState = new Map();
	return state.set('everyone', everyone).set('desk', desk).set('care', care);
}

/** The card without what people read: that is most of it. */
function cardOf(state: EventState): EventCard | null {
	const { card } = everyoneOf(state);
	if (!card) return null;
	return {
		...card,
		programme: [],
		topics: [],
		dataCard: {},
		tables: card.tables.map((table) => ({ ...table, name: {}, icon: '' })),
		cafe: { ...card.cafe, hostPrompts: {}, rounds: card.cafe.rounds.map((round) => ({ ...round, question: null })) }
	};
}

const pick = (needs: Gathering['needs'], people: readonly DeskPerson[]): Gathering['needs'] =>
	Object.fromEntries(people.flatMap(({ id }) => (needs[id]?.length ? [[id, needs[id]]] : [])));
