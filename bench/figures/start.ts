/** `npm start` on a machine and a data folder where it has run before. */
import { machineNow } from '../clock.ts';
import type { Figure, FigureWish } from '../figure.ts';
import { load } from '../machine.ts';
import { shown, spreadOf } from '../spread.ts';
import { Stage } from '../stage.ts';
import { startWholeServer } from '../whole-server.ts';

const MOST_S = 5;

export async function start(wish: FigureWish): Promise<Figure> {
	const before = load();
	const seconds = await Stage.with(async (stage) => {
		const data = await stage.folder();
		const measured: number[] = [];
		// The first one makes the folder and is not counted.
		for (let run = 0; run <= wish.runs; run++) {
			wish.say(`start: run ${run}`);
			const from = machineNow();
			const server = await startWholeServer(data, 'scripts/start.js');
			const response = await fetch(server.origin);
			await response.arrayBuffer();
			if (run > 0) measured.push((machineNow() - from) / 1_000);
			await server.stop();
		}
		return measured;
	});
	const spread = spreadOf(seconds);
	return {
		title: '0. A second start',
		conditions:
			'`scripts/start.js`, which is what `npm start` runs, on a folder that it has made before: from the begin of the ' +
			'process until the home page has come. How long a first start takes is in docs/operations.md.',
		load: `${before} → ${load()}`,
		rows: [
			{
				what: 'begun → the home page, s',
				figure: shown(spread),
				target: `≤ ${MOST_S}`,
				reached: spread.median <= MOST_S
			}
		]
	};
}
