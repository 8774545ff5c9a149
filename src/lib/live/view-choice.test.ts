import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventCard, ProgrammeItem } from '../domain/event/event-card.ts';
import type { PersonId, TableId, VoteId } from '../domain/ids.ts';
import { INITIAL_EVERYONE, INITIAL_PERSON, INITIAL_STAGE, INITIAL_TABLE } from '../domain/initial.ts';
import type { EveryonePart, PersonPart, Seated } from '../domain/parts.ts';
import { chooseView, viewKey, type Seen } from './view-choice.ts';

const amina = 'amina' as PersonId;
const t12 = 't12' as TableId;
const t27 = 't27' as TableId;
const kinds: ProgrammeItem['kind'][] = ['lobby', 'stage', 'cafe', 'harvest', 'close'];
const programme = kinds.map((kind) => ({ id: kind, kind, title: {}, start: '10:00', minutes: 20 }));
const card = { programme } as unknown as EventCard;

const running: CafeClock = { phase: 'running', round: 2, startedAt: 0, endsAt: 1_000 };
const ending: CafeClock = {
	phase: 'ending',
	round: 1,
	startedAt: 0,
	endsAt: 900,
	switchAt: 1_000,
	next: 2,
	version: 2,
	nextMs: 1
};
const moving: CafeClock = { phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 20, nextMs: 1 };

const at = (kind: ProgrammeItem['kind'] | null, rest: Partial<EveryonePart> = {}): EveryonePart => ({
	...INITIAL_EVERYONE,
	card,
	item: kind && { id: kind, since: 0 },
	...rest
});
const seen = (over: Partial<Omit<Seen, 'me'>> & { me?: Partial<PersonPart> } = {}): Seen => ({
	ready: true,
	role: 'participant',
	person: amina,
	everyone: at('lobby'),
	stage: INITIAL_STAGE,
	table: null,
	stepsDone: true,
	...over,
	me: { ...INITIAL_PERSON, role: 'participant', participation: 'arrived', ...over.me }
});
const sits = (table: TableId) => ({ participation: 'committed' as const, seat: { table, round: 2, version: 1 } });
const seated = (over: Partial<Seated>) => ({
	...INITIAL_TABLE,
	seated: [{ person: amina, attendance: 'hall' as const, device: 'own' as const, placed: true, ...over }]
});
const view = (...args: Parameters<typeof seen>) => chooseView(seen(...args)).view;

describe('chooseView: the way in', () => {
	it('shows bars until the first snapshot', () => {
		expect(view({ ready: false })).toBe('loading');
		expect(view({ everyone: INITIAL_EVERYONE })).toBe('loading');
	});
	it('asks a newcomer the steps first, and a walk-in too', () => {
		expect(view({ stepsDone: false })).toBe('steps');
		expect(view({ stepsDone: false, me: { participation: 'waiting' } })).toBe('steps');
		expect(view({ me: { participation: 'waiting' } })).toBe('door');
	});
	it('never asks them of somebody who takes part already: another device goes to the table of now', () => {
		expect(view({ stepsDone: false, everyone: at('cafe', { clock: running }), me: sits(t12) })).toBe('table');
		expect(view({ stepsDone: false, me: { participation: 'away' } })).toBe('lobby');
	});
	it('lets an observer look at the stage and nothing else', () => {
		for (const kind of kinds) expect(view({ person: null, role: 'observer', everyone: at(kind) })).toBe('stage');
	});
});

describe('chooseView: following the programme', () => {
	it.each([
		[null, 'lobby'],
		['lobby', 'lobby'],
		['stage', 'stage'],
		['cafe', 'lobby'],
		['harvest', 'harvest'],
		['close', 'stage']
	] as const)('item %s shows %s before any seat', (kind, expected) => {
		expect(view({ everyone: at(kind) })).toBe(expected);
	});
	it('shows the harvest when the last round is over and nobody moved the programme', () => {
		expect(view({ everyone: at('cafe', { clock: { phase: 'after' } }) })).toBe('harvest');
	});
	it('is at the harvest after the last bell, wherever the programme was forgotten', () => {
		const clock: CafeClock = { phase: 'after' };
		for (const kind of [null, 'lobby', 'stage', 'cafe'] as const) {
			expect(view({ everyone: at(kind, { clock }) })).toBe('harvest');
			expect(view({ everyone: at(kind, { clock, results: { version: 1, at: 0 } }) })).toBe('after');
		}
		// A programme without a café item: nothing tells where it should stand.
		const panel = { programme: programme.filter(({ kind }) => kind !== 'cafe') } as unknown as EventCard;
		expect(view({ everyone: { ...at('stage', { clock }), card: panel } })).toBe('stage');
	});
	it('goes to the stage that follows the café when it is its turn', () => {
		const last = { id: 'plenary', kind: 'stage' as const, title: {}, start: '11:00', minutes: 20 };
		const longer = { programme: [...programme.slice(0, 3), last] } as unknown as EventCard;
		const everyone = { ...at('stage', { clock: { phase: 'after' } }), card: longer };
		expect(view({ everyone })).toBe('harvest');
		expect(view({ everyone: { ...everyone, item: { id: 'plenary', since: 0 } } })).toBe('stage');
	});
	it('shows an open vote before results of an earlier version, and its result when it is closed', () => {
		const vote = { id: 'v' as VoteId, dots: 3, options: [], openedAt: 0, result: null };
		const closed = { ...vote, result: { ballots: 0, tallies: [] } as never };
		const results = { version: 1, at: 0 };
		const me = { participation: 'committed' as const };
		const clock: CafeClock = { phase: 'after' };
		expect(view({ everyone: at('lobby', { clock, vote, results }), me })).toBe('harvest');
		expect(view({ everyone: at('lobby', { clock, vote: closed }), me })).toBe('harvest');
		expect(view({ everyone: at('lobby', { vote: closed }), me })).toBe('harvest');
		expect(view({ everyone: at('lobby', { vote: closed }) })).toBe('lobby');
	});
	it('ends with the results, and with the end of the event in any case', () => {
		expect(view({ everyone: at('close', { results: { version: 1, at: 0 } }) })).toBe('after');
		expect(view({ everyone: at('cafe', { closed: true, clock: running }), me: sits(t12) })).toBe('after');
	});
	it('opens the ballot wherever the programme stands, for those who may vote', () => {
		const vote = { id: 'v' as VoteId, dots: 3, options: [], openedAt: 0, result: null };
		expect(view({ everyone: at('stage', { vote }), me: { participation: 'committed' } })).toBe('harvest');
		expect(view({ everyone: at('stage', { vote }) })).toBe('stage');
	});
	it('never covers the stage for who speaks on it, not even with a ballot', () => {
		const vote = { id: 'v' as VoteId, dots: 3, options: [], openedAt: 0, result: null };
		const stage = { ...INITIAL_STAGE, onStage: [{ person: amina, attendance: 'remote' as const }] };
		expect(view({ stage, everyone: at('harvest', { vote }), me: { participation: 'committed' } })).toBe('stage');
	});
});

describe('chooseView: at the tables', () => {
	it.each([running, ending, moving, { phase: 'paused', round: 2, startedAt: 0, remainingMs: 5 } as CafeClock])(
		'keeps the table in phase $phase, whatever the programme says',
		(clock) => {
			for (const kind of kinds)
				expect(chooseView(seen({ everyone: at(kind, { clock }), me: sits(t12) }))).toEqual({
					view: 'table',
					table: t12
				});
		}
	);
	it('seats are over with the café even if a late frame still says so', () => {
		expect(view({ everyone: at('cafe', { clock: { phase: 'after' } }), me: sits(t12) })).toBe('harvest');
	});
	it('hall people walk until they are placed; remote people, and the host, are there at once', () => {
		const everyone = at('cafe', { clock: moving });
		expect(view({ everyone, me: sits(t27), table: seated({ placed: false }) })).toBe('walk');
		expect(view({ everyone, me: sits(t27), table: seated({ placed: true }) })).toBe('table');
		expect(view({ everyone, me: sits(t27), table: seated({ attendance: 'remote', placed: false }) })).toBe('table');
		expect(view({ everyone, me: { ...sits(t27), hosts: t27 }, table: seated({ placed: false }) })).toBe('table');
	});
	it('nobody walks any more once the round runs', () => {
		expect(view({ everyone: at('cafe', { clock: running }), me: sits(t27), table: seated({ placed: false }) })).toBe(
			'table'
		);
	});
	it('a late person sees the gate, then that a seat is coming', () => {
		const everyone = at('cafe', { clock: running });
		expect(view({ everyone })).toBe('lobby');
		expect(view({ everyone, me: { participation: 'committed' } })).toBe('seat_coming');
		expect(view({ everyone, me: { participation: 'away' } })).toBe('seat_coming');
	});
	it('who left has left, also in a round', () => {
		expect(view({ everyone: at('cafe', { clock: running }), me: { participation: 'left' } })).toBe('left');
	});
});

describe('viewKey', () => {
	it('tells two tables apart, and walking from sitting', () => {
		expect(viewKey({ view: 'table', table: t12 })).not.toBe(viewKey({ view: 'table', table: t27 }));
		expect(viewKey({ view: 'walk', table: t12 })).not.toBe(viewKey({ view: 'table', table: t12 }));
		expect(viewKey({ view: 'lobby' })).toBe('lobby');
	});
});
