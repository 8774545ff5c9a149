/** `kill -9` of the app in the middle of a rehearsal: the same simulated people come back, to the seats that are theirs. */
import { expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import type { RehearsalState } from '#server/app/rehearsal.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { askRoute, visit, type SignedIn } from '../../tools/fleet/visitor.ts';
import { openCafe } from './open-cafe.ts';

const SHAPE = { hall: 2, online: 1, minutes: 60, rounds: 2, timeScale: 4 };
const PEOPLE = 12;

/** How it stands; null while the app is on its way up. */
async function stateOf({ origin, cookie, entry }: SignedIn): Promise<RehearsalState | null> {
	const answer = await fetch(`${origin}/api/e/${entry}/rehearsal`, { headers: { cookie: `rondo=${cookie}` } });
	return answer.ok ? ((await answer.json()) as RehearsalState) : null;
}

test('simulated people come back after a kill, once', { timeout: 180_000 }, async ({ onTestFinished }) => {
	const cafe = await openCafe('sqlite', SHAPE, onTestFinished);
	const session = await visit(cafe.link('facilitator'));
	const desk = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
	cafe.atEnd(() => desk.close());
	await desk.until('in', ({ ready }) => ready);
	const committed = () => Object.values(desk.desk.people).filter((person) => person.participation === 'committed');
	const seats = (): Readonly<Record<PersonId, string>> => desk.desk.seating?.seats ?? {};

	await askRoute(session, 'rehearsal', { action: 'start', people: PEOPLE, seed: 3 });
	const guests = (where: 'hall' | 'remote') =>
		committed().filter(({ role, attendance }) => role === 'participant' && attendance === where).length;
	const hosts = () => committed().filter(({ role }) => role === 'table_host').length;
	// A plan needs company at every table that a host keeps open.
	const enough = () => hosts() === 3 && guests('hall') >= 4 && guests('remote') >= 2;
	await desk.until('they take part', enough, 60_000);
	const planned = await desk.ask((socket, ack) => socket.emit('plan_for_present', { seed: 1 }, ack), 60_000);
	expect(planned).toMatchObject({ ok: true });
	expect(await desk.send({ type: 'start_round', round: 1 })).toMatchObject({ ok: true });
	await desk.until('seated', () => Object.keys(seats()).length >= PEOPLE - 3);
	const before = { seats: { ...seats() }, people: Object.keys(desk.desk.people).length, here: desk.tally!.here };
	const { welcomes } = desk;

	await cafe.app.kill9();
	await desk.until('the app is gone', ({ live }) => !live);
	await cafe.app.start();
	await desk.until('the desk is back', (page) => page.live && page.welcomes > welcomes, 60_000);
	expect(await stateOf(session)).toMatchObject({ running: true, resumed: true, seed: 3 });
	await desk.until('they are back', ({ tally }) => (tally?.here ?? 0) >= before.here, 60_000);
	expect(Object.keys(desk.desk.people)).toHaveLength(before.people);
	expect(seats()).toMatchObject(before.seats);
	const listed = await fetch(`${session.origin}/api/e/${session.entry}/links`, {
		headers: { cookie: `rondo=${session.cookie}` }
	});
	const { roles } = (await listed.json()) as { roles: { label: string | null }[] };
	expect(
		roles.filter(({ label }) => label === 'rehearsal'),
		'the link of before has ended'
	).toHaveLength(1);

	// Stopped is stopped, over a restart too.
	expect(await askRoute<RehearsalState>(session, 'rehearsal', { action: 'stop' })).toMatchObject({
		running: false,
		progress: { breaches: 0 }
	});
	await cafe.app.kill9();
	await desk.until('the app is gone again', ({ live }) => !live);
	await cafe.app.start();
	expect(await stateOf(session)).toMatchObject({ running: false, resumed: false });
});
