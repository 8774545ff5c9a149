/** Figure 5: the switch until the first audible sound at the new table, armed and cold. */
import type { Figure, FigureWish, Row } from '../figure.ts';
import { load } from '../machine.ts';
import { measureSwitches, type Mode, type SwitchFigures } from '../media.ts';
import { rounded, shown, spreadOf } from '../spread.ts';

const LIMIT_MS: Record<Mode, number> = { armed: 100, cold: 1_000 };

export async function sound(wish: FigureWish): Promise<Figure> {
	const rotations = wish.quick ? 2 : 20;
	const before = load();
	const runs: SwitchFigures[] = [];
	for (let run = 0; run < wish.runs; run++) {
		wish.say(`sound: run ${run + 1}`);
		const measured = await measureSwitches(rotations);
		runs.push(...measured);
		for (const { mode, foreign } of measured)
			for (const block of foreign) wish.say(`sound: ${mode}: foreign: ${JSON.stringify(block)}`);
	}
	return {
		title: '5. Switch to the first sound of the right person',
		conditions:
			'From `switchAt` until the first audible 10-ms block of a person at the new table, in Chromium against a real ' +
			`livekit-server, audio only, five at a table (three who hum, two browsers that move together); ${rotations} ` +
			'rotations in each run, two observations in each. Mate: who sat there before. Peer: who moved along.',
		load: `${before} → ${load()}`,
		rows: (['armed', 'cold'] as const).flatMap((mode) =>
			rowsOf(
				mode,
				runs.filter((run) => run.mode === mode)
			)
		)
	};
}

function rowsOf(mode: Mode, runs: readonly SwitchFigures[]): Row[] {
	const most = (of: (run: SwitchFigures) => number) => Math.max(...runs.map(of));
	const p95 = (whom: 'mate' | 'peer') => spreadOf(runs.map((run) => run[whom].p95));
	const rows = (['mate', 'peer'] as const).flatMap((whom): Row[] => [
		{ what: `${mode}, ${whom}: p50, ms`, figure: shown(spreadOf(runs.map((run) => run[whom].p50))) },
		{
			what: `${mode}, ${whom}: p95, ms`,
			figure: shown(p95(whom)),
			target: `≤ ${rounded(LIMIT_MS[mode])}`.replace('.00', ''),
			reached: p95(whom).median <= LIMIT_MS[mode]
		}
	]);
	const foreign = most(({ foreign }) => foreign.length);
	const lost = most(({ lost }) => lost);
	return [
		...rows,
		{
			what: `${mode}: blocks of a foreign table, most in a run`,
			figure: `${foreign}`,
			target: '0',
			reached: foreign === 0
		},
		{ what: `${mode}: somebody never heard, most in a run`, figure: `${lost}`, target: '0', reached: lost === 0 }
	];
}
