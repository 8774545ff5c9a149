/** What the tests of the planner's parts share: a plan of seven people at two tables, and a server that says yes. */
import { vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { Asking } from '#lib/desk/asking.svelte.ts';
import { PlannerPage } from '#lib/desk/planner-page.svelte.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { INITIAL_DESK } from '#lib/domain/initial.ts';
import type { DeskPart, PlanSheet } from '#lib/domain/parts.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import type { PlanningState, PlanRun } from '#lib/protocol/planning.ts';

export const sheet: PlanSheet = {
	pairsMeetingAgain: 3,
	pairsMeetingAgainBound: 1,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	people: 6,
	tables: 2,
	smallest: 3,
	largest: 3,
	elapsedMs: 1,
	seed: 1
};
export const run = (more: Partial<PlanRun> = {}) =>
	({
		run: 'r1',
		letter: 'A',
		by: 'petra',
		settings: DEFAULT_SETTINGS,
		state: 'running',
		sheet,
		elapsedMs: 2_500,
		moves: 1,
		refused: null,
		basis: 1,
		stale: false,
		...more
	}) as PlanRun;
const table = (id: string, number: number) => ({
	...{ id, number, name: { en: `Table ${id}` }, mode: 'hall', seats: 4, topic: null, languages: [], stepFree: true }
});
export const rounds = [
	{ a: 'A', b: 'A', c: 'A', d: 'B', e: 'B', f: 'B', g: 'B' },
	{ a: 'A', d: 'A', e: 'A', b: 'B', c: 'B', f: 'B', g: 'B' }
];

/** The planner of a server that says yes to everything and remembers what it was asked. */
export class PlanningDouble {
	picture = $state.raw<PlanningState>({ runs: [], undo: null, redo: null, waiting: null });
	progress = null;
	readonly asked: unknown[] = [];
	#yes = (what: string, more: object = {}) =>
		vi.fn(async (...wish: unknown[]) => {
			this.asked.push([what, ...wish]);
			return { ok: true as const, ...more };
		});
	look = this.#yes('look');
	outlook = this.#yes('outlook');
	start = this.#yes('start');
	stop = this.#yes('stop');
	cancel = this.#yes('cancel');
	seats = this.#yes('seats');
	take = this.#yes('take', { version: 2 });
	move = this.#yes('move', { version: 2 });
	undo = this.#yes('undo');
	redo = this.#yes('redo');
	weigh = this.#yes('weigh', { cost: { before: sheet, after: { ...sheet, topicAgain: 2 }, changes: [] } });
}

/** A page of the planner before the first round, with a plan in force. */
export function plannerPage() {
	const live = new LiveDouble();
	const planning = new PlanningDouble();
	const card = {
		tables: [table('A', 1), table('B', 2)],
		topics: [],
		cafe: { rounds: [{ minutes: 20 }, { minutes: 20 }] }
	};
	Object.assign(live, { ask: { planning }, care: { needs: {} } });
	live.everyone = { ...live.everyone, card: card as never };
	live.names = { petra: 'Petra', a: 'Anna', b: 'Bo', d: 'Dora' } as never;
	const people = Object.fromEntries(
		[...'abcdefg'].map((id) => [id, { id, attendance: 'hall', device: 'own', hosts: null, languages: [], tags: [] }])
	);
	const part = { ...INITIAL_DESK, people, plan: { version: 1, rounds, sheet } } as unknown as DeskPart;
	Object.assign(live, { desk: part });
	const { live: asLive } = contextOf(live);
	const asking = new Asking(asLive);
	return { live, planning, part, asking, planner: new PlannerPage(asLive, asking) };
}

export const show = (live: LiveDouble, part: unknown, given: object) =>
	render(WithLive, { live: contextOf(live), part: part as never, given: given as never });
export const button = (name: string | RegExp) => page.getByRole('button', { name });
