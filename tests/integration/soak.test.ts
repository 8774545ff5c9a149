/**
 * FAULT-16, in the night only: twenty minutes of a full café; the app's memory and handles stay where they were.
 * RONDO_TEST_SOAK_MINUTES makes it shorter or longer; a quarter of it comes before, to warm up.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newId } from '#lib/client/random-id.ts';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import { seedOf } from './app-process.ts';
import { openCafe } from './open-cafe.ts';

const MINUTE_MS = 60_000;
const MINUTES = Number(process.env.RONDO_TEST_SOAK_MINUTES ?? 20);
const SOAK_MS = MINUTES * MINUTE_MS;
const WARM_UP_MS = SOAK_MS / 4;
const LOOK_MS = 15_000;
const TURN_MS = 50;

interface Look {
	residentBytes: number;
	handles: number;
}

test.skipIf(process.env.RONDO_TEST_NIGHTLY !== '1')(
	`[FAULT-16] ${MINUTES} minutes of typing and starring`,
	{ timeout: WARM_UP_MS + SOAK_MS + 15 * MINUTE_MS },
	async ({ onTestFinished }) => {
		const seed = seedOf('soak');
		const cafe = await openCafe('sqlite', { minutes: 600, rounds: 2, timeScale: 20 }, onTestFinished);
		const fleet = await cafe.fleet({ seed, habits: SILENT });
		await fleet.arrive();
		const facilitator = await fleet.facilitator();
		await facilitator.plan(seed);
		await fleet.desk.send({ type: 'start_round', round: 1 });
		await Promise.all(fleet.people.map(({ page }) => page.until('seated', ({ table }) => table !== null)));
		for (const { page } of fleet.people)
			await page.send({
				type: 'add_idea',
				table: page.me.seat!.table,
				idea: newId(),
				text: 'words',
				language: 'en',
				onBehalfOf: null
			});

		const looks: Look[] = [];
		const begun = performance.now();
		let looked = begun + WARM_UP_MS;
		while (performance.now() - begun < WARM_UP_MS + SOAK_MS) {
			somebodyActs(fleet);
			await new Promise((resolve) => setTimeout(resolve, TURN_MS));
			if (performance.now() < looked) continue;
			looked += LOOK_MS;
			looks.push(lookAt(cafe.app.pid));
		}
		const first = median(looks.slice(0, 8));
		const last = median(looks.slice(-8));
		console.log(`soak: ${JSON.stringify(first)} became ${JSON.stringify(last)}`);
		// Every star is a commit that the log and the counts of its channels remember: a little is earned growth.
		expect(last.residentBytes / first.residentBytes).toBeLessThan(1.1);
		expect(Math.abs(last.handles - first.handles)).toBeLessThanOrEqual(5);
		expect(await fleet.check()).toEqual([]);
	}
);

/** Types a draft; now and then gives a star to a tablemate's idea or takes it back. */
function somebodyActs({ people, chance }: Fleet): void {
	const { page } = chance.pick(people)!;
	const { seat, stars, ideas } = page.me;
	if (!seat) return;
	page.type(seat.table, `a sentence of ${chance.below(1_000)} words`);
	const liked = page.table?.ideas.find(({ id }) => !ideas.some((own) => own.id === id));
	// Taken back soon: the check at the end counts stars that were given and stayed.
	if (liked && stars.includes(liked.id))
		void page.ask((socket, ack) =>
			socket.emit(
				'command',
				{ id: newId(), command: { type: 'star_idea', table: seat.table, idea: liked.id, starred: false } },
				ack
			)
		);
	else if (liked && chance.happens(0.2))
		void page.ask((socket, ack) =>
			socket.emit(
				'command',
				{ id: newId(), command: { type: 'star_idea', table: seat.table, idea: liked.id, starred: true } },
				ack
			)
		);
}

function lookAt(pid: number): Look {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return {
		residentBytes: Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024,
		handles: readdirSync(`/proc/${pid}/fd`).length
	};
}

function median(looks: Look[]): Look {
	const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
	return {
		residentBytes: middle(looks.map(({ residentBytes }) => residentBytes)),
		handles: middle(looks.map(({ handles }) => handles))
	};
}
