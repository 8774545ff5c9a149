/** A rehearsal by the button: marked, filled by a process of its own, ended, deleted with every byte. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { newId } from '#lib/client/random-id.ts';
import type { RehearsalState } from '#server/app/rehearsal.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { askRoute, personalLinks, visit, type SignedIn } from '../../tools/fleet/visitor.ts';
import { filesHolding } from '../contract/bytes.ts';
import { AppProcess, seedOf, temporaryFolder } from './app-process.ts';
import { makeCafe, type MadeCafe } from './cafe-maker.ts';
import { STORES } from './open-cafe.ts';

const KINDS = STORES.map((kind) => (kind === 'redis_url' ? 'redis' : kind));
const SHAPE = { hall: 3, online: 2, minutes: 60, rounds: 2, rehearsal: false };
const NAME = 'Quisquilie ';
const WORDS = 'Wortlaut-den-es-nur-einmal-gibt';

const ask = (desk: SignedIn, body: object) => askRoute<RehearsalState>(desk, 'rehearsal', body);

/** Process ids and command lines of the app's children. */
const childrenOf = (pid: number): string[] =>
	execFileSync('ps', ['--ppid', `${pid}`, '-o', 'pid=,args='], { encoding: 'utf8' })
		.split('\n')
		.filter((line) => line.includes('rehearse.ts'));
const isAlive = (line: string): boolean => {
	try {
		process.kill(Number(line.trim().split(' ')[0]), 0);
		return true;
	} catch {
		return false;
	}
};

async function untilState(
	desk: SignedIn,
	what: string,
	is: (state: RehearsalState) => boolean
): Promise<RehearsalState> {
	const { origin, cookie, entry } = desk;
	for (const deadline = performance.now() + 40_000; performance.now() < deadline;) {
		const response = await fetch(`${origin}/api/e/${entry}/rehearsal`, { headers: { cookie: `rondo=${cookie}` } });
		const state = (await response.json()) as RehearsalState;
		if (is(state)) return state;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error(`not within 40 s: ${what}`);
}

describe.concurrent('a rehearsal by the button', () => {
	test.for(KINDS)(
		'on %s: marked, run, ended and deleted with every byte',
		{ timeout: 150_000 },
		async (store, { onTestFinished }) => {
			const folder = temporaryFolder(`rehearsal-${store}`);
			const place = { data: folder.path, store } as const;
			const kept = await makeCafe({ ...SHAPE, ...place, mark: 'Kept ' });
			const cafe = await makeCafe({ ...SHAPE, ...place, mark: NAME });
			const cutOff = await makeCafe({ ...SHAPE, ...place, mark: NAME });
			const app = await AppProcess.start(place);
			const pages: LivePage[] = [];
			onTestFinished(async () => {
				for (const page of pages) page.close();
				await app.stop();
				folder.remove();
			});
			const pageOf = async (token: string) => {
				const session = await visit(`${app.origin}/l/${token}`);
				const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
				pages.push(page);
				return page.until('in', ({ ready }) => ready);
			};
			const desk = await pageOf(cafe.tokens.facilitator);

			await marks(desk, pageOf);
			await runs(desk, app, pageOf);
			await deleted(desk, cafe, folder.path);
			await deletedInTwoGoes(cutOff, app, folder.path, pageOf, seedOf(`deletion on ${store}`));
			const other = await pageOf(kept.tokens.facilitator);
			expect(Object.keys(other.desk.people).length).toBeGreaterThan(20);

			await ask(other.session, { action: 'mark', timeScale: 20 });
			await ask(other.session, { action: 'start', people: 5 });
			const children = childrenOf(app.pid);
			expect(children).toHaveLength(1);
			expect(await app.stop()).toBe(0);
			expect(children.filter(isAlive), 'the app takes its children with it').toEqual([]);
		}
	);
});

/** What is real stays real: it is marked before its café only, and not at twenty times the speed with people in it. */
async function marks(desk: LivePage, pageOf: (token: string) => Promise<LivePage>): Promise<void> {
	const refusedWith = (code: string) => ({ status: 409, message: expect.stringContaining(code) });
	await expect(ask(desk.session, { action: 'start' })).rejects.toMatchObject(refusedWith('not_a_rehearsal'));
	await expect(ask(desk.session, { action: 'delete' })).rejects.toMatchObject(refusedWith('not_a_rehearsal'));
	await expect(ask(desk.session, { action: 'mark', timeScale: 21 })).rejects.toMatchObject({ status: 400 });
	const links = await personalLinks(desk.session);
	const guest = await pageOf(
		links.find(({ role, attendance }) => role === 'participant' && attendance === 'remote')!.token
	);
	await expect(ask(desk.session, { action: 'mark', timeScale: 20 })).rejects.toMatchObject(refusedWith('people_here'));
	guest.close();
	await desk.until('she is gone', ({ tally }) => tally?.here === 0);
	expect(await ask(desk.session, { action: 'mark', timeScale: 20 })).toMatchObject({
		rehearsal: true,
		timeScale: 20,
		running: false
	});
	await desk.until('everybody knows', ({ everyone }) => everyone.card!.rehearsal && everyone.card!.timeScale === 20);
}

async function runs(desk: LivePage, app: AppProcess, pageOf: (token: string) => Promise<LivePage>): Promise<void> {
	expect(await ask(desk.session, { action: 'start', people: 20, seed: 5 })).toMatchObject({ running: true, seed: 5 });
	await expect(ask(desk.session, { action: 'start' })).rejects.toMatchObject({ status: 409 });
	const [child, ...more] = childrenOf(app.pid);
	expect(more).toEqual([]);
	expect(child, 'no link in a command line').not.toContain('/l/');
	await untilState(desk.session, 'all are connected', ({ progress }) => (progress?.connected ?? 0) >= 15);
	await desk.until('committed', ({ tally }) => (tally?.committed ?? 0) >= 18, 30_000);
	// A round, in which somebody real writes something that must not stay.
	const links = await personalLinks(desk.session);
	const simulated = Object.values(desk.desk.people)
		.filter(({ participation }) => participation !== 'invited')
		.map(({ id }) => id);
	const link = links.find(
		({ person, attendance, role }) => role === 'participant' && attendance === 'remote' && !simulated.includes(person)
	)!;
	const guest = await pageOf(link.token);
	await guest.send({ type: 'take_part' });
	expect(await desk.ask((socket, ack) => socket.emit('plan_for_present', { seed: 1 }, ack), 30_000)).toMatchObject({
		ok: true
	});
	await desk.send({ type: 'start_round', round: 1 });
	await guest.until('seated', ({ me }) => me.seat !== null);
	const idea = {
		type: 'add_idea',
		table: guest.me.seat!.table,
		idea: newId(),
		text: WORDS,
		language: 'de',
		onBehalfOf: null
	} as const;
	expect(await guest.send(idea as Parameters<LivePage['send']>[0])).toMatchObject({ ok: true });
	expect(await ask(desk.session, { action: 'stop' })).toMatchObject({
		running: false,
		exitCode: 0,
		progress: { breaches: 0 }
	});
	expect([child!].filter(isAlive)).toEqual([]);
	// And once more: it is deleted while they come.
	await ask(desk.session, { action: 'start', people: 20, seed: 6 });
}

const traces = (folder: string, { keys }: MadeCafe): string[] =>
	[...keys, Buffer.from(NAME.trim()), Buffer.from(WORDS)].flatMap((secret) => filesHolding(folder, secret));

/** One click: everybody is sent home, the simulated people too, and nothing of them is in any byte of the folder. */
async function deleted(desk: LivePage, cafe: MadeCafe, folder: string): Promise<void> {
	expect(traces(folder, cafe), 'the search finds what is there').not.toEqual([]);
	expect(await ask(desk.session, { action: 'delete' })).toEqual({ deleted: true });
	await desk.until('sent home', ({ refusal }) => refusal === 'event_deleted');
	expect(traces(folder, { ...cafe, keys: cafe.keys })).toEqual([]);
	await expect(visit(`${desk.session.origin}/l/${cafe.tokens.facilitator}`)).rejects.toThrow('not exchanged');
	await expect(ask(desk.session, { action: 'stop' })).rejects.toMatchObject({ status: 404 });
}

/** The app dies in the middle of it: the next start finishes it. */
async function deletedInTwoGoes(
	cafe: MadeCafe,
	app: AppProcess,
	folder: string,
	pageOf: (token: string) => Promise<LivePage>,
	seed: number
): Promise<void> {
	const desk = await pageOf(cafe.tokens.facilitator);
	await ask(desk.session, { action: 'mark', timeScale: 4 });
	const asked = ask(desk.session, { action: 'delete' }).catch(() => undefined);
	await new Promise((resolve) => setTimeout(resolve, new Chance(seed).between(1, 25)));
	await app.kill9();
	await asked;
	await app.start();
	// Killed before the request was taken, it is simply asked again.
	await ask(desk.session, { action: 'delete' }).catch(() => undefined);
	expect(traces(folder, cafe)).toEqual([]);
}
