/** All rounds planned over the public protocol: runs, candidates, changes by hand, repairs, two facilitators. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { CompactPlan, PlanCost, PlanningState, PlanOutlook, PlanProgress } from '#lib/protocol/planning.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { visit } from '../../tools/fleet/visitor.ts';
import { makeCafe, type MadeCafe } from './cafe-maker.ts';
import { AppProcess, temporaryFolder } from './app-process.ts';

const folder = temporaryFolder('planning');
let app: AppProcess;
let made: MadeCafe;
let fleet: Fleet;
let petra: Desk;
let jonas: Desk;
const pages: LivePage[] = [];
const settings = (own: Partial<PlanSettings> = {}): PlanSettings => ({ ...DEFAULT_SETTINGS, seconds: 1, ...own });

type Answer = Ack & {
	run?: string;
	planning?: PlanningState;
	outlook?: PlanOutlook;
	plan?: CompactPlan;
	version?: number;
	cost?: PlanCost;
};

/** A page of a facilitator with what the planner tells it. */
class Desk {
	readonly page: LivePage;
	readonly progress: PlanProgress[] = [];
	planning: PlanningState | null = null;
	readonly #listeners = new Set<() => void>();

	constructor(page: LivePage) {
		this.page = page;
		page.connection.tell((socket) => {
			const plain = socket as unknown as { on(name: string, heard: (said: never) => void): void };
			plain.on('planning', (said: PlanningState) => this.#hear(() => (this.planning = said)));
			plain.on('plan_progress', (said: PlanProgress) => this.#hear(() => void this.progress.push(said)));
		});
	}

	#hear(take: () => void): void {
		take();
		for (const listener of this.#listeners) listener();
	}

	async ask(what: string, wish: object): Promise<Answer> {
		const answer = await this.page.ask<Answer>(
			(socket, ack) => (socket as unknown as { emit(...said: unknown[]): void }).emit(what, wish, ack),
			30_000
		);
		if (!answer) throw new Error(`${what} was not answered`);
		if (answer.planning) this.planning = answer.planning;
		return answer;
	}

	until(what: string, is: () => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			const limit = setTimeout(() => reject(new Error(`not in time: ${what}`)), 30_000);
			const look = (): void => {
				if (!is()) return;
				clearTimeout(limit);
				this.#listeners.delete(look);
				resolve();
			};
			this.#listeners.add(look);
			look();
		});
	}

	runOf(id: string | undefined) {
		return this.planning?.runs.find(({ run }) => run === id);
	}

	/** Starts a run and waits for its end. */
	async planned(own: Partial<PlanSettings> = {}): Promise<string> {
		const { run } = await this.ask('plan_start', { settings: settings(own) });
		await this.until('the run is done', () => ['done', 'refused', 'failed'].includes(this.runOf(run)?.state ?? ''));
		return run!;
	}

	async version(version: number): Promise<void> {
		await this.page.until(`version ${version}`, ({ desk }) => desk.plan?.version === version);
	}
}

async function deskOf(role: 'facilitator' | 'facilitator2'): Promise<Desk> {
	const session = await visit(`${app.origin}/l/${made.tokens[role]}`);
	const page = new LivePage({ session, chance: new Chance(pages.length), ledger: new Ledger() }).connect();
	pages.push(page);
	await page.until('in', ({ ready }) => ready);
	const desk = new Desk(page);
	await desk.ask('plan_look', {});
	return desk;
}

beforeAll(async () => {
	made = await makeCafe({ data: folder.path, store: 'sqlite', hall: 5, online: 2, rounds: 3, minutes: 60 });
	app = await AppProcess.start({ data: folder.path, store: 'sqlite' });
	fleet = await Fleet.open({ link: `${app.origin}/l/${made.tokens.facilitator}`, seed: 7, habits: SILENT });
	await fleet.arrive();
	petra = await deskOf('facilitator');
	jonas = await deskOf('facilitator2');
}, 120_000);

afterAll(async () => {
	for (const page of pages) page.close();
	fleet?.stop();
	await app?.stop();
	folder.remove();
});

describe('runs', () => {
	test('what cannot be avoided is said before anything is planned', async () => {
		const { outlook } = await petra.ask('plan_outlook', { settings: settings() });
		expect(outlook).toMatchObject({ people: 35, rounds: 3, refused: null });
		// Two tables online with five people each, three rounds: they must meet again.
		expect(outlook!.notes).toContainEqual(expect.objectContaining({ code: 'two_tables', people: 10 }));
		expect(outlook!.notes).toContainEqual(expect.objectContaining({ code: 'pairs_must_meet', mode: 'online' }));
		const tight = await petra.ask('plan_outlook', { settings: settings({ largest: 4 }) });
		expect(tight.outlook!.refused).toMatchObject({ rule: 'seats', change: { code: 'raise_largest', to: 5 } });
	});

	test('a run tells of itself, ends as a candidate, and is taken', async () => {
		const began = petra.progress.length;
		const run = await petra.planned({ seconds: 2 });
		const { version = 0 } = petra.page.desk.plan ?? {};
		expect(petra.progress.length).toBeGreaterThan(began);
		expect(petra.runOf(run)).toMatchObject({ state: 'done', by: petra.page.person, sheet: { people: 35 } });
		await jonas.until('it is done', () => jonas.runOf(run)?.state === 'done');
		const { plan } = await jonas.ask('plan_seats', { run });
		expect(plan!.people).toHaveLength(35);
		expect(plan!.seats.flat()).not.toContain(-1);
		expect(await petra.ask('plan_take', { run, basis: version })).toEqual({ ok: true, version: version + 1 });
		await petra.version(version + 1);
		expect(petra.page.desk.plan).toMatchObject({ settings: { seconds: 2 }, step: { kind: 'planned' } });
		expect(petra.page.desk.plan!.rounds[0]![plan!.people[0]!]).toBe(plan!.tables[plan!.seats[0]![0]!]);
	});

	test('one run at a time; the second facilitator sees whose it is, and may stop and take it', async () => {
		const { run } = await petra.ask('plan_start', { settings: settings({ seconds: 60 }) });
		const second = await jonas.ask('plan_start', { settings: settings() });
		expect(second).toMatchObject({ ok: false, code: 'plan_running', params: { by: petra.page.person } });
		await jonas.until('the best so far', () => jonas.progress.some((progress) => progress.run === run));
		expect(await jonas.ask('plan_seats', { run })).toMatchObject({ ok: true });
		expect(await jonas.ask('plan_stop', { run })).toEqual({ ok: true });
		await jonas.until('it is done', () => jonas.runOf(run)?.state === 'done');
		const basis = jonas.page.desk.plan?.version ?? 0;
		const [one, two] = await Promise.all([
			jonas.ask('plan_take', { run, basis }),
			petra.ask('plan_take', { run, basis: basis + 7 })
		]);
		expect(one).toEqual({ ok: true, version: basis + 1 });
		expect(two.ok ? '' : two.code).toMatch(/stale_plan|no_run/);
	});

	test('a cancelled run leaves nothing behind', async () => {
		const before = petra.page.desk.plan;
		const { run } = await petra.ask('plan_start', { settings: settings({ seconds: 60 }) });
		expect(await petra.ask('plan_cancel', { run })).toEqual({ ok: true });
		await petra.until('it is gone', () => petra.runOf(run) === undefined);
		expect(await petra.ask('plan_seats', { run })).toMatchObject({ code: 'no_run' });
		expect(petra.page.desk.plan).toBe(before);
		expect(petra.runOf(await petra.planned())).toMatchObject({ state: 'done' });
	});

	test('two candidates are kept, the older one goes; a lock makes them stale', async () => {
		const [a, b, c] = [await petra.planned(), await petra.planned({ seed: 2 }), await petra.planned({ seed: 3 })];
		expect(petra.planning!.runs.map(({ run }) => run)).toEqual([b, c]);
		expect(new Set(petra.planning!.runs.map(({ letter }) => letter)).size).toBe(2);
		expect(await petra.ask('plan_take', { run: a, basis: 0 })).toMatchObject({ code: 'no_run' });
		const { person, table } = freeSeat();
		await petra.page.send({ type: 'pin_seat', person, round: 1, table });
		const { version: basis } = petra.page.desk.plan!;
		expect(await petra.ask('plan_take', { run: b, basis })).toMatchObject({ code: 'stale_plan' });
		await petra.page.send({ type: 'unpin_seat', person, round: 1 });
		expect(await petra.ask('plan_take', { run: b, basis: basis - 1 })).toMatchObject({ code: 'stale_plan' });
		expect(await petra.ask('plan_take', { run: b, basis })).toMatchObject({ ok: true });
		expect(await petra.ask('plan_take', { run: c, basis: basis + 1 })).toMatchObject({ ok: true });
	});

	test('no plan: which rule, for whom, and what helps', async () => {
		const run = await petra.planned({ largest: 4 });
		expect(petra.runOf(run)).toMatchObject({
			state: 'refused',
			refused: { rule: 'seats', change: { code: 'raise_largest', to: 5 } }
		});
	});
});

/** A traveller and a table in the hall where she does not sit in round 1. */
function freeSeat(): { person: PersonId; table: TableId } {
	const { people, plan } = petra.page.desk;
	const hall = petra.page.everyone.card!.tables.filter(({ mode }) => mode === 'hall');
	const person = Object.values(people).find(
		({ hosts, attendance, id }) => hosts === null && attendance === 'hall' && plan!.rounds[0]![id]
	)!.id;
	return { person, table: hall.find(({ id }) => id !== plan!.rounds[0]![person])!.id };
}
