/** Story G at protocol level, against the running app: who may not ask is refused, who may not see hears nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTERNAL, MAY, MAY_ASK, READS } from '#lib/domain/access.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { kindOf } from '#lib/domain/channel.ts';
import type { CommandType } from '#lib/domain/commands.ts';
import type { IdeaId, TableId, VoteId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { newId } from '#lib/client/random-id.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import { Chance } from '../../tools/fleet/chance.ts';
import { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT } from '../../tools/fleet/habits.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import type { Person } from '../../tools/fleet/person.ts';
import { askRoute, personalLinks, visit, type PersonalLink, type SignedIn } from '../../tools/fleet/visitor.ts';
import { makeCafe, type MadeCafe } from './cafe-maker.ts';
import { AppProcess, temporaryFolder } from './app-process.ts';

const folder = temporaryFolder('secrecy');
const shape = {
	data: folder.path,
	store: 'sqlite',
	hall: 3,
	online: 2,
	minutes: 60,
	timeScale: 20,
	moveMinutes: 1
} as const;
let app: AppProcess;
let here: MadeCafe;
let elsewhere: MadeCafe;
let fleet: Fleet;
let links: PersonalLink[];
const pages: LivePage[] = [];

const linkOf = (token: string) => `${app.origin}/l/${token}`;

/** A page of whoever holds that link, with a record of its own. */
async function pageOf(token: string, session?: SignedIn): Promise<LivePage> {
	const page = new LivePage({
		session: session ?? (await visit(linkOf(token))),
		chance: new Chance(pages.length),
		ledger: new Ledger()
	}).connect();
	pages.push(page);
	return page.until('in', ({ ready }) => ready);
}

/** Any message; asked again only when it was "too fast". */
async function ask(page: LivePage, put: Parameters<LivePage['ask']>[0]): Promise<Ack> {
	for (;;) {
		const answer = (await page.ask(put)) as Ack | null;
		if (!answer) throw new Error('no answer');
		if (answer.ok || answer.code !== 'too_fast') return answer;
		await new Promise((resolve) => setTimeout(resolve, 150));
	}
}

/** As somebody who writes her own client. */
const say = (page: LivePage, command: object): Promise<Ack> =>
	ask(page, (socket, ack) => socket.emit('command', { id: newId(), command: command as never }, ack));

const seatedAt = (person: Person): TableId => person.page.me.seat!.table;

beforeAll(async () => {
	here = await makeCafe({ ...shape, mark: 'Here ' });
	elsewhere = await makeCafe({ ...shape, mark: 'Elsewhere ' });
	app = await AppProcess.start({ data: folder.path, store: 'sqlite' });
	fleet = await Fleet.open({ link: linkOf(here.tokens.facilitator), seed: 7, habits: SILENT });
	links = await personalLinks(fleet.desk.session);
	await fleet.arrive();
	const facilitator = await fleet.facilitator();
	await facilitator.plan(7);
	await fleet.desk.send({ type: 'start_round', round: 1 });
	await Promise.all(fleet.people.map(({ page }) => page.until('seated', ({ table }) => table !== null)));
	for (const { page } of fleet.people)
		await page.send({
			type: 'add_idea',
			table: page.me.seat!.table,
			idea: newId(),
			text: `secret of ${page.me.seat!.table}`,
			language: 'en',
			onBehalfOf: null
		});
	const isPlaced = (page: LivePage) => page.table!.seated.find(({ person }) => person === page.person)?.placed;
	await Promise.all(
		fleet.people
			.filter(({ link }) => link.device === 'own')
			.map(({ page }) => page.until('all have sat down', isPlaced as (page: LivePage) => boolean))
	);
	expect(await fleet.check()).toEqual([]);
}, 120_000);

afterAll(async () => {
	for (const page of pages) page.close();
	fleet?.stop();
	await app?.stop();
	folder.remove();
});

/** Something of every type that the schema lets through. */
function sample(type: CommandType, person: Person, idea: IdeaId): object {
	const table = seatedAt(person);
	const id = person.id;
	const samples: Record<string, object> = {
		move_programme: { item: 'cafe', from: null },
		announce: { text: 'hello', tables: null },
		state_profile: { attendance: 'hall', device: 'own', languages: ['en'], needs: [], topics: [] },
		admit_person: { person: id },
		check_in_person: { person: id },
		check_out_person: { person: id },
		remove_person: { person: id },
		appoint_host: { person: id, table },
		give_consent: { purpose: 'publication', given: true },
		forget_me: { what: 'everything' },
		pin_seat: { person: id, round: 2, table },
		unpin_seat: { person: id, round: 2 },
		undo_move: { version: 1 },
		switch_tables: { round: 1, version: 2 },
		move_person: { person: id, table },
		merge_table: { table, into: table },
		set_table_seats: { table, seats: 9, from: 5 },
		place_person: { person: id },
		take_over_hosting: { table },
		visit_table: { table },
		end_visit: { person: id, table },
		raise_table_hand: { table },
		lower_table_hand: { table, person: id },
		add_idea: { table, idea: newId(), text: 'intruder', language: 'en', onBehalfOf: null },
		edit_idea: { table, idea, baseRev: 1, text: 'intruder' },
		hide_idea: { table, idea },
		show_idea: { table, idea },
		star_idea: { table, idea, starred: true },
		mark_insight: { table, idea, marked: true },
		call_help: { call: newId() },
		take_help: { call: newId() },
		solve_help: { call: newId() },
		lower_hand: { person: id },
		call_to_stage: { person: id },
		answer_stage_invitation: { accept: true },
		leave_stage: { person: id },
		create_theme: { theme: newId(), name: 'theme' },
		rename_theme: { theme: newId(), name: 'theme' },
		remove_theme: { theme: newId() },
		place_insight: { idea, theme: null },
		merge_twins: { keep: idea, twins: [idea] },
		part_twins: { twins: [idea] },
		open_vote: { vote: newId(), themes: [newId()], dots: 3 },
		cast_ballot: { vote: newId(), dots: {} },
		close_vote: { vote: newId() },
		withdraw_vote: { vote: newId() },
		unpublish_results: { version: 1 },
		word_message: { theme: newId(), message: { en: 'words' } }
	};
	const rounds = /_round$|^ring_bell$/.test(type)
		? { round: 1, ...(type === 'extend_round' ? { minutes: 1 } : {}) }
		: {};
	return { type, ...rounds, ...samples[type] };
}

const COMMANDS = Object.keys(MAY) as CommandType[];
const FROM_PAGES = COMMANDS.filter((type) => !INTERNAL.has(type as never));

describe('[SEC-3] every command × every role', () => {
	/** Every role but the program itself, which no browser has. */
	const ROLES = (Object.keys(READS) as Role[]).filter((role) => role !== 'system');
	test.for(ROLES)('%s: what the table of rights does not give is refused, and changes nothing', async (role) => {
		const page = await ofRole(role);
		const victim = fleet.people.find(({ link, id }) => link.role === 'participant' && id !== page.person)!;
		const idea = victim.page.me.ideas[0]!.id;
		// Her own arrival is told before this answer.
		await fleet.desk.ask((socket, ack) => socket.emit('clock', 0, ack));
		const before = JSON.stringify([...fleet.desk.copy.parts()]);
		const refused = FROM_PAGES.filter((type) => !MAY[type].includes(role));
		// The lead of an event sits nowhere: even she is refused what is for those at a table.
		expect(refused.length).toBeGreaterThan(0);
		for (const type of refused) {
			const answer = await say(page, sample(type, victim, idea));
			expect(answer, `${role} ${type}`).toMatchObject({ ok: false, code: 'not_allowed' });
		}
		expect(JSON.stringify([...fleet.desk.copy.parts()])).toBe(before);
	});

	test('what only the program proposes is no message at all', async () => {
		const page = await pageOf(here.tokens.organiser);
		for (const type of INTERNAL)
			expect(await say(page, { type, person: fleet.people[0]!.id })).toMatchObject({ code: 'bad_message' });
	});

	test.for(ROLES)('%s reads no channel that the table of rights does not give', async (role) => {
		const page = await ofRole(role);
		const allowed = new Set<string>(READS[role]);
		for (const channel of page.copy.parts().keys()) {
			if (kindOf(channel) === 'person') expect(channel).toBe(`person:${page.person}`);
			else if (kindOf(channel) === 'table') expect(channel).toBe(`table:${page.me.seat?.table}`);
			else expect(allowed, `${role} reads ${channel}`).toContain(kindOf(channel));
		}
		if (READS[role].includes('desk')) return;
		page.connection.tell((socket) =>
			socket.emit('resync', Object.fromEntries(here.tables.map((table) => [`table:${table}`, 0])))
		);
		await page.ask((socket, ack) => socket.emit('clock', 0, ack));
		expect(page.tablesHeld().filter((table) => table !== page.me.seat?.table)).toEqual([]);
		expect(page.ledger.breaches).toEqual([]);
	});

	test.for(ROLES)('%s is answered nothing that she may not ask', async (role) => {
		const page = await ofRole(role);
		const settings = DEFAULT_SETTINGS;
		const wishes: Record<keyof typeof MAY_ASK, unknown> = {
			open_tables: [...here.tables],
			plan_for_present: { seed: 1 },
			plan_look: {},
			plan_outlook: { settings },
			plan_start: { settings },
			plan_stop: { run: 'run' },
			plan_cancel: { run: 'run' },
			plan_seats: { run: 'run' },
			plan_take: { run: 'run', basis: 1 },
			plan_move: {
				basis: 1,
				round: 2,
				person: fleet.people[0]!.id,
				table: here.tables[0]!,
				with: null,
				preview: false
			},
			plan_undo: { basis: 1 },
			plan_redo: { basis: 1 },
			plan_repair: { basis: 1, preview: false },
			find_people: { query: 'Here' },
			paper_ballot: { id: newId(), cardCode: 'ABCDEF', vote: newId<VoteId>(), dots: {} }
		};
		for (const [name, roles] of Object.entries(MAY_ASK) as [keyof typeof MAY_ASK, readonly Role[]][]) {
			if (roles.includes(role)) continue;
			const answer = await ask(page, (socket, ack) => socket.emit(name as 'plan_look', wishes[name] as never, ack));
			expect(answer, `${role} ${name}`).toEqual({ ok: false, code: 'not_allowed' });
		}
		if (!READS[role].includes('desk'))
			expect(page.tablesHeld().filter((table) => table !== page.me.seat?.table)).toEqual([]);
	});

	async function ofRole(role: Role): Promise<LivePage> {
		const tokens: Partial<Record<Role, string>> = here.tokens;
		const token = tokens[role];
		if (token) return pageOf(token);
		if (role === 'moderator') {
			const wish = { action: 'role', role, label: 'Mona Moderator' };
			return pageOf((await askRoute<{ token: string }>(fleet.desk.session, 'links', wish)).token);
		}
		const mine = fleet.people.find(({ link }) => link.role === role);
		if (mine) return pageOf('', mine.page.session);
		return pageOf(links.find((link) => link.role === role)!.token);
	}
});

/** What ends an asker's own part comes last, so that she tries all the rest first. */
const ENDS: readonly CommandType[] = ['leave', 'close_event', 'forget_me'];
const LAST_WHAT_ENDS_IT = [...FROM_PAGES.filter((type) => !ENDS.includes(type)), ...ENDS];

const names = (command: object, ...ids: string[]): boolean => ids.some((id) => JSON.stringify(command).includes(id));

/** Whether it was done. Who is forgotten is signed out, and may miss the answer. */
async function isDone(page: LivePage, command: object): Promise<boolean> {
	if ((command as { type: CommandType }).type !== 'forget_me') return (await say(page, command)).ok;
	await page.ask((socket, ack) => socket.emit('command', { id: newId(), command: command as never }, ack));
	return true;
}

/** Everything that the desk reads, her own page and her tablecloth, once it has all arrived. */
async function asItStands({ page }: Person): Promise<string> {
	for (const each of [fleet.desk, page]) await each.ask((socket, ack) => socket.emit('clock', 0, ack));
	return JSON.stringify([...fleet.desk.copy.parts(), ...page.copy.parts()]);
}

/**
 * Every command of a page, about somebody who is not hers to touch: refused where it names her or what she wrote, and
 * nothing that the desk, her own page or her tablecloth shows is any different.
 */
async function expectNothingReaches(page: LivePage, victim: Person): Promise<void> {
	const idea = victim.page.me.ideas[0]!.id;
	const before = await asItStands(victim);
	for (const type of LAST_WHAT_ENDS_IT) {
		const command = sample(type, victim, idea);
		const ok = await isDone(page, command);
		if (names(command, victim.id, idea)) expect(ok, type).toBe(false);
	}
	expect(await asItStands(victim)).toBe(before);
}

describe('[SEC-8] [SEC-4] foreign events, foreign tables, stale tabs', () => {
	test('the desk of another event reaches nothing here, by any id', async () => {
		const stranger = await pageOf(elsewhere.tokens.facilitator);
		const victim = fleet.people.find(({ link }) => link.role === 'participant')!;
		await stranger.openTables(here.tables);
		await stranger.until('tables', (page) => page.tablesHeld().length === here.tables.length);
		const heard = JSON.stringify([...stranger.copy.parts()]);
		expect(heard).not.toContain('secret of');
		for (const { id } of fleet.people) expect(heard).not.toContain(id);
		const found = await stranger.ask((socket, ack) => socket.emit('find_people', { query: 'Here' }, ack));
		// Everybody elsewhere is called "Elsewhere …", which holds "here".
		for (const { name } of (found as { people: { name: string }[] }).people) expect(name).toMatch(/^Elsewhere/);

		// Every command there is, last what ends her own event: that she may, and nothing of it arrives here.
		const second = await pageOf(elsewhere.tokens.facilitator2);
		await expectNothingReaches(second, victim);
		expect(await say(stranger, { type: 'close_event' })).toMatchObject({ ok: false });
	});

	test('an entry without its cookie, and a cookie with another’s entry, are nobody', async () => {
		const mine = fleet.people[0]!.page.session;
		const theirs = fleet.desk.session;
		for (const session of [
			{ ...mine, entry: theirs.entry },
			{ ...theirs, cookie: 'x'.repeat(32) }
		]) {
			const page = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
			pages.push(page);
			await page.until('turned away', ({ refusal }) => refusal === 'not_signed_in');
			expect(page.ready).toBe(false);
			await expect(personalLinks(session)).rejects.toMatchObject({ status: 404 });
			await expect(askRoute(session, 'rehearsal', { action: 'delete' })).rejects.toMatchObject({ status: 404 });
		}
		await expect(personalLinks(mine), 'a guest’s own entry').rejects.toMatchObject({ status: 404 });
		await expect(askRoute(mine, 'rehearsal', { action: 'delete' })).rejects.toMatchObject({ status: 404 });
	});

	test('a page of another site is refused, over HTTP and at the handshake', async () => {
		const { origin, cookie, entry } = fleet.desk.session;
		const headers = { cookie: `rondo=${cookie}`, origin: 'https://evil.example', 'content-type': 'application/json' };
		const body = JSON.stringify({ action: 'stop' });
		const response = await fetch(`${origin}/api/e/${entry}/rehearsal`, { method: 'POST', headers, body });
		expect(response.status).toBe(403);
	});

	test('a guest of another table can neither write, star, edit, hide, nor be heard there; a stale tab neither', async () => {
		const guests = fleet.people.filter(({ link }) => link.role === 'participant' && link.attendance === 'remote');
		const intruder = guests[0]!;
		const victim = guests.find((person) => seatedAt(person) !== seatedAt(intruder))!;
		const idea = victim.page.me.ideas[0]!.id;
		const writing = [
			'add_idea',
			'edit_idea',
			'hide_idea',
			'star_idea',
			'mark_insight',
			'raise_table_hand',
			'take_over_hosting'
		] as const;
		for (const type of writing)
			expect(await say(intruder.page, sample(type, victim, idea)), type).toMatchObject({
				ok: false,
				code: 'not_your_table'
			});

		// Moved by the desk: the page of the old table writes once more, and hears nothing of it any more.
		const old = seatedAt(intruder);
		const witness = fleet.people.find((person) => person !== intruder && seatedAt(person) === old)!;
		const drafts: string[] = [];
		witness.page.connection.socket.on('draft', ({ text }) => drafts.push(text));
		expect(await fleet.desk.send({ type: 'move_person', person: intruder.id, table: seatedAt(victim) })).toMatchObject({
			ok: true
		});
		await intruder.page.until('moved', ({ me }) => me.seat?.table !== old);
		intruder.page.type(old, 'a draft of the past');
		const late = { type: 'add_idea', table: old, idea: newId(), text: 'too late', language: 'en', onBehalfOf: null };
		expect(await say(intruder.page, late)).toMatchObject({ ok: false, code: 'not_your_table' });
		await witness.page.send({
			type: 'add_idea',
			table: old,
			idea: newId(),
			text: 'after she left',
			language: 'en',
			onBehalfOf: null
		});
		await witness.page.until('own idea', ({ table }) => table!.ideas.some(({ text }) => text === 'after she left'));
		await intruder.page.ask((socket, ack) => socket.emit('clock', 0, ack));
		expect(intruder.page.tablePart(old)).toBeNull();
		expect(JSON.stringify([...intruder.page.copy.parts()])).not.toContain('after she left');
		expect(
			intruder.page.me.ideas.some(({ table }) => table === old),
			'her own words stay hers'
		).toBe(true);
		expect(drafts).not.toContain('a draft of the past');
		expect(fleet.ledger.breaches).toEqual([]);
	});

	test.for(['participant', 'table_host'] as const)(
		'a %s of another table: every command, and nothing reaches',
		async (role) => {
			const seated = fleet.people.filter(({ page, arrived }) => arrived && page.me.seat !== null);
			const victim = seated.findLast(({ link }) => link.role === 'participant' && link.attendance === 'remote')!;
			const intruder = seated.find((one) => one.link.role === role && seatedAt(one) !== seatedAt(victim))!;
			const [idea, table] = [victim.page.me.ideas[0]!.id, seatedAt(victim)];
			const cloth = JSON.stringify(victim.page.table);
			const herself = JSON.stringify(victim.page.me);
			for (const type of LAST_WHAT_ENDS_IT) {
				const command = sample(type, victim, idea);
				const ok = await isDone(intruder.page, command);
				if (names(command, victim.id, idea) || 'table' in command) expect(ok, type).toBe(false);
			}
			await asItStands(victim);
			expect(JSON.stringify(victim.page.table)).toBe(cloth);
			expect(JSON.stringify(victim.page.me)).toBe(herself);
			expect(seatedAt(victim)).toBe(table);
		}
	);
});
