/** A list of people for an event that was made from a template: over HTTP, in the app as it runs in production. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListFindings } from '#lib/desk/people-list-findings.server.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { PlanningState } from '#lib/protocol/planning.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import { PEOPLE_LIMITS } from '#server/import/index.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { askRoute, personalLinks, visit, type SignedIn } from '../../tools/fleet/visitor.ts';
import { AppProcess, temporaryFolder } from './app-process.ts';

const folder = temporaryFolder('people-list');
const pages: LivePage[] = [];
let app: AppProcess;
let ids = 0;

beforeAll(async () => {
	app = await AppProcess.start({ data: folder.path, store: 'sqlite' });
}, 120_000);
afterAll(async () => {
	for (const page of pages) page.close();
	await app.stop();
	folder.remove();
});

const bytesOf = (file: string): Uint8Array<ArrayBuffer> =>
	new Uint8Array(readFileSync(new URL(`../scenarios/${file}`, import.meta.url)));
const named = (...names: string[]): string => `name\n${names.join('\n')}\n`;
const guests = (from: number, to: number): string[] =>
	Array.from({ length: to - from + 1 }, (_, index) => `Guest ${from + index}`);
const newId = (): string => `a-list-of-people-${++ids}`;

/** As *Create an event* does it, without script. */
async function created(title: string): Promise<SignedIn> {
	const welcome = await fetch(app.instanceLink, { redirect: 'manual' });
	const instance = welcome.headers.getSetCookie().map((line) => line.split(';')[0]!);
	const answer = await fetch(`${app.origin}/create?/make`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: app.origin, accept: 'text/html', cookie: instance.join('; ') },
		body: new URLSearchParams([
			...Object.entries({ organiser: 'Olga Organiser', template: 'world_cafe', title, purpose: 'To see.' }),
			...Object.entries({ date: '2027-05-30', start: '10:00', timezone: 'Europe/Brussels', language: 'en' }),
			...Object.entries({ hall: '0', online: '3', linked: '0', seats: '5', rounds: '3', minutes: '20' }),
			...['Streets', 'Schools', 'Squares'].flatMap((topic) => [
				['topic', topic],
				['question', `What about ${topic}?`]
			])
		] as [string, string][])
	});
	const cookie = answer.headers.getSetCookie().map((line) => /^rondo=([^;]*)/.exec(line)?.[1]);
	const entry = /^\/e\/([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1];
	const session = cookie.find((value) => value !== undefined);
	if (!entry || !session) throw new Error(`not created: HTTP ${answer.status} ${await answer.text()}`);
	return { origin: app.origin, cookie: session, entry };
}

const post = (
	{ cookie, entry }: SignedIn,
	list: BodyInit,
	asked: Record<string, string> = {},
	headers: Record<string, string> = {}
): Promise<Response> =>
	fetch(`${app.origin}/api/e/${entry}/people?${new URLSearchParams(asked)}`, {
		method: 'POST',
		headers: { cookie: `${SESSION_COOKIE}=${cookie}`, origin: app.origin, 'content-type': 'text/csv', ...headers },
		body: list
	});

async function look(desk: SignedIn, list: BodyInit, asked: Record<string, string> = {}): Promise<ListFindings> {
	const answer = await post(desk, list, asked);
	expect(answer.status).toBe(200);
	return (await answer.json()) as ListFindings;
}

async function add(desk: SignedIn, list: BodyInit, id = newId()): Promise<PersonId[]> {
	const answer = await post(desk, list, { id, offers: 'yes' });
	expect(answer.status, await answer.clone().text()).toBe(200);
	return ((await answer.json()) as { added: PersonId[] }).added;
}

async function pageOf(session: SignedIn): Promise<LivePage> {
	const page = new LivePage({ session, chance: new Chance(pages.length), ledger: new Ledger() }).connect();
	pages.push(page);
	return page.until('in', ({ ready }) => ready, 30_000);
}

/** Opens the personal links of these people and takes part. */
async function takePart(desk: SignedIn, people: readonly PersonId[]): Promise<LivePage[]> {
	const links = await personalLinks(desk, people);
	return Promise.all(
		links.map(async ({ token }) => {
			const page = await pageOf(await visit(`${app.origin}/l/${token}`));
			expect(await page.send({ type: 'take_part' })).toMatchObject({ ok: true });
			return page.until('takes part', ({ me }) => me.participation === 'committed', 30_000);
		})
	);
}

const planning = async (page: LivePage): Promise<PlanningState> => {
	const answer = await page.ask<Ack & { planning: PlanningState }>((socket, ack) =>
		(socket as unknown as { emit(...said: unknown[]): void }).emit('plan_look', {}, ack)
	);
	return answer!.planning;
};

test('made from a template, a list, links, a plan, a newer list before the café and one during it', async () => {
	const organiser = await created('From a template');
	const desk = await pageOf(organiser);
	const first = named(...guests(1, 12));
	expect(await look(organiser, first)).toMatchObject({ verdict: 'refused', fresh: { count: 0 } });
	const found = await look(organiser, first, { offers: 'yes', file: 'registration.csv' });
	expect(found).toMatchObject({ verdict: 'clean', left: 0, fresh: { count: 12 }, there: { count: 0 } });
	expect(found.file).toMatchObject({ file: 'registration.csv', rows: 12, offered: { attendance: 'remote' } });
	expect(found.fresh.names.slice(0, 2)).toEqual(['Guest 1', 'Guest 2']);
	const id = newId();
	const added = await add(organiser, first, id);
	expect(added).toHaveLength(12);
	await desk.until('12 and the organiser', ({ desk: { people } }) => Object.keys(people).length === 13, 30_000);
	// The answer was lost: the same is asked again.
	expect(await add(organiser, first, id)).toEqual(added);

	const [anna] = await takePart(organiser, added);
	expect(anna!.me).toMatchObject({ role: 'participant', participation: 'committed' });
	const planned = await desk.ask<Ack>((socket, ack) => socket.emit('plan_for_present', { seed: 1 }, ack), 60_000);
	expect(planned).toMatchObject({ ok: true });
	expect((await planning(desk)).waiting).toBeNull();

	const newer = named('Guest 13', ...guests(1, 12));
	expect(await look(organiser, newer, { offers: 'yes' })).toMatchObject({ fresh: { count: 1 }, there: { count: 12 } });
	const evening = await add(organiser, newer);
	expect(evening).toHaveLength(1);
	await takePart(organiser, evening);
	// Who has come is offered to the plan, and gets a seat in every round.
	await expect.poll(async () => (await planning(desk)).waiting, { timeout: 30_000 }).not.toBeNull();
	const { planVersion: basis } = desk.everyone;
	const repaired = await desk.ask<Ack>(
		(socket, ack) =>
			(socket as unknown as { emit(...said: unknown[]): void }).emit('plan_repair', { basis, preview: false }, ack),
		60_000
	);
	expect(repaired).toMatchObject({ ok: true });
	await desk.until('in the plan', ({ desk: { plan } }) => plan!.rounds.every((seats) => evening[0]! in seats), 30_000);

	expect(await desk.send({ type: 'start_round', round: 1 })).toMatchObject({ ok: true });
	const [late] = await takePart(organiser, await add(organiser, named('Guest 14')));
	await late!.until('seated as late people are', ({ me }) => me.seat !== null, 30_000);
	expect(await add(organiser, named(...guests(1, 14)))).toEqual([]);
});

test('lists with faults add nobody until they are accepted, and every fault has its line', async () => {
	const organiser = await created('With faults');
	const desk = await pageOf(organiser);
	const hostile = await look(organiser, bytesOf('hostile.csv'));
	expect(hostile).toMatchObject({ verdict: 'rows', file: { delimiter: ',', encoding: 'utf-8' } });
	expect(hostile.left).toBe(hostile.faults.filter(({ severity }) => severity === 'reject').length);
	expect(hostile.faults.filter(({ line }) => line > 1).every(({ sentence }) => sentence.length > 10)).toBe(true);
	expect((await post(organiser, bytesOf('hostile.csv'), { id: newId() })).status).toBe(422);
	for (const [file, rule] of [
		['latin1.csv', 'not_utf8'],
		['broken.csv', 'column_missing'],
		['unclosed-quote.csv', 'quote_open'],
		['empty.csv', 'file_empty'],
		['nothing at all', 'file_empty']
	] as const) {
		const list = file === 'nothing at all' ? '' : bytesOf(file);
		const answer = await post(organiser, list, { id: newId(), rows: 'yes' });
		expect(answer.status, file).toBe(422);
		const refused = (await answer.json()) as ListFindings;
		expect([refused.verdict, refused.faults[0]!.rule], file).toEqual(['refused', rule]);
	}
	expect(await look(organiser, bytesOf('utf16le.csv'))).toMatchObject({
		fresh: { count: 5 },
		file: { encoding: 'utf-16le' }
	});
	expect(await look(organiser, bytesOf('header-only.csv'))).toMatchObject({ verdict: 'clean', fresh: { count: 0 } });
	expect(Object.keys(desk.desk.people)).toHaveLength(1);

	const taken = await post(organiser, bytesOf('hostile.csv'), { id: newId(), rows: 'yes' });
	expect(((await taken.json()) as { added: string[] }).added).toHaveLength(hostile.fresh.count);
	await desk.until(
		'everybody of the good rows',
		({ desk: { people } }) => Object.keys(people).length === hostile.fresh.count + 1,
		30_000
	);
});

test('the language of the page names the faults', async () => {
	const organiser = await created('In French');
	const answer = await post(organiser, bytesOf('latin1.csv'), {}, { 'accept-language': 'fr' });
	expect(((await answer.json()) as ListFindings).faults[0]!.sentence).toMatch(/^Cette ligne/);
});

test('nothing that is no list of this event’s desk', { timeout: 60_000 }, async () => {
	const organiser = await created('Guarded');
	const elsewhere = await created('Elsewhere');
	const list = named('Anna');
	for (const role of ['moderator', 'harvester', 'greeter', 'hotline', 'observer', 'screen']) {
		const { token } = await askRoute<{ token: string }>(organiser, 'links', { action: 'role', role, label: 'Bo' });
		const session = await visit(`${app.origin}/l/${token}`);
		expect((await post(session, list, { id: newId(), offers: 'yes' })).status, role).toBe(404);
	}
	for (const stranger of [
		{ ...elsewhere, entry: organiser.entry },
		{ ...organiser, cookie: 'made-up' }
	])
		expect((await post(stranger, list, { id: newId(), offers: 'yes' })).status).toBe(404);
	for (const foreign of [{ origin: 'https://elsewhere.example' }])
		expect((await post(organiser, list, { id: newId() }, foreign)).status).toBe(403);
	for (const type of ['text/plain', 'application/json', 'application/octet-stream'])
		expect((await post(organiser, list, {}, { 'content-type': type })).status, type).toBe(400);
	for (const asked of [{ id: 'short' }, { id: newId(), rows: 'no' }, { who: 'me' }, { attendance: 'maybe' }])
		expect((await post(organiser, list, asked as never)).status, JSON.stringify(asked)).toBe(400);
	const large = new Uint8Array(PEOPLE_LIMITS.bytes + 1).fill(0x61);
	expect((await post(organiser, large, { id: newId() })).status).toBe(413);
	const desk = await pageOf(organiser);
	expect(Object.values(desk.desk.people).filter(({ role }) => role === 'participant')).toEqual([]);
	expect(app.output).not.toContain('page failed');
});
