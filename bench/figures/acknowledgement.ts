/** Figure 1: a page's command until the page has the answer that it is on the disk. */
import { randomUUID } from 'node:crypto';
import type { Ack } from '#lib/protocol/wire.ts';
import { machineNow, pause } from '../clock.ts';
import { diskMs } from '../disk.ts';
import type { Figure, FigureWish, Row } from '../figure.ts';
import { command, openHall } from '../generator/hall.ts';
import type { LiveSocket } from '../generator/live-socket.ts';
import { load } from '../machine.ts';
import { percentile, rounded, shown, spreadOf } from '../spread.ts';
import { Stage, STORES, type StoreKind } from '../stage.ts';

interface Run {
	p50: number;
	p95: number;
	p99: number;
	perSecond: number;
}

/** Just under what one page may send in a second. */
const ONE_WRITER_PAUSE_MS = 105;
const EACH_PER_SECOND = 6;

export async function acknowledgement(wish: FigureWish): Promise<Figure> {
	const people = wish.quick ? 20 : 200;
	const alone = wish.quick ? 10 : 100;
	const seconds = wish.quick ? 2 : 6;
	const before = load();
	const rows = await Stage.with(async (stage) => {
		const runs = new Map<string, Run[]>();
		const note = (key: string, run: Run) => runs.set(key, [...(runs.get(key) ?? []), run]);
		const cafes = new Map<StoreKind, { sockets: LiveSocket[]; tables: string[] }>();
		for (const store of STORES) {
			const { sockets, tickets } = await openHall(stage, store, { people, tables: people / 5, rounds: 2 });
			cafes.set(store, { sockets, tables: tickets.map(({ route }) => route[0]!) });
		}
		const disk: { p50: number; p95: number }[] = [];
		const folder = await stage.folder();
		for (let run = 0; run < wish.runs; run++) {
			disk.push(await diskMs(folder));
			for (const [store, { sockets, tables }] of cafes) {
				wish.say(`acknowledgement: run ${run + 1}, ${store}`);
				note(`${store} alone`, await oneWriter(sockets[run % people]!, tables[run % people]!, alone));
				note(`${store} many`, await manyWriters(sockets, tables, seconds));
			}
		}
		const figures = STORES.flatMap((store) => [
			...rowsOf(`${store}, 1 writer`, runs.get(`${store} alone`)!, 10, null),
			...rowsOf(`${store}, ${people} writers`, runs.get(`${store} many`)!, 50, 1_000)
		]);
		for (const key of ['p50', 'p95'] as const)
			figures.push({
				what: `the disk, one fdatasync: ${key}, ms`,
				figure: shown(spreadOf(disk.map((run) => run[key])))
			});
		return figures;
	});
	return {
		title: '1. Command to durable acknowledgement',
		conditions:
			`\`add_idea\` with 80 characters over the wire, in one event of ${people} people at tables of five, relayed to ` +
			`the tables meanwhile. 1 writer: ${alone} commands, one after the other, ${ONE_WRITER_PAUSE_MS} ms apart. ` +
			`${people} writers: open loop, ${EACH_PER_SECOND} a second each, ${seconds} s. SQLite with \`synchronous=FULL\`; ` +
			'a private Redis with `appendfsync always`.',
		load: `${before} → ${load()}`,
		rows
	};
}

export const TEXT = 'What would have to happen here so that the people next door come by themselves?';

export const idea = (table: string, text: string) =>
	command({ type: 'add_idea', table, idea: randomUUID(), text, language: 'en', onBehalfOf: null });

async function write(socket: LiveSocket, table: string): Promise<number> {
	const { answer, ms } = await socket.ask<Ack>('command', idea(table, TEXT));
	if (!answer.ok) throw new Error(`an idea was refused: ${answer.code}`);
	return ms;
}

async function oneWriter(socket: LiveSocket, table: string, count: number): Promise<Run> {
	const times: number[] = [];
	const from = machineNow();
	for (let i = 0; i < count; i++) {
		await pause(ONE_WRITER_PAUSE_MS);
		times.push(await write(socket, table));
	}
	return figuresOf(times, machineNow() - from);
}

/** Open loop: who is answered late writes on all the same. */
async function manyWriters(sockets: readonly LiveSocket[], tables: readonly string[], seconds: number): Promise<Run> {
	const count = seconds * EACH_PER_SECOND;
	const interval = 1_000 / EACH_PER_SECOND;
	const from = machineNow();
	const writers = sockets.map(async (socket, writer) => {
		const answers: Promise<number>[] = [];
		for (let i = 0; i < count; i++) {
			const due = from + (i + writer / sockets.length) * interval;
			await pause(due - machineNow());
			answers.push(write(socket, tables[writer]!));
		}
		return Promise.all(answers);
	});
	const times = (await Promise.all(writers)).flat();
	return figuresOf(times, machineNow() - from);
}

function figuresOf(times: readonly number[], ms: number): Run {
	return {
		p50: percentile(times, 0.5),
		p95: percentile(times, 0.95),
		p99: percentile(times, 0.99),
		perSecond: (times.length / ms) * 1_000
	};
}

function rowsOf(name: string, runs: readonly Run[], p95: number, perSecond: number | null): Row[] {
	const of = (key: keyof Run) => spreadOf(runs.map((run) => run[key]));
	const rows: Row[] = [
		{ what: `${name}: p50, ms`, figure: shown(of('p50')) },
		{
			what: `${name}: p95, ms`,
			figure: shown(of('p95')),
			target: `≤ ${p95}`,
			reached: of('p95').median <= p95
		},
		{ what: `${name}: p99, ms`, figure: shown(of('p99')) }
	];
	if (perSecond !== null)
		rows.push({
			what: `${name}: acknowledged a second`,
			figure: shown(of('perSecond')),
			target: `≥ ${rounded(perSecond)}`,
			reached: of('perSecond').median >= perSecond
		});
	return rows;
}
