/** FAULT-6: `kill -9` of livekit-server in a round: people go on in writing, and hear each other again by themselves. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newId } from '#lib/client/random-id.ts';
import type { Ack, MediaSeat } from '#lib/protocol/wire.ts';
import { asIdentity } from '#server/supervise/process-identity.ts';
import { LIVEKIT_SERVER as BINARY } from '../livekit-server.ts';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import type { Person } from '../../tools/fleet/person.ts';
import { seedOf } from './app-process.ts';
import { openCafe, STORES, type OpenCafe } from './open-cafe.ts';

const missing = existsSync(BINARY) ? null : `livekit-server is not at ${BINARY}`;
if (missing && process.env.CI === 'true') throw new Error(missing);

describe.skipIf(missing)(`[FAULT-6] livekit-server is killed in a round (${missing ?? BINARY})`, () => {
	test.for(STORES)(
		'on %s: seats and words are not concerned, every seat’s sound is there again',
		{ timeout: 150_000 },
		async (kind, { onTestFinished }) => {
			const seed = seedOf(`FAULT-6 on ${kind}`);
			const shape = { hall: 2, online: 4, minutes: 160, rounds: 2, timeScale: 20, media: 'auto' } as const;
			const cafe = await openCafe(kind, shape, onTestFinished);
			const fleet = await cafe.fleet({ seed, habits: SILENT });
			await fleet.arrive();
			const facilitator = await fleet.facilitator();
			await facilitator.plan(seed);
			await fleet.desk.send({ type: 'start_round', round: 1 });
			await mediaIs(cafe, 'on');
			const remote = fleet.people.filter(({ link }) => link.attendance === 'remote');
			await Promise.all(fleet.people.map(({ page }) => page.until('seated', ({ table }) => table !== null)));
			const before = await Promise.all(remote.map((person) => entered(person)));
			expect(new Set(before.map(({ seat }) => seat.key)).size, 'a room for each online table').toBe(4);
			const { seats } = fleet.desk.desk.seating!;

			const told = Promise.all(remote.map(heardThatMediaIsOff));
			process.kill(livekitOf(cafe), 'SIGKILL');
			await told;
			await everybodyWrites(fleet);
			await Promise.all(before.map(({ lost }) => lost));

			await mediaIs(cafe, 'on');
			const upAt = performance.now();
			const after = await Promise.all(remote.map((person) => entered(person)));
			console.log(
				`FAULT-6 on ${kind}: ${after.length} people in their rooms ${Math.round(performance.now() - upAt)} ms after`
			);
			expect(
				after.map(({ seat }) => seat.table),
				'the same tables'
			).toEqual(before.map(({ seat }) => seat.table));
			expect(fleet.desk.desk.seating!.seats).toEqual(seats);
			for (const { leave } of after) leave();
			expect(await fleet.check()).toEqual([]);
		}
	);
});

/** The recorded livekit-server of the café's data folder. */
function livekitOf({ data }: OpenCafe): number {
	const record = JSON.parse(readFileSync(join(data, 'livekit', 'child.json'), 'utf8')) as { identity?: unknown };
	return asIdentity(record.identity)!.pid;
}

async function mediaIs({ app }: OpenCafe, wanted: string): Promise<void> {
	const state = async () => ((await (await fetch(`${app.origin}/health`)).json()) as { media: string }).media;
	await expect.poll(state, { timeout: 40_000, interval: 50 }).toBe(wanted);
}

function heardThatMediaIsOff({ page }: Person): Promise<void> {
	return new Promise((resolve) => page.connection.socket.on('media', ({ kind }) => void (kind === 'on' || resolve())));
}

/** Asks for the seat's room until it is given, and joins it; the signalling is enough to be in. */
async function entered(person: Person): Promise<{ seat: MediaSeat; lost: Promise<void>; leave: () => void }> {
	for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
		const answer = await person.page.ask<Ack & { seat?: MediaSeat }>((socket, ack) =>
			socket.emit('media_seat', { kind: 'table' }, ack)
		);
		const inside = answer?.ok && answer.seat ? await joined(answer.seat) : null;
		if (inside) return { seat: (answer as { seat: MediaSeat }).seat, ...inside };
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('no room within 30 s');
}

/** The first message is the join's answer; a refusal ends the connection without one. */
function joined({ url, token }: MediaSeat): Promise<{ lost: Promise<void>; leave: () => void } | null> {
	const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=15&auto_subscribe=1&sdk=js`);
	const lost = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
	return new Promise((resolve) => {
		socket.addEventListener('message', () => resolve({ lost, leave: () => socket.close() }), { once: true });
		socket.addEventListener('error', () => resolve(null), { once: true });
	});
}

async function everybodyWrites({ people }: Fleet): Promise<void> {
	const answers = await Promise.all(
		people.map(({ page }) =>
			page.send({
				type: 'add_idea',
				table: page.me.seat!.table,
				idea: newId(),
				text: 'written in silence',
				language: 'en',
				onBehalfOf: null
			})
		)
	);
	expect(answers.every(({ ok }) => ok)).toBe(true);
}
