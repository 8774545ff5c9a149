/** Figure 6, second part: what a phone on a slow network waits for, in Chromium against the real server. */
import process from 'node:process';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import type { Ticket } from '../cafe.ts';
import { machineNow } from '../clock.ts';
import type { Figure, FigureWish, Row } from '../figure.ts';
import { openHall } from '../generator/hall.ts';
import { load } from '../machine.ts';
import { shown, spreadOf } from '../spread.ts';
import { Stage } from '../stage.ts';
import { startWholeServer } from '../whole-server.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PHONE = { width: 390, height: 844 };
const BYTES_A_SECOND = 1_600_000 / 8;
const SLOW = { offline: false, latency: 150, downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND };
const PEOPLE = 200;

interface Visit {
	/** From the begin of the navigation until it can be used and has been painted. */
	ms: number;
	/** Of all scripts that came, as they came: compressed, with their heads. */
	scriptKilobytes: number;
	allKilobytes: number;
}

export async function pages(wish: FigureWish): Promise<Figure> {
	const before = load();
	const visits = await Stage.with(async (stage) => {
		const hall = await openHall(stage, 'sqlite', { people: PEOPLE, tables: PEOPLE / 5, rounds: 3 });
		const openLink = await hall.server.ask<string>('openLink', hall.event);
		for (const socket of [...hall.sockets, hall.desk]) socket.close();
		await stage.stop(hall);
		const server = await startWholeServer(hall.data);
		const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] });
		const made: { door: Visit[]; seated: Visit[] } = { door: [], seated: [] };
		try {
			for (let run = 0; run < wish.runs; run++) {
				wish.say(`pages: run ${run + 1}`);
				made.door.push(await visit(browser, `${server.origin}/l/${openLink}`, 'input[name="name"]'));
				const ticket = hall.tickets[run]!;
				made.seated.push(await visit(browser, `${server.origin}/e/${ticket.entry}`, 'textarea', ticket));
			}
		} finally {
			await browser.close();
			await server.stop();
		}
		return made;
	});
	return {
		title: '6b. Pages on a slow network',
		conditions:
			'Chromium with an empty cache at 390 px, 1.6 Mbit/s and 150 ms (CDP `Network.emulateNetworkConditions`: 150 ms to ' +
			'each answer), the processor not slowed down, against `server/main.ts` with its built pages. Name field: from ' +
			'following an open link until the field can be filled and has been painted. Seated view: a person of a café of ' +
			`${PEOPLE} opens her page in round 1, until she can write an idea. Media is off: its code comes later.`,
		load: `${before} → ${load()}`,
		rows: [
			row('name field can be used, ms', visits.door, 'ms', 1_500),
			row('JavaScript of the join page, kB as it came', visits.door, 'scriptKilobytes', 120),
			row('everything of the join page, kB as it came', visits.door, 'allKilobytes'),
			row('seated view can be used, ms', visits.seated, 'ms', 3_000),
			row('JavaScript of the seated view, kB as it came', visits.seated, 'scriptKilobytes'),
			row('everything of the seated view, kB as it came', visits.seated, 'allKilobytes')
		]
	};
}

function row(what: string, visits: readonly Visit[], key: keyof Visit, most?: number): Row {
	const spread = spreadOf(visits.map((visit) => visit[key]));
	const made = { what, figure: shown(spread) };
	return most === undefined ? made : { ...made, target: `≤ ${most}`, reached: spread.median <= most };
}

/** Opens an address with nothing cached and waits until `field` can be filled. */
async function visit(browser: Browser, address: string, field: string, ticket?: Ticket): Promise<Visit> {
	const context = await browser.newContext({ viewport: PHONE, locale: 'en' });
	if (ticket) await context.addCookies([{ name: SESSION_COOKIE, value: ticket.cookie, url: new URL(address).origin }]);
	const page = await context.newPage();
	const network = await context.newCDPSession(page);
	await network.send('Network.enable');
	await network.send('Network.emulateNetworkConditions', SLOW);
	const bytes = countBytes(network);
	const from = machineNow();
	const going = page.goto(address, { waitUntil: 'load', timeout: 30_000 });
	going.catch(() => undefined);
	// Looked for at every frame: `fill` alone looks again after half a second.
	await page.waitForFunction((css) => document.querySelector(css), field, { polling: 'raf', timeout: 30_000 });
	await page.locator(field).first().fill('Ada', { timeout: 30_000 });
	const usable = machineNow() - from;
	await going;
	await page.waitForLoadState('networkidle');
	const made = { ms: Math.max(usable, await firstPaint(page)), ...bytes() };
	await context.close();
	return made;
}

/** Milliseconds from the navigation's begin until something stood there. */
const firstPaint = (page: Page): Promise<number> =>
	page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);

function countBytes(network: CDPSession): () => Omit<Visit, 'ms'> {
	const types = new Map<string, string>();
	let scripts = 0;
	let all = 0;
	network.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
	network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		all += encodedDataLength;
		if (types.get(requestId) === 'Script') scripts += encodedDataLength;
	});
	return () => ({ scriptKilobytes: scripts / 1_000, allKilobytes: all / 1_000 });
}
