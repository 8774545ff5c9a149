/** The desk signs somebody out: whichever way she came in, her browser is out at once and her cookie is worth nothing. */
import { expect, test } from 'vitest';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { askRoute, personalLinks, visit, type SignedIn } from '../../tools/fleet/visitor.ts';
import { openCafe } from './open-cafe.ts';
import { walkIn } from './walk-in.ts';

const SHAPE = { hall: 1, online: 1, minutes: 60 };

test(
	'[SEC-4] a walk-in and an imported person are signed out alike; their seats stay, and a new link brings them back',
	{ timeout: 120_000 },
	async ({ onTestFinished }) => {
		const cafe = await openCafe('sqlite', SHAPE, onTestFinished);
		const { origin } = cafe.app;
		const connect = (session: SignedIn) => {
			const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
			cafe.atEnd(() => page.close());
			return page;
		};
		const pageOf = (session: SignedIn) => connect(session).until('in', ({ ready }) => ready);
		const desk = await pageOf(await visit(cafe.link('facilitator')));
		const open = await askRoute<{ token: string }>(desk.session, 'links', { action: 'open' });
		const walter = await pageOf(await walkIn(origin, open.token, 'Walter Walkin'));
		const invited = (await personalLinks(desk.session)).find(({ role }) => role === 'participant')!;
		const ada = await pageOf(await visit(`${origin}/l/${invited.token}`));
		await desk.send({ type: 'admit_person', person: walter.person! });
		await walter.until('let in', ({ me }) => me.participation === 'arrived');

		for (const page of [walter, ada]) {
			const person = page.person!;
			expect(await page.send({ type: 'take_part' })).toMatchObject({ ok: true });
			const answer = await askRoute<{ browsers: number }>(desk.session, 'links', { action: 'revoke_person', person });
			expect(answer).toMatchObject({ browsers: 1 });
			await page.until('out', ({ refusal }) => refusal === 'not_signed_in');
			expect(page.live).toBe(false);

			const { cookie, entry } = page.session;
			const again = await fetch(`${origin}/e/${entry}`, { headers: { cookie: `rondo=${cookie}` }, redirect: 'manual' });
			expect(again.headers.get('location')).toBe('/?fault=signed_out');
			await connect(page.session).until('still out', ({ refusal }) => refusal === 'not_signed_in');
			expect(desk.desk.people[person]?.participation).toBe('committed');

			const [link] = await personalLinks(desk.session, [person]);
			const back = connect(await visit(`${origin}/l/${link!.token}`));
			// Another browser of hers was here a moment ago: this one waits until it is surely gone.
			await back.until('in again', ({ ready }) => ready, 60_000);
			expect(back.me.participation).toBe('committed');
		}
	}
);
