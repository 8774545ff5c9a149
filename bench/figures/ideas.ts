/** Figure 3: an idea is sent until the last of the four others at the table has it. */
import type { Ack } from '#lib/protocol/wire.ts';
import { machineNow, pause, until } from '../clock.ts';
import { diskMs } from '../disk.ts';
import type { Figure, FigureWish, Row } from '../figure.ts';
import { openHall } from '../generator/hall.ts';
import { HocuspocusPage } from '../generator/hocuspocus-page.ts';
import { load } from '../machine.ts';
import { percentile, rounded, shown, spreadOf } from '../spread.ts';
import { Stage, STORES, type StoreKind } from '../stage.ts';
import { idea, TEXT } from './acknowledgement.ts';

const AT_A_TABLE = 5;
const EVERY_MS = 2_000;
const WARM_UP_MS = 2_000;

/** People at tables who write and hear each other, however that is done. */
interface Tables {
	/** Person `index` writes; person `i` sits at table `i % tables`. */
	write(index: number, text: string): Promise<void> | void;
	/** Somebody has received a text. */
	onText: (index: number, text: string, at: number) => void;
}

interface Run {
	p50: number;
	p95: number;
	p99: number;
}

export async function ideas(wish: FigureWish): Promise<Figure> {
	const tables = wish.quick ? 10 : 200;
	const people = tables * AT_A_TABLE;
	const seconds = wish.quick ? 3 : 10;
	const before = load();
	const rows = await Stage.with(async (stage) => {
		const peers: [name: 'hocuspocus' | StoreKind, tables: Tables][] = [];
		for (const store of STORES) peers.push([store, await ourTables(stage, store, tables)]);
		peers.push(['hocuspocus', await theirTables(stage, tables)]);
		const runs = new Map<string, Run[]>();
		const disk: { p50: number; p95: number }[] = [];
		const folder = await stage.folder();
		for (let run = 0; run < wish.runs; run++) {
			disk.push(await diskMs(folder));
			for (const [name, peer] of peers) {
				wish.say(`ideas: run ${run + 1}, ${name}`);
				runs.set(name, [...(runs.get(name) ?? []), await writeAndHear(peer, people, seconds * 1_000)]);
			}
		}
		const rows = STORES.flatMap((store) => rowsOf(store, runs.get(store)!, runs.get('hocuspocus')!));
		for (const key of ['p50', 'p95'] as const)
			rows.push({ what: `the disk, one fdatasync: ${key}, ms`, figure: shown(spreadOf(disk.map((run) => run[key]))) });
		return rows;
	});
	return {
		title: '3. Idea to every tablemate',
		conditions:
			`${tables} tables of five; each person writes an idea of 90 characters every two seconds ` +
			`(${rounded((people * 1_000) / EVERY_MS)} ideas a second), open loop; ${seconds} s after ${WARM_UP_MS / 1_000} s of ` +
			'warming up. From the call that sends it until the last of the four others has received it. Rondo has it on the ' +
			'disk before anybody hears of it (SQLite `synchronous=FULL`, Redis `appendfsync always`); beside it Hocuspocus ' +
			`(one document a table, five editors, in memory only) relays the same texts at the same rate.`,
		load: `${before} → ${load()}`,
		rows
	};
}

async function ourTables(stage: Stage, store: StoreKind, tables: number): Promise<Tables> {
	const { sockets, tickets } = await openHall(stage, store, { people: tables * AT_A_TABLE, tables, rounds: 1 });
	const made: Tables = {
		async write(index, text) {
			const { answer } = await sockets[index]!.ask<Ack>('command', idea(tickets[index]!.route[0]!, text));
			if (!answer.ok) throw new Error(`an idea was refused: ${answer.code}`);
		},
		onText: () => undefined
	};
	for (const [index, socket] of sockets.entries())
		socket.onEvent = ({ event, text, at }) => {
			if (event === 'frame') made.onText(index, text, at);
		};
	return made;
}

async function theirTables(stage: Stage, tables: number): Promise<Tables> {
	const { port } = await stage.peer('hocuspocus');
	const pages: HocuspocusPage[] = [];
	for (let index = 0; index < tables * AT_A_TABLE; index++) {
		const page = new HocuspocusPage(port, `table-${index % tables}`);
		await page.there;
		pages.push(page);
	}
	const made: Tables = { write: (index, text) => pages[index]!.write(text), onText: () => undefined };
	for (const [index, page] of pages.entries())
		page.onMessage = (bytes, at) => made.onText(index, bytes.toString('latin1'), at);
	return made;
}

/** Letters that a Yjs update does not hold by chance. */
const MARK = '~number:';

/** Marks a text, so that it is found again in whatever carries it. */
const marked = (number: number): string => `${MARK}${String(number).padStart(7, '0')} ${TEXT}`;

interface Sent {
	by: number;
	at: number;
	missing: number;
	last: number;
}

async function writeAndHear(tables: Tables, people: number, forMs: number): Promise<Run> {
	const sent: Sent[] = [];
	tables.onText = (index, text, at) => {
		const mark = text.indexOf(MARK);
		const one = mark < 0 ? undefined : sent[Number(text.slice(mark + MARK.length, mark + MARK.length + 7))];
		if (!one || one.by === index) return;
		one.missing--;
		one.last = at;
	};
	const from = machineNow();
	const writers = Array.from({ length: people }, async (_, index) => {
		const answers: (Promise<void> | void)[] = [];
		for (let due = from + (index / people) * EVERY_MS; due < from + WARM_UP_MS + forMs; due += EVERY_MS) {
			await pause(due - machineNow());
			const at = machineNow();
			const number = sent.push({ by: index, at, missing: AT_A_TABLE - 1, last: at }) - 1;
			answers.push(tables.write(index, marked(number)));
		}
		await Promise.all(answers);
	});
	await Promise.all(writers);
	await until('every idea has come', () => sent.every(({ missing }) => missing <= 0));
	const extra = sent.filter(({ missing }) => missing < 0).length;
	if (extra > 0) throw new Error(`${extra} ideas came twice`);
	tables.onText = () => undefined;
	const times = sent.filter(({ at }) => at >= from + WARM_UP_MS).map(({ at, last }) => last - at);
	return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}

function rowsOf(store: StoreKind, ours: readonly Run[], theirs: readonly Run[]): Row[] {
	return (['p50', 'p95', 'p99'] as const).map((key): Row => {
		const our = spreadOf(ours.map((run) => run[key]));
		const their = spreadOf(theirs.map((run) => run[key]));
		const ratio = our.median / their.median;
		const row = { what: `${store}: ${key}, ms`, figure: shown(our), beside: shown(their), ratio: rounded(ratio) };
		return key === 'p95' ? { ...row, target: '≤ 1.6×', reached: ratio <= 1.6 } : row;
	});
}
