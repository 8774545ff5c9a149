/** Who waits at the door: a greeter sees and admits her at once, and whoever may not open the door learns nothing of her. */
import { expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import { INITIAL_DOOR } from '#lib/domain/initial.ts';
import type { DoorPart } from '#lib/domain/parts.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { askRoute, personalLinks, visit, type SignedIn } from '../../tools/fleet/visitor.ts';
import { makeCafe } from './cafe-maker.ts';
import { openCafe } from './open-cafe.ts';
import { walkIn } from './walk-in.ts';

const SHAPE = { hall: 1, online: 1, minutes: 60 };

const doorOn = (page: LivePage): DoorPart => (page.copy.part('group:door') as DoorPart | undefined) ?? INITIAL_DOOR;
const waitingOn = (page: LivePage): PersonId[] => doorOn(page).waiting.map(({ person }) => person);

test(
	'[SEC-3] greeters see who waits, with her name, and let her in; nobody else hears of her',
	{ timeout: 90_000 },
	async ({ onTestFinished }) => {
		const cafe = await openCafe('sqlite', SHAPE, onTestFinished);
		const { origin } = cafe.app;
		const pageOf = async (session: SignedIn) => {
			const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
			cafe.atEnd(() => page.close());
			return page.until('in', ({ ready }) => ready);
		};
		const desk = await pageOf(await visit(cafe.link('facilitator')));
		const links = await personalLinks(desk.session);
		const of = async (role: string) => {
			const link = links.find((each) => each.role === role);
			if (link) return pageOf(await visit(`${origin}/l/${link.token}`));
			const { token } = await askRoute<{ token: string }>(desk.session, 'links', {
				action: 'role',
				role,
				label: `Some ${role}`
			});
			return pageOf(await visit(`${origin}/l/${token}`));
		};
		const greeter = await of('greeter');
		const outside = new Map<string, LivePage>();
		for (const role of ['hotline', 'moderator', 'harvester', 'participant', 'table_host', 'observer', 'screen'])
			outside.set(role, await of(role));

		const open = await askRoute<{ token: string }>(desk.session, 'links', { action: 'open' });
		const walter = await pageOf(await walkIn(origin, open.token, 'Walter Walkin'));
		const wanda = await pageOf(await walkIn(origin, open.token, 'Wanda Walkin'));
		const [first, second] = [walter.person!, wanda.person!];
		for (const page of [greeter, desk]) {
			await page.until('both wait', () => waitingOn(page).length === 2);
			expect(waitingOn(page)).toEqual([first, second]);
			expect(doorOn(page).waiting[0]).toEqual({ person: first, attendance: 'hall', since: expect.any(Number) });
			expect(page.copy.names).toMatchObject({ [first]: 'Walter Walkin', [second]: 'Wanda Walkin' });
		}
		expect(greeter.copy.part('desk'), 'a greeter reads no desk').toBeUndefined();
		outside.set('who waits herself', walter);

		expect(await outside.get('hotline')!.send({ type: 'admit_person', person: first })).toMatchObject({
			ok: false,
			code: 'not_allowed'
		});
		expect(await greeter.send({ type: 'admit_person', person: first })).toMatchObject({ ok: true });
		await greeter.until('one waits', () => waitingOn(greeter).length === 1);
		expect(await desk.send({ type: 'admit_person', person: first })).toMatchObject({ code: 'already_done' });
		await walter.until('let in', ({ me }) => me.participation === 'arrived');
		// A greeter who comes later, or after a break, has the whole list.
		const later = await of('greeter');
		expect(waitingOn(later)).toEqual([second]);

		for (const [who, page] of outside) {
			// Everything sent to it so far is there.
			await page.ask((socket, ack) => socket.emit('clock', 0, ack));
			expect(page.copy.part('group:door'), who).toBeUndefined();
			page.connection.tell((socket) => socket.emit('resync', { 'group:door': 0 }));
			await page.ask((socket, ack) => socket.emit('clock', 0, ack));
			expect(page.copy.part('group:door'), `${who} asks`).toBeUndefined();
			const reads = ['moderator', 'harvester'].includes(who);
			if (!reads) expect(JSON.stringify([[...page.copy.parts()], page.copy.names]), who).not.toContain(second);
		}
	}
);

test('[SEC-8] the greeter of another event hears nothing', { timeout: 90_000 }, async ({ onTestFinished }) => {
	const { folder, app } = await twoEvents(onTestFinished);
	const greeterOf = async (token: string) => {
		const desk = await visit(`${app.origin}/l/${token}`);
		const link = (await personalLinks(desk)).find(({ role }) => role === 'greeter');
		const made =
			link ?? (await askRoute<{ token: string }>(desk, 'links', { action: 'role', role: 'greeter', label: 'Gil' }));
		const session = await visit(`${app.origin}/l/${made.token}`);
		const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
		onTestFinished(async () => page.close());
		await page.until('in', ({ ready }) => ready);
		return { desk, page };
	};
	const here = await greeterOf(folder.here);
	const elsewhere = await greeterOf(folder.elsewhere);
	const open = await askRoute<{ token: string }>(here.desk, 'links', { action: 'open' });
	await walkIn(app.origin, open.token, 'Walter Walkin');
	await here.page.until('he waits', () => waitingOn(here.page).length === 1);
	await elsewhere.page.ask((socket, ack) => socket.emit('clock', 0, ack));
	expect(waitingOn(elsewhere.page)).toEqual([]);
	const [walter] = waitingOn(here.page);
	expect(await elsewhere.page.send({ type: 'admit_person', person: walter! })).toMatchObject({
		ok: false,
		code: 'unknown_person'
	});
	expect(waitingOn(here.page)).toEqual([walter]);
});

async function twoEvents(onTestFinished: (act: () => Promise<void>) => void) {
	const cafe = await openCafe('sqlite', SHAPE, onTestFinished);
	await cafe.app.stop();
	const other = await makeCafe({ ...SHAPE, data: cafe.data, store: 'sqlite' });
	await cafe.app.start();
	return { app: cafe.app, folder: { here: cafe.tokens.facilitator, elsewhere: other.tokens.facilitator } };
}
