/** Two nodes over one Redis: the facilitator on one, people on both; one bell, one effect, one presence. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SILENT } from '../../tools/fleet/habits.ts';
import { redisIsHere } from '../contract/redis-server.ts';
import { AppProcess, seedOf } from './app-process.ts';
import { everybodyBack, openCafe, type OpenCafe } from './open-cafe.ts';

/** Seats are kept for 24 s, and nobody is alone for 9 s: a busy machine may be late by less than that. */
const SPEED = 5;
/** After this nobody's absence is put down to the start of a node, plus the time a seat is kept at this speed. */
const WATCHED_MS = 60_000 + 120_000 / SPEED + 4_000;
const HABITS = { ...SILENT, ideasPerRound: [2, 4], pauseMs: 500, drafts: true } as const;

async function secondNode(cafe: OpenCafe): Promise<AppProcess> {
	const node = await AppProcess.start({
		data: join(cafe.data, '..', 'node-b'),
		store: 'redis',
		redisUrl: cafe.redisUrl!
	});
	cafe.atEnd(() => node.stop());
	return node;
}

describe.skipIf(!redisIsHere())('two nodes over one Redis', { concurrent: true }, () => {
	test(
		'[REL-8] both propose the bell; it rings once, and everybody moves',
		{ timeout: 150_000 },
		async ({ onTestFinished }) => {
			const seed = seedOf('two nodes, bell');
			const shape = { hall: 6, online: 2, minutes: 2, rounds: 3, timeScale: 20, moveMinutes: 1 };
			const cafe = await openCafe('redis_url', shape, onTestFinished);
			const b = await secondNode(cafe);
			let guest = 0;
			const fleet = await cafe.fleet({ seed, habits: HABITS, urlOf: () => (guest++ % 2 === 0 ? undefined : b.origin) });
			await fleet.arrive();
			// Presence is told between nodes: A's desk counts those who are connected to B.
			await fleet.desk.until(
				'all are counted',
				({ tally }) => tally?.here === fleet.people.length + fleet.withoutDevice.length
			);
			const facilitator = await fleet.facilitator();
			await facilitator.runCafe(seed, () => true, 0);
			// Start, two bells with a move each, and the last bell: one version of the seating for each.
			expect(fleet.desk.everyone.versionsUsed).toBe(4);
			const acts = fleet.desk.desk.acts.map(({ act }) => act);
			expect(acts.filter((act) => act === 'ring_bell')).toHaveLength(3);
			expect(acts.filter((act) => act === 'start_next_round')).toHaveLength(2);
			expect(await fleet.check()).toEqual([]);
			const moves = fleet.people.filter(({ link, seen }) => link.role === 'participant' && seen.length === 3);
			expect(moves.length).toBeGreaterThan(0);
		}
	);

	test(
		'[REL-1] who is connected to the other node is not missing, and is ended there when removed',
		{ timeout: 240_000 },
		async ({ onTestFinished }) => {
			const seed = seedOf('two nodes, presence');
			const shape = { hall: 4, online: 2, minutes: 120, rounds: 2, timeScale: SPEED, moveMinutes: 1 };
			const cafe = await openCafe('redis_url', shape, onTestFinished);
			const b = await secondNode(cafe);
			const started = performance.now();
			const fleet = await cafe.fleet({
				seed,
				habits: SILENT,
				urlOf: ({ role }) => (role === 'table_host' ? undefined : b.origin)
			});
			await fleet.arrive();
			const facilitator = await fleet.facilitator();
			await facilitator.plan(seed);
			await fleet.desk.send({ type: 'start_round', round: 1 });
			await fleet.desk.until('seats', ({ desk }) => desk.seating !== null);
			const { seats } = fleet.desk.desk.seating!;
			await wrongCodesAt([cafe.app.origin, b.origin]);
			await new Promise((resolve) => setTimeout(resolve, started + WATCHED_MS - performance.now()));
			expect(fleet.desk.desk.seating!.seats).toEqual(seats);

			// A draft typed at B comes to a host at A.
			const guest = fleet.people.find(({ link, page }) => link.role === 'participant' && page.me.seat)!;
			const host = fleet.people.find(
				({ link, page }) => link.role === 'table_host' && page.me.seat?.table === guest.page.me.seat!.table
			)!;
			const heard = new Promise<string>((resolve) =>
				host.page.connection.socket.on('draft', ({ text }) => resolve(text))
			);
			guest.page.type(guest.page.me.seat!.table, 'half a sent');
			expect(await heard).toBe('half a sent');

			await fleet.desk.send({ type: 'remove_person', person: guest.id });
			await guest.page.until('removed', ({ refusal }) => refusal === 'removed');
			await fleet.desk.until('gone', ({ desk }) => desk.seating!.seats[guest.id] === undefined);
			expect(fleet.people.filter(({ page }) => page.live)).toHaveLength(fleet.people.length - 1);

			// One node dies: its people come back to the other, at their own seats.
			const before = fleet.desk.desk.seating!.seats;
			await b.kill9();
			await b.start();
			await everybodyBackBut(fleet, guest.id);
			expect(fleet.desk.desk.seating!.seats).toEqual(before);
		}
	);
});

/** [SEC-2] Fifty wrong codes a minute, however many nodes there are to try them at. */
async function wrongCodesAt(origins: readonly string[]): Promise<void> {
	const attempt = async (origin: string): Promise<number> => {
		const body = new URLSearchParams({ code: '222222' });
		return (await fetch(`${origin}/join?/code`, { method: 'POST', headers: { origin, accept: 'text/html' }, body }))
			.status;
	};
	const answers: number[] = [];
	for (let n = 0; n < 30; n++) answers.push(...(await Promise.all(origins.map(attempt))));
	expect(answers.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 422));
	expect(answers.slice(50)).toEqual(Array.from({ length: 10 }, () => 429));
}

async function everybodyBackBut(fleet: Parameters<typeof everybodyBack>[0], removed: string): Promise<void> {
	const pages = fleet.people.filter(({ id }) => id !== removed).map(({ page }) => page);
	await Promise.all(pages.map((page) => page.until('connected again', ({ live }) => live, 30_000)));
}
