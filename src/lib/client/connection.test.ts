/** The real Socket.IO client against a real Socket.IO server; everything else is tested with a double. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IdeaId, PersonId, TableId } from '../domain/ids.ts';
import { LIVE_PATH, PROTOCOL_VERSION, type Hello, type PageEvents, type ServerEvents } from '../protocol/wire.ts';
import { LiveEvent } from './live-event.svelte.ts';

type Page = Socket<PageEvents, ServerEvents>;

let http: HttpServer;
let io: Server<PageEvents, ServerEvents>;
let live: LiveEvent;
let pages: Page[];
let port: number;
let hear: (page: Page) => void;

async function serve() {
	http = createServer();
	io = new Server(http, { path: LIVE_PATH, transports: ['websocket'], serveClient: false });
	io.on('connection', (page) => {
		pages.push(page);
		hear(page);
		page.on('clock', (_sentAt, ack) => ack(1_800_000_000_000));
		page.emit('welcome', {
			event: 'ev',
			role: 'participant',
			person: 'me' as PersonId,
			now: 1_800_000_000_000,
			media: { kind: 'on' },
			saving: 'saved',
			sound: true
		});
		page.emit('snapshot', { parts: {}, gone: [] });
	});
	http.listen(port, '127.0.0.1');
	await once(http, 'listening');
	({ port } = http.address() as AddressInfo);
}
const stop = () => new Promise<void>((done) => void io.close(() => done()));
const until = (is: () => boolean) => vi.waitFor(() => expect(is()).toBe(true), { timeout: 5_000, interval: 5 });

beforeEach(async () => {
	[pages, port, hear] = [[], 0, () => {}];
	await serve();
	live = new LiveEvent({ entry: 'e1', tab: 'tab', keep: null, url: `http://127.0.0.1:${port}` });
});
afterEach(async () => {
	live.close();
	await stop();
});

const idea = {
	type: 'add_idea',
	table: 't1' as TableId,
	idea: 'i1' as IdeaId,
	text: 'Wifi in every tram',
	language: 'en',
	onBehalfOf: null
} as const;

test('says hello with what it has, by WebSocket alone, and counts on from there', async () => {
	live.connect();
	await until(() => live.ready);
	pages[0]!.emit('frame', { parts: { everyone: [1, { type: 'plan_published', version: 3 }] } });
	await until(() => live.everyone.planVersion === 3);
	pages[0]!.disconnect(true);
	await until(() => pages.length === 2 && live.state === 'live');
	const hellos = pages.map((page) => page.handshake.auth as Hello);
	expect(hellos.map(({ have }) => have)).toEqual([{}, { everyone: 1 }]);
	expect(hellos[1]).toMatchObject({ version: PROTOCOL_VERSION, entry: 'e1', tab: 'tab' });
	expect(pages[1]!.conn.transport.name).toBe('websocket');
});

test('[REL-3] the server dies with a command in its hands: sent again with the same id, answered once', async () => {
	const ids: string[] = [];
	hear = (page) => page.on('command', ({ id }, ack) => (ids.push(id) > 1 ? ack({ ok: true }) : undefined));
	live.connect();
	await until(() => live.ready);
	const answer = live.send(idea);
	await until(() => ids.length === 1);
	await stop();
	await until(() => live.state === 'offline');
	expect(live.waiting).toEqual([idea]);
	await serve();
	expect(await answer).toEqual({ ok: true });
	expect(new Set(ids).size).toBe(1);
	expect(live.waiting).toEqual([]);
});

test('comes back when it was told to, and the clock is the server’s', async () => {
	live.connect();
	await until(() => live.ready);
	pages[0]!.emit('come_back', 50);
	await until(() => pages.length === 2 && live.state === 'live');
	await until(() => live.clock.uncertaintyMs !== null);
	expect(Math.abs(live.clock.now() - 1_800_000_000_000)).toBeLessThan(60_000);
});

test('turned away: no second try', async () => {
	hear = (page) => page.emit('refused', 'not_signed_in');
	live.connect();
	await until(() => live.state === 'refused');
	expect(live.refusal).toBe('not_signed_in');
});
