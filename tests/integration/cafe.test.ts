/** A whole café of two hundred, over the public protocol, on both stores; the rules are checked while it stands still. */
import { describe, expect, test } from 'vitest';
import { ServerClock } from '#lib/client/clock.ts';
import type { EpochMs } from '#lib/domain/ids.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import type { Facilitator } from '../../tools/fleet/facilitator.ts';
import { Fleet } from '../../tools/fleet/fleet.ts';
import { LIVELY } from '../../tools/fleet/habits.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { visit } from '../../tools/fleet/visitor.ts';
import { redisIsHere } from '../contract/redis-server.ts';
import { AppProcess, seedOf, temporaryFolder } from './app-process.ts';
import { makeCafe, type MadeCafe } from './cafe-maker.ts';

const HOUR_MS = 3_600_000;
const STORES = redisIsHere() ? (['sqlite', 'redis'] as const) : (['sqlite'] as const);

describe.concurrent('a café of two hundred, simulated at twenty times its speed', () => {
	test.for(STORES)(
		'[REL-1 … REL-5] [REL-7] [REL-8] from the lobby to the report, on %s',
		{ timeout: 240_000 },
		async (store, { onTestFinished }) => {
			const seed = seedOf(`café on ${store}`);
			const folder = temporaryFolder(`cafe-${store}`);
			const wish = { data: folder.path, store, minutes: 4, moveMinutes: 1, timeScale: 20, insightsPerRound: 1 };
			const cafe = await makeCafe(wish);
			const app = await AppProcess.start({ data: folder.path, store });
			const link = (token: string) => `${app.origin}/l/${token}`;
			const habits = { ...LIVELY, lateShare: 0.05, lateEventMinutes: 3 };
			const fleet = await Fleet.open({ link: link(cafe.tokens.facilitator), seed, habits });
			onTestFinished(async () => {
				fleet.stop();
				await app.stop();
				folder.remove();
			});
			expect(fleet.people.length + fleet.withoutDevice.length).toBe(200);

			await fleet.arrive();
			const facilitator = await fleet.facilitator();
			const { desk } = fleet;
			const running = facilitator.runCafe(seed, () => true, 0);
			await desk.until('round 1', ({ everyone }) => everyone.clock.phase === 'running');
			await twoAtOnce(fleet, facilitator);
			await expectSameTime(link, cafe);
			await desk.until('round 2', ({ everyone: { clock } }) => clock.phase === 'running' && clock.round === 2, 60_000);
			await desk.until('nearly over', () => leftMs(desk) < 3_000, 60_000);
			await desk.send({ type: 'pause_round', round: 2 });
			expect(await fleet.check()).toEqual([]);
			await desk.send({ type: 'resume_round', round: 2 });
			expect((await running).pairsMeetingAgain).toBe(0);
			await fleet.check();
			expectRoutesKept(fleet);
			expectLatePeopleSeated(fleet);
			expectPaperPeople(fleet);

			const harvester = await fleet.harvester();
			await facilitator.moveTo('harvest');
			const voters = Object.values(desk.desk.people).filter(
				({ role, participation }) => (role === 'participant' || role === 'table_host') && participation === 'committed'
			);
			await harvester.harvest(voters.length);
			expect(harvester.typed).toBe(fleet.withoutDevice.length);
			expect(await fleet.check()).toEqual([]);
			await expectReport(fleet, app.origin, cafe);
		}
	);
});

const leftMs = ({ everyone: { clock }, clock: time }: LivePage): number =>
	clock.phase === 'running' ? clock.endsAt - time.now() : Infinity;

/** REL-8: two facilitators press the same button; one pause, and the second learns that somebody was faster. */
async function twoAtOnce({ desk }: Fleet, { page: other }: Facilitator): Promise<void> {
	const both = await Promise.all([desk, other].map((page) => page.send({ type: 'pause_round', round: 1 })));
	expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'already_done' });
	await other.until('paused', ({ everyone }) => everyone.clock.phase === 'paused');
	await desk.send({ type: 'resume_round', round: 1 });
	await other.until('running again', ({ everyone }) => everyone.clock.phase === 'running');
}

/** REL-7: two devices whose clocks are an hour wrong, one each way; like a page, they measure until they know. */
async function expectSameTime(link: (token: string) => string, cafe: MadeCafe): Promise<void> {
	const screens = await Promise.all(
		[HOUR_MS, -HOUR_MS].map(async (wrongMs) => {
			const clock = new ServerClock({ device: () => Date.now() + wrongMs });
			const session = await visit(link(cafe.tokens.screen));
			const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger(), clock }).connect();
			await page.until('the screen is in', ({ ready }) => ready);
			return page;
		})
	);
	const apart = async (): Promise<number> => {
		for (const page of screens)
			await page.clock.measure((sentAt) => page.ask<EpochMs>((socket, ack) => socket.emit('clock', sentAt, ack)));
		const [first, second] = screens.map(({ clock }) => clock.now());
		return Math.abs(first! - second!);
	};
	await expect.poll(apart, { timeout: 20_000 }).toBeLessThanOrEqual(250);
	for (const screen of screens) screen.close();
}

/**
 * Who was there from the start to the end sat where the plan said: hosts at their own tables, nobody met twice. One in five
 * may have seen another seat on the way: they came late, left and came back, or were brought to somebody who sat alone.
 */
function expectRoutesKept(fleet: Fleet): void {
	const kept = fleet.people.filter(({ page, seen }) => {
		const route = page.me.route.filter((table) => table !== null);
		return route.length > 0 && JSON.stringify(seen.map(({ table }) => table)) === JSON.stringify(route);
	});
	expect(kept.length).toBeGreaterThanOrEqual(fleet.people.length * 0.8);
}

function expectLatePeopleSeated({ people }: Fleet): void {
	const late = people.flatMap(({ seatedAfterMs }) => (seatedAfterMs === null ? [] : [seatedAfterMs]));
	expect(late.length).toBeGreaterThan(0);
	console.log(`${late.length} late people were seated, the last one after ${Math.round(Math.max(...late))} ms`);
}

/** Those without a device were seated and written for, like everybody. */
function expectPaperPeople({ desk, withoutDevice, ledger }: Fleet): void {
	const { people, plan } = desk.desk;
	for (const { person } of withoutDevice) {
		expect(people[person]?.participation).toBe('committed');
		for (const seats of plan!.rounds) expect(seats[person]).toBeDefined();
	}
	const writtenFor = new Set(ledger.of('add_idea').map(({ command }) => command.onBehalfOf));
	const reached = withoutDevice.filter(({ person }) => writtenFor.has(person));
	expect(reached.length).toBeGreaterThan(withoutDevice.length / 2);
}

async function expectReport({ desk }: Fleet, origin: string, { event }: MadeCafe): Promise<void> {
	const response = await fetch(`${origin}/results/${event}/report.json`);
	expect(response.status).toBe(200);
	const report = (await response.json()) as {
		insights: { id: string; text: string }[];
		participation: { ballots: number };
	};
	expect(report.insights.map(({ id }) => id).sort()).toEqual(desk.desk.insights.map(({ idea }) => idea).sort());
	expect(report.insights.every(({ text }) => text.length > 0)).toBe(true);
	expect(report.insights.length).toBeGreaterThan(40);
	expect(report.participation.ballots).toBe(desk.everyone.vote?.result?.ballots);
}
