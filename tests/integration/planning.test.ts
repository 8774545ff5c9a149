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

/** Every message that comes to a page, by its name. */
function listenTo(page: LivePage, heard: (name: string) => void): void {
	page.connection.tell((socket) => (socket as unknown as { onAny(heard: (name: string) => void): void }).onAny(heard));
}

async function pageOf(role: 'facilitator' | 'facilitator2' | 'harvester'): Promise<LivePage> {
	const session = await visit(`${app.origin}/l/${made.tokens[role]}`);
	const page = new LivePage({ session, chance: new Chance(pages.length), ledger: new Ledger() }).connect();
	pages.push(page);
	return page.until('in', ({ ready }) => ready);
}

async function deskOf(role: 'facilitator' | 'facilitator2'): Promise<Desk> {
	const desk = new Desk(await pageOf(role));
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

	test('[G] progress goes to those who run the event, not to a guest nor to others who see the desk', async () => {
		const harvester = await pageOf('harvester');
		const { page: guest } = fleet.people.find((one) => one.page.live)!;
		const heard: string[] = [];
		for (const page of [harvester, guest]) listenTo(page, (name) => heard.push(name));
		const before = jonas.progress.length;
		const run = await petra.planned();
		await jonas.until('it is done', () => jonas.runOf(run)?.state === 'done');
		expect(jonas.progress.length).toBeGreaterThan(before);
		for (const page of [harvester, guest]) await page.ask((socket, ack) => socket.emit('clock', 0, ack as never));
		expect(heard.filter((name) => name.startsWith('plan'))).toEqual([]);
		expect(await petra.ask('plan_cancel', { run })).toEqual({ ok: true });
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

describe('changes by hand', () => {
	test('a trade of two seats: its cost first, then the seats; undone and done again by the other facilitator', async () => {
		const { rounds, version: basis } = petra.page.desk.plan!;
		const { person, table } = freeSeat();
		const other = trader(person, table);
		const wish = { basis, round: 1, person, table, with: other, preview: true };
		const asked = await petra.ask('plan_move', wish);
		expect(asked).toMatchObject({ ok: true, cost: { changes: [{ person, to: table }, { person: other }] } });
		expect(asked.version).toBeUndefined();
		const adopted = await petra.ask('plan_move', { ...wish, preview: false });
		expect(adopted).toMatchObject({ ok: true, version: basis + 1 });
		await jonas.version(basis + 1);
		expect(jonas.page.desk.plan!.rounds[0]![person]).toBe(table);
		expect(jonas.page.desk.plan!.step).toMatchObject({ kind: 'moved', by: petra.page.person });
		await jonas.until('undo is offered', () => jonas.planning?.undo?.version === basis + 1);
		expect(jonas.planning!.undo).toMatchObject({ kind: 'moved', moved: 2, by: petra.page.person });
		expect(await petra.ask('plan_move', { ...wish, preview: false })).toMatchObject({ code: 'stale_plan' });
		expect(await jonas.ask('plan_undo', { basis: basis + 1 })).toMatchObject({ ok: true, version: basis + 2 });
		await petra.version(basis + 2);
		expect(petra.page.desk.plan!.rounds).toEqual(rounds);
		expect(petra.page.desk.plan!.step).toMatchObject({ kind: 'undone', of: 'moved', by: jonas.page.person });
		expect(await petra.ask('plan_redo', { basis: basis + 2 })).toMatchObject({ ok: true, version: basis + 3 });
		await petra.version(basis + 3);
		expect(petra.page.desk.plan!.rounds[0]![person]).toBe(table);
		expect(await petra.ask('plan_redo', { basis: basis + 3 })).toMatchObject({ code: 'nothing_to_undo' });
	});

	test('a hard rule is named, and a lock holds', async () => {
		const { version: basis, rounds } = petra.page.desk.plan!;
		const { person, table } = freeSeat();
		const online = petra.page.everyone.card!.tables.find(({ mode }) => mode === 'online')!.id;
		const wish = { basis, round: 1, person, table: online, with: null, preview: true };
		expect(await petra.ask('plan_move', wish)).toMatchObject({
			code: 'breaks_rule',
			params: { rule: 'attendance', person }
		});
		// [I4] One more at a full table takes the chair for late people: no rule, and its cost is told.
		expect(await petra.ask('plan_move', { ...wish, table })).toMatchObject({
			ok: true,
			cost: { after: { largest: 6 }, changes: [{ person, to: table }] }
		});
		await petra.page.send({ type: 'pin_seat', person, round: 1, table: rounds[0]![person]! });
		const trade = { ...wish, table, with: trader(person, table) };
		expect(await petra.ask('plan_move', trade)).toMatchObject({ code: 'pin_conflict', params: { person } });
		await petra.page.send({ type: 'unpin_seat', person, round: 1 });
	});
});

describe('repairs', () => {
	test('before the café: who left is taken out on the press, after a look at what it costs', async () => {
		const { person } = freeSeat();
		await petra.page.send({ type: 'remove_person', person });
		await petra.until('it waits', () => petra.planning?.waiting?.left === 1);
		const { version: basis } = petra.page.desk.plan!;
		const seen = await petra.ask('plan_repair', { basis, preview: true });
		expect(seen).toMatchObject({ ok: true, repair: { causes: [{ code: 'left', people: 1 }], people: 0 } });
		expect(await petra.ask('plan_repair', { basis, preview: false })).toMatchObject({ version: basis + 1 });
		await petra.version(basis + 1);
		expect(petra.page.desk.plan!.rounds.some((seats) => Object.hasOwn(seats, person))).toBe(false);
		expect(petra.page.desk.plan!.step).toMatchObject({ kind: 'repaired', causes: [{ code: 'left', people: 1 }] });
		await petra.until('nothing waits', () => petra.planning?.waiting === null);
		expect(await petra.ask('plan_repair', { basis: basis + 1, preview: true })).toMatchObject({
			code: 'nothing_to_repair'
		});
	});

	test('while a round runs: the rounds to come are repaired by the program, the running one is left alone', async () => {
		await petra.page.send({ type: 'start_round', round: 1 });
		await petra.page.until('round 1 runs', ({ everyone }) => everyone.clock.phase === 'running');
		const { version, rounds } = petra.page.desk.plan!;
		const { person } = freeSeat();
		await petra.page.send({ type: 'remove_person', person });
		await petra.version(version + 1);
		const plan = petra.page.desk.plan!;
		expect(plan.step).toMatchObject({ kind: 'repaired', by: null, causes: [{ code: 'left', people: 1 }] });
		expect(plan.rounds[0]).toEqual(rounds[0]);
		for (const seats of plan.rounds.slice(1)) expect(Object.hasOwn(seats, person)).toBe(false);
		const run = await petra.ask('plan_start', { settings: settings() });
		expect(run).toMatchObject({ ok: false, code: 'round_running' });
	});

	test('a host is lost: the program names why people move; what is undone is not repaired again', async () => {
		const { version } = petra.page.desk.plan!;
		const { people } = petra.page.desk;
		const host = Object.values(people).find(
			({ hosts, attendance, participation }) => hosts !== null && attendance === 'hall' && participation === 'committed'
		)!;
		await petra.page.send({ type: 'remove_person', person: host.id });
		await petra.version(version + 1);
		const { step } = petra.page.desk.plan!;
		expect(step!.causes).toContainEqual({ code: 'host_lost', table: host.hosts });
		expect(await petra.ask('plan_undo', { basis: version + 1 })).toMatchObject({ version: version + 2 });
		await petra.version(version + 2);
		await petra.until('it waits for a word', () => petra.planning?.waiting?.asks === true);
		expect(await petra.ask('plan_repair', { basis: version + 2, preview: false })).toMatchObject({ ok: true });
		await petra.version(version + 3);
	});

	test('kill -9 leaves the plan in force as it was, with what can be undone', async () => {
		const { rounds, version } = petra.page.desk.plan!;
		await app.kill9();
		await app.start();
		await petra.page.until('connected again', ({ live, ready }) => live && ready, 60_000);
		const { planning } = await petra.ask('plan_look', {});
		expect(petra.page.desk.plan).toMatchObject({ version, rounds });
		expect(planning).toMatchObject({ runs: [], undo: { kind: 'repaired' } });
		expect(await petra.ask('plan_undo', { basis: version })).toMatchObject({ ok: true, version: version + 1 });
	});
});

describe('nobody else', () => {
	test('[G] hears of the planner at work or may ask it', async () => {
		const heard: string[] = [];
		const { page } = fleet.people.find((one) => one.page.live)!;
		listenTo(page, (name) => heard.push(name));
		const guest = new Desk(page);
		for (const [what, wish] of [
			['plan_look', {}],
			['plan_outlook', { settings: settings() }],
			['plan_start', { settings: settings() }],
			['plan_stop', { run: 'x' }],
			['plan_cancel', { run: 'x' }],
			['plan_seats', { run: 'x' }],
			['plan_take', { run: 'x', basis: 0 }],
			['plan_undo', { basis: 1 }],
			['plan_redo', { basis: 1 }],
			['plan_repair', { basis: 1, preview: true }],
			['plan_move', { basis: 1, round: 2, person: 'p', table: 't', with: null, preview: true }]
		] as const)
			expect(await guest.ask(what, wish), what).toMatchObject({ ok: false, code: 'not_allowed' });
		const { version: basis } = petra.page.desk.plan!;
		await petra.ask('plan_redo', { basis });
		await petra.version(basis + 1);
		await guest.page.ask((socket, ack) => socket.emit('clock', 0, ack as never));
		expect(heard.filter((name) => name.startsWith('plan'))).toEqual([]);
	});
});

/** Who sits at that table in round 1 and may trade seats with this person. */
function trader(person: PersonId, table: TableId): PersonId {
	const { people, plan } = petra.page.desk;
	return Object.values(people).find(
		({ id, hosts }) => id !== person && hosts === null && plan!.rounds[0]![id] === table
	)!.id;
}

/** A traveller and a table in the hall where she does not sit in round 1. */
function freeSeat(): { person: PersonId; table: TableId } {
	const { people, plan } = petra.page.desk;
	const hall = petra.page.everyone.card!.tables.filter(({ mode }) => mode === 'hall');
	const person = Object.values(people).find(
		({ hosts, attendance, id }) => hosts === null && attendance === 'hall' && plan!.rounds[0]![id]
	)!.id;
	return { person, table: hall.find(({ id }) => id !== plan!.rounds[0]![person])!.id };
}
