/** From the press on *Publish* until anybody can read the results and has every file of them. */
import type { Ack } from '#lib/protocol/wire.ts';
import { REPORT_FORMATS } from '#server/reports/files.ts';
import type { MadeCafe } from '../cafe.ts';
import { machineNow } from '../clock.ts';
import type { Figure, FigureWish } from '../figure.ts';
import { crowd, page } from '../generator/crowd.ts';
import { command } from '../generator/hall.ts';
import { load } from '../machine.ts';
import { rounded, shown, spreadOf } from '../spread.ts';
import { Stage } from '../stage.ts';
import { startWholeServer } from '../whole-server.ts';

const ROUNDS = 1;
const IDEAS_EACH = 8;
const THEMES = 20;
/** The issue asks for a minute. */
const MOST_S = 60;

interface Run {
	page: number;
	files: number;
	kilobytes: number;
}

export async function report(wish: FigureWish): Promise<Figure> {
	const people = wish.quick ? 50 : 200;
	const before = load();
	let said = { ideas: 0, insights: 0 };
	const runs = await Stage.with(async (stage) => {
		const measured: Run[] = [];
		for (let run = 0; run < wish.runs; run++) {
			wish.say(`report: run ${run + 1}`);
			const { cafe, data, ...running } = await stage.cafe('sqlite', { people, tables: people / 5, rounds: ROUNDS });
			said = await running.server.ask('harvest', { cafe, wish: { ideasEach: IDEAS_EACH, themes: THEMES } });
			await stage.stop(running);
			measured.push(await published(cafe, data));
		}
		return measured;
	});
	const of = (key: keyof Run) => spreadOf(runs.map((run) => run[key]));
	const row = (what: string, key: 'page' | 'files') => ({
		what,
		figure: shown(of(key)),
		target: `≤ ${MOST_S}`,
		reached: of(key).median <= MOST_S
	});
	return {
		title: '7. The report',
		conditions:
			`${people} people, ${rounded(said.ideas)} ideas, ${said.insights} key insights in ${THEMES} themes, one vote of ` +
			'everybody, on a server that has just started. From the command until the results page has come, then until all ' +
			`of ${REPORT_FORMATS.join(', ')} have.`,
		load: `${before} → ${load()}`,
		rows: [
			row('published → the results page, s', 'page'),
			row('published → every file, s', 'files'),
			{ what: 'all files, kB', figure: shown(of('kilobytes')) }
		]
	};
}

async function published(cafe: MadeCafe, data: string): Promise<Run> {
	const server = await startWholeServer(data);
	try {
		const port = Number(new URL(server.origin).port);
		const { sockets } = await crowd(1, () => page(port, cafe.facilitator));
		const from = machineNow();
		const { answer } = await sockets[0]!.ask<Ack>('command', command({ type: 'publish_results' }));
		if (!answer.ok) throw new Error(`publishing was refused: ${answer.code}`);
		const results = `${server.origin}/results/${cafe.event}`;
		await bytesOf(results);
		const seconds = () => (machineNow() - from) / 1_000;
		const toPage = seconds();
		const sizes = await Promise.all(REPORT_FORMATS.map((format) => bytesOf(`${results}/report.${format}`)));
		const toFiles = seconds();
		sockets[0]!.close();
		return { page: toPage, files: toFiles, kilobytes: sizes.reduce((sum, size) => sum + size, 0) / 1_024 };
	} finally {
		await server.stop();
	}
}

/** @throws unless it is there */
async function bytesOf(address: string): Promise<number> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
	return (await response.arrayBuffer()).byteLength;
}
