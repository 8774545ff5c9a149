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
/** One new card, then it is worded better. */
const COMMANDS_AN_IDEA = 6;

export async function acknowledgement(wish: FigureWish): Promise<Figure> {
	const people = wish.quick ? 20 : 200;
	const alone = wish.quick ? 10 : 100;
	const seconds = wish.quick ? 2 : 6;
	const before = load();
	const rows = await Stage.with(async (stage) => {
		const runs = new Map<string, Run[]>();
		const note = (key: string, run: Run) => runs.set(key, [...(runs.get(key) ?? []), run]);
		const cafes = new Map<StoreKind, Writer[]>();
		for (const store of STORES) {
			const { sockets, tickets } = await openHall(stage, store, { people, tables: people / 5, rounds: 2 });
			cafes.set(
				store,
				sockets.map((socket, index) => new Writer(socket, tickets[index]!.route[0]!))
			);
		}
		const disk: { p50: number; p95: number }[] = [];
		const folder = await stage.folder();
		for (let run = 0; run < wish.runs; run++) {
			disk.push(await diskMs(folder));
			for (const [store, writers] of cafes) {
				wish.say(`acknowledgement: run ${run + 1}, ${store}`);
				note(`${store} alone`, await oneWriter(writers[run % people]!, alone));
				note(`${store} many`, await manyWriters(writers, seconds));
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
			`\`add_idea\`, then five times \`edit_idea\`, with 80 characters over the wire, in one event of ${people} people at tables of five, relayed to ` +
			`the tables meanwhile. 1 writer: ${alone} commands, one after the other, ${ONE_WRITER_PAUSE_MS} ms apart. ` +
			`${people} writers: open loop, ${EACH_PER_SECOND} a second each, ${seconds} s. SQLite with \`synchronous=FULL\`; ` +
			'a private Redis with `appendfsync always`.',
		load: `${before} → ${load()}`,
		rows
	};
}

export const TEXT = 'What would have to happen here so that the people next door come by themselves?';

export const idea = (table: string, text: string, id: string = randomUUID()) =>
	command({ type: 'add_idea', table, idea: id, text, language: 'en', onBehalfOf: null });

/** Somebody who writes an idea and then words it better, five times. */
class Writer {
	readonly #socket: LiveSocket;
	readonly #table: string;
	#written = 0;
	#idea = '';

	constructor(socket: LiveSocket, table: string) {
		this.#socket = socket;
		this.#table = table;
	}

	/** @returns the milliseconds until it was acknowledged */
	async write(): Promise<number> {
		const rev = this.#written++ % COMMANDS_AN_IDEA;
		if (rev === 0) this.#idea = randomUUID();
		const [table, text] = [this.#table, `${TEXT} ${rev}`];
		const asked =
			rev === 0
				? idea(table, text, this.#idea)
				: command({ type: 'edit_idea', table, idea: this.#idea, baseRev: rev, text });
		const { answer, ms } = await this.#socket.ask<Ack>('command', asked);
		if (!answer.ok) throw new Error(`${asked.command.type} was refused: ${answer.code}`);
		return ms;
	}
}

async function oneWriter(writer: Writer, count: number): Promise<Run> {
	const times: number[] = [];
	const from = machineNow();
	for (let i = 0; i < count; i++) {
		await pause(ONE_WRITER_PAUSE_MS);
		times.push(await writer.write());
	}
	return figuresOf(times, machineNow() - from);
}

/** Open loop: who is answered late writes on all the same. */
async function manyWriters(writers: readonly Writer[], seconds: number): Promise<Run> {
	const count = seconds * EACH_PER_SECOND;
	const interval = 1_000 / EACH_PER_SECOND;
	const from = machineNow();
	const writing = writers.map(async (writer, index) => {
		const answers: Promise<number>[] = [];
		for (let i = 0; i < count; i++) {
			const due = from + (i + index / writers.length) * interval;
			await pause(due - machineNow());
			answers.push(writer.write());
		}
		return Promise.all(answers);
	});
	const times = (await Promise.all(writing)).flat();
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
