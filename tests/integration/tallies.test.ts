/** Counts beside the log, over real sockets. */
import { expect, test } from 'vitest';
import type { TableTally } from '#lib/protocol/wire.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import { seedOf } from './app-process.ts';
import { openCafe } from './open-cafe.ts';

test('while a round is paused the desk learns who left a table, and who came back', async ({ onTestFinished }) => {
	const seed = seedOf('tallies');
	const cafe = await openCafe('sqlite', { hall: 4, online: 2, minutes: 60, rounds: 2 }, onTestFinished);
	const fleet = await cafe.fleet({ seed, habits: SILENT });
	const { desk } = fleet;
	const tables = new Map<string, TableTally>();
	desk.connection.socket.on('table_tallies', (tallies) => {
		for (const tally of tallies) tables.set(tally.table, tally);
	});
	await fleet.arrive();
	const facilitator = await fleet.facilitator();
	await facilitator.plan(seed);
	await desk.send({ type: 'start_round', round: 1 });
	await Promise.all(fleet.people.map(({ page }) => page.until('seated', ({ me }) => me.seat !== null)));
	await desk.send({ type: 'pause_round', round: 1 });

	const guest = fleet.people.find(({ link }) => link.role === 'participant' && link.device === 'own')!;
	const { table } = guest.page.me.seat!;
	const here = () => tables.get(table)?.here;
	await expect.poll(() => tables.get(table)?.hostHere, { timeout: 20_000 }).toBe(true);
	const before = here()!;
	// The counts of all and those of the tables change in the same moment, and nothing happens after it.
	guest.page.drop();
	await expect.poll(here, { timeout: 20_000 }).toBe(before - 1);
	guest.page.connect();
	await expect.poll(here, { timeout: 20_000 }).toBe(before);
});
