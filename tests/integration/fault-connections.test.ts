/** FAULT-8, FAULT-10, FAULT-15 on one café that goes on all the while. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import type { Person } from '../../tools/fleet/person.ts';
import { visit } from '../../tools/fleet/visitor.ts';
import { seedOf } from './app-process.ts';
import { openCafe, STORES, type OpenCafe } from './open-cafe.ts';
import { HalfOpenProxy, StalledReader } from './rough-network.ts';

/** Nobody is called missing before the app has run so long. */
const SETTLING_MS = 60_000;
/** 120 s at twenty times the speed. */
const KEPT_MS = 6_000;
/** The server gives a silent connection up after this. */
const PING_MS = 20_000;
const FEW = 6;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

describe.concurrent('[FAULT-8] [FAULT-10] [FAULT-15] connections that are half open, not read, or one too many', () => {
	test.for(STORES)('on %s', { timeout: 240_000 }, async (kind, { onTestFinished }) => {
		const seed = seedOf(`connections on ${kind}`);
		// One round: no plan of a next one is repaired while people go and come.
		const shape = { hall: 6, online: 4, minutes: 160, rounds: 1, timeScale: 20 };
		const cafe = await openCafe(kind, shape, onTestFinished);
		const started = performance.now();
		const proxy = await HalfOpenProxy.start(Number(new URL(cafe.app.origin).port));
		cafe.atEnd(() => proxy.close());
		let guests = 0;
		const behind = ({ role, attendance }: { role: string; attendance: string }) =>
			role === 'participant' && attendance === 'remote' && guests++ < FEW ? proxy.url : undefined;
		const fleet = await cafe.fleet({ seed, habits: SILENT, urlOf: behind });
		const frozen = fleet.people
			.filter(({ link }) => link.role === 'participant' && link.attendance === 'remote')
			.slice(0, FEW);
		await fleet.arrive();
		const facilitator = await fleet.facilitator();
		await facilitator.plan(seed);
		await fleet.desk.send({ type: 'start_round', round: 1 });
		await Promise.all(fleet.people.map(({ page }) => page.until('seated', ({ me }) => me.seat !== null)));

		await manyTabs(
			fleet,
			fleet.people.find(({ link }) => link.role === 'participant' && link.attendance === 'hall')!
		);
		await stalledReader(cafe, fleet);
		await halfOpen(fleet, frozen, proxy, started);
		expect(await fleet.check()).toEqual([]);
	});
});

/** FAULT-15: one person, two tabs and a second device: one seat, one sound, and the first device is asked. */
async function manyTabs(fleet: Fleet, { page: first, link }: Person): Promise<void> {
	const { desk, chance } = fleet;
	const seat = first.me.seat!;
	const open = (session: LivePage['session']) =>
		new LivePage({ session, chance: chance.fork(), ledger: fleet.ledger }).connect();
	const tab = open(first.session);
	await tab.until('the second tab is in', ({ ready }) => ready);
	await first.until('the newest tab has the sound', ({ sound }) => !sound);
	expect(tab.sound).toBe(true);
	expect(tab.me.seat).toEqual(seat);

	const asked = new Promise<string>((resolve) => first.connection.socket.on('knock', ({ id }) => resolve(id)));
	const session = await visit(`${first.session.origin}/l/${link.token}`);
	expect(session.cookie).not.toBe(first.session.cookie);
	const phone = open(session);
	await phone.until('it knocks', ({ refusal }) => refusal === 'knocking');
	expect(phone.ready).toBe(false);
	const id = await asked;
	first.connection.tell((socket) => socket.emit('answer_knock', { id, letIn: true }));
	await phone.until('it is let in', ({ ready }) => ready);
	expect(phone.me.seat).toEqual(seat);
	expect(phone.sound, 'the first device keeps the sound').toBe(false);
	expect(tab.sound).toBe(true);

	const { seated } = desk.everyone.card ? first.table! : { seated: [] };
	expect(seated.filter(({ person }) => person === link.person)).toHaveLength(1);
	tab.close();
	first.drop();
	await phone.until('the last one has the sound', ({ sound }) => sound);
	first.connect();
	await first.until('back', ({ live }) => live);
	phone.close();
	await first.until('the sound is back', ({ sound }) => sound);
	expect(first.me.seat).toEqual(seat);
}

/** FAULT-10: cut off at 1 MB unsent; the memory of the app does not grow with what nobody reads. */
async function stalledReader(cafe: OpenCafe, fleet: Fleet): Promise<void> {
	const before = residentBytes(cafe.app.pid);
	const session = await visit(cafe.link('facilitator2'));
	const reader = await StalledReader.connect(session);
	cafe.atEnd(() => reader.close());
	reader.stall();
	const cut = await Promise.race([reader.ended.then(() => true), pause(60_000).then(() => false)]);
	expect(cut, 'the reader is cut off').toBe(true);
	expect(residentBytes(cafe.app.pid) - before).toBeLessThan(96 * 1024 * 1024);
	// Others are answered meanwhile and after.
	expect(await fleet.people[0]!.page.ask<number>((socket, ack) => socket.emit('clock', 0, ack))).not.toBeNull();
}

const residentBytes = (pid: number): number =>
	Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

/** FAULT-8: the seat is kept for 120 s of the event, then given back once; who returns is seated again. */
async function halfOpen(fleet: Fleet, frozen: Person[], proxy: HalfOpenProxy, started: number): Promise<void> {
	const { desk } = fleet;
	await pause(started + SETTLING_MS - PING_MS / 2 - performance.now());
	await desk.until('all are here', ({ tally }) => tally?.here === fleet.people.length + fleet.withoutDevice.length);
	const { here } = desk.tally!;
	const gone = new Map<PersonId, number>();
	let noticed = false;
	let first = 0;
	const stop = desk.watch((arrival) => {
		noticed ||= desk.tally!.here < here;
		if (arrival.kind !== 'frame') return;
		for (const { facts } of arrival.frame.parts)
			for (const fact of facts)
				if (fact.type === 'seat_changed' && fact.table === null) {
					first ||= performance.now();
					gone.set(fact.person, (gone.get(fact.person) ?? 0) + 1);
				}
	});
	proxy.freeze();
	const frozenAt = performance.now();
	await desk.until('the server has noticed', () => noticed, PING_MS + 15_000);
	await desk.until('all seats are free', () => gone.size >= frozen.length, PING_MS + KEPT_MS + 20_000);
	stop();
	expect(first - frozenAt, 'nobody loses the seat before its time').toBeGreaterThan(KEPT_MS);
	expect([...gone.keys()].sort()).toEqual(frozen.map(({ id }) => id).sort());
	expect([...gone.values()].every((times) => times === 1)).toBe(true);

	proxy.thaw();
	await Promise.all(
		frozen.map(({ page, id }) =>
			page.until(
				'seated again',
				({ live, me }) => live && me.seat !== null && desk.desk.seating!.seats[id] === me.seat.table,
				60_000
			)
		)
	);
}
