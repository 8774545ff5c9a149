/** Random people do random things at random times; the café's invariants hold after every command (REL-1, I1–I7, I9). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../commands.ts';
import { fold } from '../evolve.ts';
import { idea, person, table } from '../harvest/given.test-kit.ts';
import type { PersonId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import type { Role } from '../people/person.ts';
import { deskOf, everyoneOf, personOf, tableOf } from '../read.ts';
import { peopleFor, Play, somebody } from './cafe.test-kit.ts';
import { mostAt } from './seating.ts';

const SHAPE = { hall: 3, online: 2, rounds: 3 };
const PEOPLE = peopleFor(SHAPE).map(({ id }) => id as string);
const TABLES = ['t1', 't2', 't3', 't4', 't5'];

interface Step {
	who: string;
	waitMs: number;
	command: (play: Play) => { command: Command; role: Role; id: string | null } | 'pass';
}

const anybody = fc.constantFrom(...PEOPLE, 'late1', 'late2', 'stranger');
const anywhere = fc.constantFrom(...TABLES, 'nowhere');
const roleOf = (id: string): Role => (id.startsWith('h') ? 'table_host' : 'participant');

const desk = (command: Command) => () => ({ command, role: 'facilitator' as const, id: 'petra' });
const self = (who: string, command: Command) => () => ({ command, role: roleOf(who), id: who });
const program = (command: Command) => () => ({ command, role: 'system' as const, id: null });

const step: fc.Arbitrary<Step> = fc
	.tuple(anybody, anybody, anywhere, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 1_500_000 }), fc.nat(22))
	.map(([who, other, where, number, waitMs, kind]): Step => {
		const at = table(where);
		const one = person(who);
		const commands: Step['command'][] = [
			() => 'pass',
			() => 'pass',
			() => 'pass',
			desk({ type: 'start_round', round: number }),
			desk({ type: 'extend_round', round: number, minutes: number }),
			desk({ type: 'pause_round', round: number }),
			desk({ type: 'resume_round', round: number }),
			desk({ type: 'ring_bell', round: number }),
			desk({ type: 'undo_move', version: number }),
			desk({ type: 'move_person', person: one, table: at }),
			desk({ type: 'merge_table', table: at, into: table(`t${number}`) }),
			desk({ type: 'remove_person', person: one }),
			desk({ type: 'pin_seat', person: one, round: number, table: at }),
			self(who, { type: 'leave' }),
			self(who, { type: 'take_part' }),
			self(who, { type: 'forget_me', what: number > 2 ? 'identity' : 'everything' }),
			self(who, { type: 'add_idea', table: at, idea: idea(`i${waitMs}`), text: 'x', language: 'en', onBehalfOf: null }),
			self(who, { type: 'take_over_hosting', table: at }),
			self(who, { type: 'place_person', person: person(other) }),
			self(who, { type: 'raise_table_hand', table: at }),
			program({ type: 'seat_person', person: one }),
			program({ type: 'free_seat', person: one, version: number }),
			program({ type: 'change_host', table: at, from: person(other), to: one })
		];
		return { who, waitMs, command: commands[kind]! };
	});

function invariants(state: EventState): void {
	const { clock, card, seatingVersion, versionsUsed } = everyoneOf(state);
	const seating = deskOf(state).seating;
	expect(versionsUsed).toBeGreaterThanOrEqual(seatingVersion);
	const seated = new Map<PersonId, string>();
	for (const { id, mode } of card!.tables) {
		const part = tableOf(state, id);
		// [I1] one seat each; the table and the seating say the same.
		for (const { person: who } of part.seated) {
			expect(seated.has(who)).toBe(false);
			seated.set(who, id);
			expect(seating?.seats[who]).toBe(id);
			expect(personOf(state, who).seat?.table).toBe(id);
			const { attendance, participation } = deskOf(state).people[who]!;
			// [I5] where they can sit.
			expect(attendance === 'remote' ? mode : 'hall').toBe(attendance === 'remote' ? 'online' : mode);
			expect(participation).toBe('committed');
		}
		expect(part.seated.length).toBeLessThanOrEqual(mostAt(card!.tables.find((table) => table.id === id)!));
		// [I2] a host sits at the table.
		if (part.host !== null) expect(part.seated.map(({ person: who }) => who)).toContain(part.host);
		if (part.mergedInto !== null) expect(part.seated).toEqual([]);
	}
	expect(Object.keys(seating?.seats ?? {}).sort()).toEqual([...seated.keys()].sort());
	if (clock.phase === 'before' || clock.phase === 'after') expect(seated.size).toBe(0);
	if (clock.phase === 'ending') expect(clock.version).toBeGreaterThan(seatingVersion);
}

function play(steps: readonly Step[]): Play {
	const cafe = new Play(SHAPE);
	cafe.plan(SHAPE);
	cafe.must({ type: 'add_people', people: [somebody('late1'), somebody('late2', { remote: true })] }, 'system');
	cafe.must({ type: 'start_round', round: 1 });
	for (const { waitMs, command } of steps) {
		cafe.now += waitMs % 40_000;
		const wanted = command(cafe);
		if (wanted === 'pass') {
			const { phase } = everyoneOf(cafe.state).clock;
			if (phase === 'running' || phase === 'ending' || phase === 'moving') cafe.pass();
		} else cafe.try(wanted.command, wanted.role, wanted.id);
		invariants(cafe.state);
	}
	return cafe;
}

const RUNS = process.env.RONDO_TEST_NIGHTLY === '1' ? 10_000 : 60;

describe('any café', { timeout: 5_000 + RUNS * 20 }, () => {
	test(`[REL-1] keeps its invariants over ${RUNS} random sequences`, () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				play(steps);
			}),
			{ numRuns: RUNS }
		);
	});

	test('[LOG-4] replaying its log gives the same state', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
				const cafe = play(steps);
				const replayed: EventState = new Map();
				for (const facts of cafe.log) fold(replayed, structuredClone(facts));
				expect(replayed).toEqual(cafe.state);
			}),
			{ numRuns: Math.ceil(RUNS / 5) }
		);
	});

	test('[I8] no idea is ever lost by what people or the program do', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const cafe = play(steps);
				const added = cafe.log.flat().filter(({ fact }) => fact.type === 'idea_added').length;
				const there = everyoneOf(cafe.state).card!.tables.flatMap(({ id }) => tableOf(cafe.state, id).ideas).length;
				expect(there).toBe(added);
			}),
			{ numRuns: Math.ceil(RUNS / 5) }
		);
	});
});
