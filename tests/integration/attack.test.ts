/** What somebody tries who holds one link of an event and writes her own client. Each test is one attack. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Command } from '#lib/domain/commands.ts';
import type { EventId, IdeaId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import { deskOf, deskPersonOf, everyoneOf, helpOf, seatOf, tableOf } from '#lib/domain/read.ts';
import { LIMITS, LIVE_PATH, PROTOCOL_VERSION, type Ack } from '#lib/protocol/wire.ts';
import { RoleLinks } from '#server/app/role-links.ts';
import { buildServices, type App } from '#server/build-services.ts';
import { readConfig } from '#server/config.ts';
import type { OpenEvent } from '#server/events/open-event.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import type { LiveServer } from '#server/realtime/live-server.ts';
import { MESSAGE_BURST, MESSAGES_PER_SECOND } from '#server/realtime/fast-talkers.ts';

const folder = mkdtempSync(join(tmpdir(), 'rondo-attack-'));
let app: App;
let http: Server;
let origin: string;
const tabs: Tab[] = [];

beforeAll(async () => {
	http = createServer().listen(0, '127.0.0.1');
	await once(http, 'listening');
	const { port } = http.address() as AddressInfo;
	origin = `http://127.0.0.1:${port}`;
	const config = readConfig(['--data', folder, '--store', 'sqlite', '--media', 'off'], { LOG_LEVEL: 'silent' });
	app = await buildServices({ config, origin, version: 'test', port });
	app.services.live.attach(http);
});
afterEach(() => {
	for (const tab of tabs.splice(0)) tab.socket.disconnect();
});
afterAll(async () => {
	await app.services.live.close(0);
	http.close();
	http.closeAllConnections();
	await app.stop();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Session {
	cookie: string;
	entry: string;
}

/** One tab of a client that says whatever it likes, and remembers everything that it was told. */
class Tab {
	readonly socket: Socket;
	readonly heard: { name: string; said: unknown }[] = [];
	readonly #waiting = new Set<() => void>();

	constructor({ cookie, entry }: Session, hello: Record<string, unknown> = {}) {
		this.socket = io(origin, {
			path: LIVE_PATH,
			transports: ['websocket'],
			reconnection: false,
			forceNew: true,
			extraHeaders: { cookie: `${SESSION_COOKIE}=${cookie}` },
			auth: { version: PROTOCOL_VERSION, entry, tab: 'tab', have: {}, ...hello }
		});
		this.socket.onAny((name: string, said: unknown) => this.#hear(name, said));
		this.socket.on('disconnect', () => this.#hear('disconnect', null));
		this.socket.on('connect_error', (cause) => this.#hear('connect_error', cause.message));
		tabs.push(this);
	}

	static async in(session: Session, hello?: Record<string, unknown>): Promise<Tab> {
		const tab = new Tab(session, hello);
		await tab.told('tally');
		return tab;
	}

	#hear(name: string, said: unknown): void {
		this.heard.push({ name, said });
		for (const look of this.#waiting) look();
	}

	/** Resolves with the first message of that name, also an earlier one, that `fits`. */
	told(name: string, fits: (said: never) => boolean = () => true): Promise<unknown> {
		return new Promise((resolve) => {
			const look = () => {
				const found = this.heard.find((one) => one.name === name && fits(one.said as never));
				if (!found) return;
				this.#waiting.delete(look);
				resolve(found.said);
			};
			this.#waiting.add(look);
			look();
		});
	}

	say(command: object, id = randomUUID() as string): Promise<Ack> {
		return this.ask('command', { id, command });
	}

	ask(name: string, ...said: unknown[]): Promise<Ack> {
		return this.socket.timeout(5_000).emitWithAck(name, ...said);
	}

	get names(): string[] {
		return this.heard.map(({ name }) => name);
	}

	/** Everything that came, as text. */
	get all(): string {
		return JSON.stringify(this.heard);
	}
}

const as = (host: OpenEvent, person: PersonId) => ({ role: deskOf(host.runtime.state).people[person]!.role, person });
const submit = async (host: OpenEvent, command: Command, person: PersonId) => {
	const done = await host.runtime.submit(randomUUID(), command, as(host, person));
	if (!done.ok) throw new Error(`${command.type}: ${done.error.code}`);
};
const signIn = async (event: EventId, role: Role, person: PersonId | null): Promise<Session> => {
	const { cookie, entry } = await app.services.entrance.signIn(event, role, person, null);
	return { cookie, entry: entry.entryId };
};
/** Another browser that came by the person's own link. */
const byPersonalLink = async (event: EventId, person: PersonId): Promise<Session> => {
	const [link] = await app.services.entrance.personalLinks(event, [person]);
	const exchanged = await app.services.entrance.exchange(link!.token, null);
	if (exchanged.kind !== 'signed_in') throw new Error('the link is unknown');
	return { cookie: exchanged.signedIn.cookie, entry: exchanged.signedIn.entry.entryId };
};
const walkIn = async (event: EventId, name = 'Passer-by') => {
	const visitor = { name, languages: ['en'], attendance: 'remote', device: 'own' } as const;
	const came = await app.services.entrance.walkIn(event, { ...visitor, languages: [...visitor.languages] }, null);
	if (!came.ok) throw new Error(came.error.code);
	const { cookie, entry } = came.value;
	return { cookie, entry: entry.entryId, person: entry.person! };
};

const HERE = 'T33' as TableId;
const THERE = 'T34' as TableId;

/** Two online tables in round 1: a host and three guests each. */
async function cafe({ started = true } = {}) {
	const { eventMaker, openEvents } = app.services;
	const { event, lead } = await eventMaker.makeExample();
	const host = await openEvents.open(event);
	const people = Object.values(deskOf(host.runtime.state).people).filter(({ attendance }) => attendance === 'remote');
	const travellers = people.filter(({ role, hosts: table }) => role === 'participant' && table === null);
	const hostOf = (table: TableId) => people.find(({ hosts: own }) => own === table)!.id;
	const here = [hostOf(HERE), ...travellers.slice(0, 3).map(({ id }) => id)];
	const there = [hostOf(THERE), ...travellers.slice(3, 6).map(({ id }) => id)];
	const me = here[1]!;
	if (!started) return { event, host, lead, here, there, me };
	for (const id of [...here, ...there]) await submit(host, { type: 'take_part' }, id);
	const first = Object.fromEntries([...here.map((id) => [id, HERE]), ...there.map((id) => [id, THERE])]);
	// In the second round everybody but the hosts goes to the other table.
	const second = Object.fromEntries([
		...here.map((id, index) => [id, index === 0 ? HERE : THERE]),
		...there.map((id, index) => [id, index === 0 ? THERE : HERE])
	]);
	const rounds = [first, second, first] as Record<PersonId, TableId>[];
	await submit(host, { type: 'adopt_plan', rounds, sheet: {} as never, basis: 0 }, lead);
	await submit(host, { type: 'start_round', round: 1 }, lead);
	return { event, host, lead, here, there, me };
}
function roleLinks(): RoleLinks {
	const { directory, store, now, live } = app.services;
	const endEntries: LiveServer['endEntries'] = (entries, code) => live.endEntries(entries, code);
	return new RoleLinks({ directory, records: store.records, now, endEntries });
}
const nameIn = (event: EventId, person: PersonId) => app.services.directory.people.nameOf(event, person)!;
const addIdea = (table: TableId, idea: string, text = 'An idea') => ({
	type: 'add_idea',
	table,
	idea,
	text,
	language: 'en',
	onBehalfOf: null
});

const channelsOf = (heard: readonly { said: unknown }[]): Set<string> =>
	new Set(heard.flatMap(({ said }) => Object.keys((said as { parts?: object } | null)?.parts ?? {})));

/** Asks until it is not too fast: refused for what it is. */
async function settled(tab: Tab, command: object | null, name = 'command', ...said: unknown[]): Promise<Ack> {
	for (;;) {
		const answer = command ? await tab.say(command) : await tab.ask(name, ...said);
		if (answer.ok || answer.code !== 'too_fast') return answer;
		await tab.ask('clock', 0);
	}
}

describe('rights', () => {
	test('an id that was used for something harmless does not carry out something else', async () => {
		const { event, host, me, lead, there } = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const victim = await Tab.in(await byPersonalLink(event, there[1]!));
		const id = randomUUID();
		expect(await tab.say({ type: 'raise_hand' }, id)).toEqual({ ok: true });
		expect(await tab.say({ type: 'remove_person', person: there[1]! }, id)).toMatchObject({ code: 'not_allowed' });
		expect(await tab.say({ type: 'remove_person', person: lead }, id)).toMatchObject({ code: 'not_allowed' });
		expect(await app.services.directory.links.list(event)).toHaveLength(1);
		expect(victim.names).not.toContain('refused');
		expect(deskPersonOf(host.runtime.state, there[1]!)?.participation).toBe('committed');
	});

	test('the same command with the same id is still one', async () => {
		const { event, host, me } = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const id = randomUUID();
		const idea = randomUUID();
		for (let again = 0; again < 3; again++) expect(await tab.say(addIdea(HERE, idea), id)).toEqual({ ok: true });
		expect(tableOf(host.runtime.state, HERE).ideas).toHaveLength(1);
	});

	test('a new name of somebody who may not change it is not kept', async () => {
		const { event } = await cafe({ started: false });
		const stranger = await walkIn(event, 'Passer-by');
		const tab = await Tab.in(stranger);
		expect(await tab.ask('rename', { name: 'The facilitator' })).toMatchObject({ ok: false });
		expect(nameIn(event, stranger.person)).toBe('Passer-by');
	});

	test('nobody walks from table to table to read them', async () => {
		const { event, host, me, here } = await cafe();
		const others = await Promise.all(
			here.slice(2).map(async (person) => Tab.in(await signIn(event, 'participant', person)))
		);
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const away = { type: 'move_person', person: me, table: THERE };
		expect(await tab.say(away)).toMatchObject({ code: 'not_allowed' });
		expect(seatOf(host.runtime.state, me)).toBe(HERE);
		expect(tab.all).not.toContain(`"table:${THERE}"`);
		// Left alone, she may go to where company is.
		for (const other of others) other.socket.disconnect();
		await tab.told('presence', ({ here }: { here: PersonId[] }) => here.length === 1);
		expect(await tab.say(away)).toEqual({ ok: true });
		expect(seatOf(host.runtime.state, me)).toBe(THERE);
	});

	test('nobody gets up and sits down at one table after the other, whatever she says she speaks', async () => {
		const { event, host, me, there } = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const refused: string[] = [];
		for (let again = 0; again < 6; again++)
			for (const type of ['leave', 'come_back']) {
				const answer = await tab.say({ type });
				if (!answer.ok) refused.push(answer.code);
			}
		expect(refused).toEqual(['too_fast', 'too_fast', 'too_fast', 'too_fast']);
		const other = await Tab.in(await signIn(event, 'participant', there[1]!));
		const called: boolean[] = [];
		for (let again = 0; again < 12; again++) {
			const call = randomUUID();
			called.push((await other.say({ type: 'call_help', call })).ok);
			await other.say({ type: 'solve_help', call });
		}
		expect(called.filter(Boolean)).toHaveLength(8);
		expect(helpOf(host.runtime.state).calls).toHaveLength(8);
	});

	test('what somebody is about to write reaches her table and no desk', async () => {
		const { event, here, lead } = await cafe();
		const [mine, beside] = await Promise.all(
			here.slice(1, 3).map(async (person) => Tab.in(await signIn(event, 'participant', person)))
		);
		const desk = await Tab.in(await signIn(event, 'harvester', null));
		const facilitator = await Tab.in(await signIn(event, 'facilitator', lead));
		for (const tab of [desk, facilitator]) expect(await tab.ask('open_tables', [HERE])).toEqual({ ok: true });
		mine!.socket.emit('draft', { table: HERE, text: 'Not yet' });
		await beside!.told('draft');
		expect(await desk.ask('open_tables', [HERE])).toEqual({ ok: true });
		for (const tab of [desk, facilitator]) expect(tab.names).not.toContain('draft');
	});

	test('every command about others is refused to a participant, with ids of this and of another event', async () => {
		const { event, host, me, here, lead } = await cafe();
		const other = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const before = host.runtime.seq;
		for (const person of [here[2]!, other.me, 'toString'])
			for (const command of [
				{ type: 'admit_person', person },
				{ type: 'check_in_person', person },
				{ type: 'remove_person', person },
				{ type: 'appoint_host', person, table: HERE },
				{ type: 'pin_seat', person, round: 1, table: HERE },
				{ type: 'move_person', person, table: THERE },
				{ type: 'place_person', person },
				{ type: 'call_to_stage', person },
				{ type: 'leave_stage', person },
				{ type: 'lower_hand', person },
				{ type: 'lower_table_hand', table: HERE, person },
				{ ...addIdea(HERE, randomUUID()), onBehalfOf: person }
			])
				await settled(tab, command);
		for (const command of [
			{ type: 'start_round', round: 2 },
			{ type: 'ring_bell', round: 1 },
			{ type: 'extend_round', round: 1, minutes: 5 },
			{ type: 'merge_table', table: HERE, into: THERE },
			{ type: 'set_table_seats', table: HERE, seats: 9, from: 5 },
			{ type: 'take_over_hosting', table: THERE },
			{ type: 'take_over_hosting', table: HERE },
			{ type: 'raise_table_hand', table: THERE },
			{ type: 'announce', text: 'x', tables: null },
			{ type: 'close_event' },
			{ type: 'publish_results' },
			{ type: 'create_event' },
			{ type: 'note_arrival', person: me },
			{ type: 'cast_paper_ballot', person: here[2]!, vote: 'v', dots: {} },
			{ type: 'rename_person', person: lead },
			addIdea(THERE, randomUUID()),
			addIdea('toString' as TableId, randomUUID())
		])
			await settled(tab, command);
		expect(host.runtime.seq).toBe(before);
		expect(await settled(tab, null, 'open_tables', [HERE, THERE])).toMatchObject({ code: 'not_allowed' });
		expect(await settled(tab, null, 'find_people', { query: 'a' })).toMatchObject({ code: 'not_allowed' });
		expect(await settled(tab, null, 'plan_for_present', { seed: 1 })).toMatchObject({ code: 'not_allowed' });
		const ballot = { id: randomUUID(), cardCode: 'ABCDEF', vote: 'v', dots: {} };
		expect(await settled(tab, null, 'paper_ballot', ballot)).toMatchObject({ code: 'not_allowed' });
		expect(tab.all).not.toContain(nameIn(event, lead));
	});

	test('a page of the last table reads and writes there no more', async () => {
		const { event, host, me, here, lead } = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const desk = await Tab.in(await signIn(event, 'facilitator', lead));
		await desk.ask('open_tables', [HERE]);
		await submit(host, { type: 'move_person', person: me, table: THERE }, lead);
		await tab.told('snapshot', ({ gone }: { gone: string[] }) => gone.includes(`table:${HERE}`));
		const heard = tab.heard.length;
		expect(await tab.say(addIdea(HERE, randomUUID()))).toMatchObject({ code: 'not_your_table' });
		tab.socket.emit('draft', { table: HERE, text: 'late' });
		tab.socket.emit('resync', { [`table:${HERE}`]: 0, desk: 0, care: 0, [`person:${here[2]}`]: 0 });
		await submit(host, addIdea(HERE, randomUUID(), 'said after she left') as Command, here[2]!);
		await desk.told('frame', (frame) => JSON.stringify(frame).includes('said after she left'));
		const since = JSON.stringify(tab.heard.slice(heard).filter(({ name }) => name !== 'snapshot'));
		expect(since).not.toContain('said after she left');
		await tab.told('snapshot', ({ gone }: { gone: string[] }) => gone.includes('desk'));
		expect(channelsOf(tab.heard.slice(heard))).toEqual(
			new Set(['everyone', 'stage', `person:${me}`, `table:${THERE}`])
		);
		expect(desk.names).not.toContain('draft');
	});

	test('of a whole round a participant is told only what is hers: no needs, no ballots, no authors, no acts', async () => {
		const { event, host, me, here, there, lead } = await cafe();
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const secret = 'wheelchair-secret';
		const profile = { attendance: 'remote', device: 'own', languages: ['en'], topics: [] } as const;
		await submit(host, { type: 'state_profile', ...profile, languages: ['en'], topics: [], needs: [secret] }, here[2]!);
		const idea = randomUUID() as IdeaId;
		await submit(host, addIdea(HERE, idea, 'By somebody') as Command, here[2]!);
		await submit(host, { type: 'star_idea', table: HERE, idea, starred: true }, here[3]!);
		await submit(host, { type: 'mark_insight', table: HERE, idea, marked: true }, here[0]!);
		await submit(host, { type: 'create_theme', theme: 'one' as never, name: 'One' }, lead);
		await submit(host, { type: 'create_theme', theme: 'two' as never, name: 'Two' }, lead);
		const vote = randomUUID() as never;
		await submit(host, { type: 'open_vote', vote, themes: ['one', 'two'] as never, dots: 3 }, lead);
		await submit(host, { type: 'cast_ballot', vote, dots: { one: 3 } as never }, there[1]!);
		await tab.told('frame', (frame) => JSON.stringify(frame).includes('vote_opened'));
		await tab.told('tally', ({ ballots }: { ballots: number | null }) => ballots === 1);
		expect(tab.all).not.toContain(secret);
		for (const word of ['own_idea_added', 'ballot_cast', 'act_recorded', 'star_given', 'insight_received', '"owner"'])
			expect(tab.all).not.toContain(word);
		expect(channelsOf(tab.heard)).toEqual(new Set(['everyone', 'stage', `person:${me}`, `table:${HERE}`]));
		for (const person of there) expect(tab.all).not.toContain(nameIn(event, person));
	});

	test('one vote each: many at once, over several tabs, and on paper beside them', async () => {
		const { event, host, me, lead } = await cafe();
		await submit(host, { type: 'create_theme', theme: 'one' as never, name: 'One' }, lead);
		await submit(host, { type: 'create_theme', theme: 'two' as never, name: 'Two' }, lead);
		const vote = randomUUID() as never;
		await submit(host, { type: 'open_vote', vote, themes: ['one', 'two'] as never, dots: 3 }, lead);
		const session = await signIn(event, 'participant', me);
		const mine = await Promise.all([Tab.in(session), Tab.in(session), Tab.in(session)]);
		const desk = await Tab.in(await signIn(event, 'facilitator', lead));
		const cast = { type: 'cast_ballot', vote, dots: { one: 3 } };
		await Promise.all(mine.flatMap((tab) => [tab.say(cast), tab.say(cast), tab.say(cast)]));
		const { card } = (await app.services.directory.people.get(event, me))!;
		const paper = { id: randomUUID(), cardCode: card, vote, dots: { two: 3 } };
		expect(await desk.ask('paper_ballot', paper)).toMatchObject({ code: 'ballot_cast_already' });
		for (const dots of [{ one: 4 }, { one: 20, two: -17 }, { one: 1.5 }, { toString: 1 }])
			expect(await mine[0]!.say({ ...cast, dots })).toMatchObject({ ok: false });
		await submit(host, { type: 'close_vote', vote }, lead);
		const { tallies, ballots } = everyoneOf(host.runtime.state).vote!.result!;
		expect({ ballots, dots: tallies.map(({ dots }) => dots) }).toEqual({ ballots: 1, dots: [3, 0] });
	});

	test('a facilitator of another event has no power here', async () => {
		const { event, host, me } = await cafe();
		const other = await cafe({ started: false });
		const session = await signIn(other.event, 'facilitator', other.lead);
		const tab = await Tab.in(session);
		const before = host.runtime.seq;
		for (const command of [
			{ type: 'remove_person', person: me },
			{ type: 'move_person', person: me, table: THERE },
			{ type: 'pin_seat', person: me, round: 1, table: HERE }
		])
			expect(await tab.say(command)).toMatchObject({ code: 'unknown_person' });
		expect(host.runtime.seq).toBe(before);
		const foreign = await signIn(event, 'participant', me);
		const stolen = new Tab({ cookie: session.cookie, entry: foreign.entry });
		expect(await stolen.told('refused')).toBe('not_signed_in');
	});

	test('removed: told so, cut off, and the old cookie, the old link and an entry in between are worth nothing', async () => {
		const { event, host, me, here, lead } = await cafe();
		const session = await byPersonalLink(event, me);
		const tab = await Tab.in(session);
		const desk = await Tab.in(await signIn(event, 'facilitator', lead));
		expect(await desk.say({ type: 'remove_person', person: me })).toEqual({ ok: true });
		expect(await tab.told('refused')).toBe('removed');
		expect(await tab.say(addIdea(HERE, randomUUID()))).toMatchObject({ code: 'not_allowed' });
		await tab.told('disconnect');
		await submit(host, addIdea(HERE, randomUUID(), 'said without her') as Command, here[2]!);
		expect(tab.all).not.toContain('said without her');
		expect(await new Tab(session).told('refused')).toBe('not_signed_in');
		expect(await app.services.directory.links.list(event)).toEqual([]);
	});

	test('signed out in the moment of coming in', async () => {
		const { event, me } = await cafe();
		const { sessions } = app.services.directory;
		const session = await signIn(event, 'facilitator', null);
		const real = sessions.entry.bind(sessions);
		let looked = 0;
		sessions.entry = async (cookie, entryId) => {
			const entry = await real(cookie, entryId);
			if (entryId !== session.entry || looked++ > 0) return entry;
			await sessions.removeEntry(session.cookie, session.entry);
			app.services.live.endEntries(new Set([session.entry]), 'signed_out');
			return entry;
		};
		try {
			const tab = new Tab(session);
			expect(await tab.told('refused')).toBe('not_signed_in');
			await tab.told('disconnect');
			expect(tab.names).not.toContain('snapshot');
			expect(tab.all).not.toContain(nameIn(event, me));
		} finally {
			sessions.entry = real;
		}
	});
});

describe('known, and not closed yet', () => {
	test('whoever waits at the door does not come in by leaving', async () => {
		const { event, host } = await cafe();
		const stranger = await walkIn(event);
		const tab = await Tab.in(stranger);
		for (const type of ['leave', 'take_part', 'come_back']) await settled(tab, { type });
		expect(deskPersonOf(host.runtime.state, stranger.person)?.participation).toBe('waiting');
	});

	test('a table host neither admits anybody by checking in nor takes a removal back', async () => {
		const { event, host, me, here, lead } = await cafe();
		const stranger = await walkIn(event);
		await submit(host, { type: 'remove_person', person: me }, lead);
		const tab = await Tab.in(await signIn(event, 'table_host', here[0]!));
		for (const person of [stranger.person, me]) await tab.say({ type: 'check_in_person', person });
		expect(deskPersonOf(host.runtime.state, stranger.person)?.participation).toBe('waiting');
		expect(deskPersonOf(host.runtime.state, me)?.participation).toBe('removed');
	});

	test('whoever waits at the door learns no name of those inside', async () => {
		const { event, me } = await cafe({ started: false });
		await Tab.in(await signIn(event, 'participant', me));
		const stranger = await Tab.in(await walkIn(event));
		expect(stranger.all).not.toContain(nameIn(event, me));
	});

	test('with the id of another table’s idea nobody rewrites its insight', async () => {
		const { event, host, me, there } = await cafe();
		const idea = randomUUID() as IdeaId;
		await submit(host, addIdea(THERE, idea, 'Hers') as Command, there[1]!);
		await submit(host, { type: 'mark_insight', table: THERE, idea, marked: true }, there[1]!);
		const tab = await Tab.in(await signIn(event, 'participant', me));
		await tab.say(addIdea(HERE, idea, 'Mine'));
		await tab.say({ type: 'mark_insight', table: HERE, idea, marked: true });
		await tab.say({ type: 'edit_idea', table: HERE, idea, baseRev: 1, text: 'Forged' });
		expect(deskOf(host.runtime.state).insights.map(({ text }) => text)).toEqual(['Hers']);
	});

	test('[G6] a host puts no signed words into anybody’s mouth', async () => {
		const { event, host, me, here } = await cafe();
		await submit(host, { type: 'give_consent', purpose: 'author_name', given: true }, me);
		const tab = await Tab.in(await signIn(event, 'table_host', here[0]!));
		await tab.say({ ...addIdea(HERE, randomUUID(), 'She never said that'), onBehalfOf: me });
		expect(tableOf(host.runtime.state, HERE).ideas.map(({ signedBy }) => signedBy)).toEqual([null]);
	});

	test('[G6] a draft does not say whose it is', async () => {
		const { event, here } = await cafe();
		const [mine, beside] = await Promise.all(
			here.slice(1, 3).map(async (person) => Tab.in(await signIn(event, 'participant', person)))
		);
		mine!.socket.emit('draft', { table: HERE, text: 'Not yet' });
		expect(JSON.stringify(await beside!.told('draft'))).not.toContain(here[1]!);
	});
});

describe('flooding', () => {
	test('neither tabs nor new connections make anybody faster', async () => {
		const { event, me } = await cafe({ started: false });
		const session = await signIn(event, 'participant', me);
		let done = 0;
		const from = performance.now();
		for (let again = 0; again < 4; again++) {
			const tab = await Tab.in(session);
			const answers = await Promise.all(Array.from({ length: 30 }, () => tab.say({ type: 'lower_hand', person: me })));
			done += answers.filter(({ ok }) => ok).length;
			tab.socket.disconnect();
		}
		const seconds = Math.ceil((performance.now() - from) / 1_000);
		expect(done).toBeLessThanOrEqual(LIMITS.commandBurst + seconds * LIMITS.commandsPerSecond);
	});

	test('who never stops talking is listened to in her turn, and others at once', async () => {
		const { event, me, here } = await cafe({ started: false });
		const other = await Tab.in(await signIn(event, 'participant', here[2]!));
		const tab = await Tab.in(await signIn(event, 'participant', me));
		let answered = 0;
		const began = performance.now();
		const late = 400;
		const asked = Array.from({ length: MESSAGE_BURST + late }, () =>
			tab.socket
				.timeout(30_000)
				.emitWithAck('clock', 0)
				.then(() => answered++)
		);
		expect(await other.say({ type: 'raise_hand' })).toEqual({ ok: true });
		// More than is heard at once is on its way: her last message has to wait for its turn.
		await Promise.all(asked);
		tab.socket.emit('draft', { table: HERE, text: '' });
		await tab.ask('clock', 0);
		expect(answered).toBe(MESSAGE_BURST + late);
		expect(performance.now() - began).toBeGreaterThan((late / MESSAGES_PER_SECOND) * 1_000 * 0.8);
	});

	test('who goes on after the results does not have the report made again and again, and the café waits for none', async () => {
		const { event, host, me, here, lead } = await cafe();
		const [kept, withdrawn] = [randomUUID(), randomUUID()] as IdeaId[];
		await submit(host, addIdea(HERE, kept!, 'Kept') as Command, me);
		await submit(host, addIdea(HERE, withdrawn!, 'Withdrawn later') as Command, here[2]!);
		for (const idea of [kept!, withdrawn!])
			await submit(host, { type: 'mark_insight', table: HERE, idea, marked: true }, me);
		const spare = randomUUID() as IdeaId;
		await submit(host, addIdea(HERE, spare, 'Hidden and shown') as Command, me);
		for (let again = 0; again < 300; again++)
			await submit(host, { type: again % 2 ? 'show_idea' : 'hide_idea', table: HERE, idea: spare }, me);
		await submit(host, { type: 'publish_results' }, lead);
		const read = vi.spyOn(host.runtime, 'read');
		const report = async () => JSON.stringify(await app.services.publishedReport(event));
		await Promise.all(Array.from({ length: 20 }, report));
		// At most the one that ran when they came, and one more for all of them, each in small pieces.
		expect(read.mock.calls.filter(([after]) => after === 0).length).toBeLessThanOrEqual(2);
		expect(read.mock.calls.filter(([after]) => after === 0)).not.toContainEqual([0]);
		expect(read.mock.calls.length).toBeGreaterThan(3);
		read.mockClear();
		for (const hidden of [true, false]) {
			await submit(host, { type: hidden ? 'hide_idea' : 'show_idea', table: HERE, idea: spare }, me);
			expect(await report()).toContain('Withdrawn later');
		}
		expect(read).not.toHaveBeenCalled();
		// What has to go is gone at the next look.
		const tab = await Tab.in(await signIn(event, 'participant', here[2]!));
		await tab.say({ type: 'forget_me', what: 'everything' }).catch(() => null);
		await expect.poll(report, { timeout: 30_000 }).not.toContain('Withdrawn later');
		expect(await report()).toContain('Kept');
	});

	test('whoever waits at the door says a few things, not a thousand', async () => {
		const { event } = await cafe({ started: false });
		const tab = await Tab.in(await walkIn(event));
		const profile = { type: 'state_profile', attendance: 'remote', device: 'own', languages: ['en'], topics: [] };
		const answers = await Promise.all(
			Array.from({ length: 40 }, (_, n) => tab.say({ ...profile, needs: [`need-${n}`] }))
		);
		expect(answers.filter(({ ok }) => ok).length).toBeLessThan(10);
		expect(answers.filter((answer) => !answer.ok && answer.code !== 'too_fast')).toEqual([]);
	});

	test('many who want to be forgotten at once do not have the store rewritten for each', async () => {
		const { event, host } = await cafe({ started: false });
		const strangers = await Promise.all(Array.from({ length: 12 }, () => walkIn(event)));
		const inside = await Promise.all(strangers.map((stranger) => Tab.in(stranger)));
		const { store } = app.services;
		const purge = vi.spyOn(store, 'purge');
		// Signed out comes first, the bytes after it: on a slow disk the answer finds nobody there any more.
		const asked = inside.map((tab) => tab.say({ type: 'forget_me', what: 'everything' }).catch(() => ({ ok: true })));
		expect((await Promise.all(asked)).every(({ ok }) => ok)).toBe(true);
		const pending = () => app.services.directory.people.forgottenPending(event);
		await expect.poll(pending, { timeout: 30_000 }).toEqual([]);
		expect(purge.mock.calls.length).toBeLessThan(strangers.length / 2);
		purge.mockRestore();
		for (const { person } of strangers) expect(deskPersonOf(host.runtime.state, person)?.forgotten).toBe(true);
	});

	test('no more tabs than are allowed, however many come at once', async () => {
		const { event, me } = await cafe({ started: false });
		const session = await byPersonalLink(event, me);
		const many = Array.from({ length: 40 }, () => new Tab(session));
		await Promise.all(many.map((tab) => Promise.race([tab.told('welcome'), tab.told('refused')])));
		expect(many.filter(({ names }) => names.includes('welcome')).length).toBeLessThanOrEqual(12);
	});

	test('a link that is opened again and again does not fill the store', async () => {
		const { event, lead } = await cafe({ started: false });
		const { entrance, directory, openEvents } = app.services;
		const made = await roleLinks().create(await openEvents.open(event), 'observer', 'A class');
		if (!made.ok) throw new Error(made.error.code);
		const { token } = made.value;
		const came = [];
		for (let again = 0; again < 200; again++) came.push(await entrance.exchange(token, null));
		const inside = came.filter(({ kind }) => kind === 'signed_in');
		expect(inside.length).toBeGreaterThanOrEqual(120);
		expect(inside.length).toBeLessThan(200);
		expect((await directory.sessions.withoutPerson(event)).length).toBe(inside.length);
		// Who was here before comes in again, and who has another link does.
		const [first] = inside;
		const cookie = first?.kind === 'signed_in' ? first.signedIn.cookie : null;
		expect(await entrance.exchange(token, cookie)).toMatchObject({ kind: 'signed_in' });
		await byPersonalLink(event, lead);
	});

	test('a forwarded link is no doorbell to play with', async () => {
		const { event, me } = await cafe({ started: false });
		const inside = await Tab.in(await byPersonalLink(event, me));
		const sessions = await Promise.all(Array.from({ length: 12 }, () => byPersonalLink(event, me)));
		const outside = sessions.map((session) => new Tab(session));
		const answers = await Promise.all(outside.map((tab) => tab.told('refused')));
		expect(answers.filter((code) => code === 'knocking')).toHaveLength(3);
		expect(answers.filter((code) => code === 'not_let_in')).toHaveLength(9);
		await inside.ask('open_tables', []);
		expect(inside.names.filter((name) => name === 'knock')).toHaveLength(3);
		for (const tab of outside) expect(tab.names).not.toContain('snapshot');
		// Nobody answers for somebody else.
		const stranger = await Tab.in(await walkIn(event));
		const { id } = (await inside.told('knock')) as { id: string };
		stranger.socket.emit('answer_knock', { id, letIn: true });
		await stranger.ask('open_tables', []);
		expect(outside.flatMap(({ heard }) => heard).map(({ said }) => said)).not.toContain('come_in');
	});
});

describe('messages that no page sends', () => {
	test('bad shapes are answered or dropped, the twentieth ends the connection, others notice nothing', async () => {
		const { event, me, here } = await cafe();
		const other = await Tab.in(await signIn(event, 'participant', here[2]!));
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const id = randomUUID();
		const deep = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) as unknown;
		for (const name of ['draft', 'resync', 'media_state', 'answer_knock', '__proto__', 'error2', 'toString'])
			for (const said of [null, 1, 'x', [], {}, deep, Buffer.from('x'), JSON.parse('{"__proto__":{"table":1}}')])
				tab.socket.emit(name, said);
		const bad = [
			null,
			'x',
			{ id },
			{ id, command: null },
			{ id: 'short', command: { type: 'raise_hand' } },
			{ id, command: { type: 'raise_hand', extra: 1 } },
			{ id, command: JSON.parse('{"type":"raise_hand","__proto__":{"role":"facilitator"}}') },
			{ id, command: { type: 'constructor' } },
			{ id, command: { type: '__proto__' } },
			{ id, command: { type: 'add_idea', table: HERE, idea: 'x', text: Buffer.from('x'), language: 'en' } },
			{ id, command: deep },
			{ id, command: { type: 'announce', text: 'x', tables: deep } }
		];
		for (const message of bad) expect(await tab.ask('command', message)).toMatchObject({ ok: false });
		expect(await other.say({ type: 'raise_hand' })).toEqual({ ok: true });
		await Promise.all(Array.from({ length: 12 }, () => tab.ask('command', null).catch(() => null)));
		await tab.told('disconnect');
		expect(({} as Record<string, unknown>)['role']).toBeUndefined();
	});

	test('a message of a megabyte ends its own connection only', async () => {
		const { event, me, here } = await cafe({ started: false });
		const other = await Tab.in(await signIn(event, 'participant', here[2]!));
		const tab = await Tab.in(await signIn(event, 'participant', me));
		tab.socket.emit('draft', { table: HERE, text: 'x'.repeat(1_000_000) });
		await tab.told('disconnect');
		expect(await other.say({ type: 'raise_hand' })).toEqual({ ok: true });
	});

	test.each([
		['an entry that is half a character', { entry: '\ud800' }, 'client_too_old'],
		['a path as an entry', { entry: '../../x' }, 'client_too_old'],
		[
			'a great many channels',
			{ have: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`c${n}`, 1])) },
			'client_too_old'
		],
		['another version', { version: PROTOCOL_VERSION + 1 }, 'client_too_old'],
		['an entry of nobody', { entry: 'nobody' }, 'not_signed_in']
	])('a hello with %s is turned away', async (_, hello, code) => {
		const { event, me } = await cafe({ started: false });
		const tab = new Tab(await signIn(event, 'participant', me), hello);
		expect(await tab.told('refused')).toBe(code);
		await tab.told('disconnect');
		expect(tab.names).not.toContain('welcome');
	});

	test('a page of another origin and long polling are refused', async () => {
		const { event, me } = await cafe({ started: false });
		const { cookie, entry } = await signIn(event, 'participant', me);
		const dial = (options: object) =>
			new Promise<string>((resolve) => {
				const socket = io(origin, {
					path: LIVE_PATH,
					reconnection: false,
					forceNew: true,
					auth: { entry },
					...options
				});
				socket.on('connect', () => resolve('connected'));
				socket.on('connect_error', () => resolve('refused'));
			});
		const headers = { cookie: `${SESSION_COOKIE}=${cookie}`, origin: 'https://evil.example' };
		expect(await dial({ transports: ['websocket'], extraHeaders: headers })).toBe('refused');
		expect(await dial({ transports: ['websocket'], extraHeaders: { ...headers, origin: 'null' } })).toBe('refused');
		expect(await dial({ transports: ['polling'] })).toBe('refused');
	});

	test('nobody takes the name of the facilitator', async () => {
		const { event, me, lead } = await cafe({ started: false });
		const tab = await Tab.in(await signIn(event, 'participant', me));
		const leader = nameIn(event, lead);
		const mine = nameIn(event, me);
		const [first, rest] = [leader[0], leader.slice(1)];
		const alike = ['\u200b', '\u200d', '\u200c', '\u034f'].map((unseen) => first + unseen + rest);
		const cyrillic = leader.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о').replaceAll('i', 'і');
		for (const name of [leader, leader.toUpperCase(), ` ${leader} `, `${leader}.`, cyrillic, ...alike])
			expect(await tab.ask('rename', { name }), name).toMatchObject({ code: 'name_of_leader' });
		// Nor at the door, where nobody has seen her yet.
		for (const name of [leader, cyrillic, alike[1]!])
			await expect(walkIn(event, name), name).rejects.toThrow('name_of_leader');
		expect(nameIn(event, me)).toBe(mine);
		expect(await (await Tab.in(await signIn(event, 'facilitator', lead))).ask('rename', { name: leader })).toEqual({
			ok: true
		});
	});

	test('names that cannot be seen, or that look like somebody else’s', async () => {
		const { event, me } = await cafe({ started: false });
		const tab = await Tab.in(await signIn(event, 'participant', me));
		for (const name of ['\u3164', '\u200b\u2060', '\u00ad', '\u202e', '\u200d', '', ' \n ', 'x'.repeat(121)])
			expect(await tab.ask('rename', { name })).toMatchObject({ code: 'bad_message' });
		for (const [name, kept] of [
			['Pe\u200btra\u00ad', 'Petra'],
			['Anna\n\nFacilitator', 'Anna Facilitator'],
			['\u202eartep', 'artep'],
			[`Za${'\u0316'.repeat(40)}lgo`, `Za${'\u0316'.repeat(4)}lgo`],
			['Pe\u200dtra', 'Petra'],
			['नेहा\u200dक्ष', 'नेहा\u200dक्ष']
		]) {
			expect(await tab.ask('rename', { name })).toEqual({ ok: true });
			expect(nameIn(event, me)).toBe(kept);
		}
		const stranger = await walkIn(event, `Za${'\u0316'.repeat(40)}lgo`);
		expect(nameIn(event, stranger.person)).toBe(`Za${'\u0316'.repeat(4)}lgo`);
	});
});
