/** Figure 4: everybody comes back to a server that has just started. */
import { LIVE_PATH } from '#lib/protocol/wire.ts';
import { machineNow } from '../clock.ts';
import type { Figure, FigureWish, Row } from '../figure.ts';
import { bare, crowd, page } from '../generator/crowd.ts';
import { openHall } from '../generator/hall.ts';
import { load } from '../machine.ts';
import { rounded, shown, spreadOf } from '../spread.ts';
import { Stage } from '../stage.ts';

interface Run {
	start: number;
	connect: number;
	held: number;
	bareConnect: number;
	bareHeld: number;
}

export async function coldStart(wish: FigureWish): Promise<Figure> {
	const people = wish.quick ? 200 : 2_000;
	const before = load();
	const runs = await Stage.with(async (stage) => {
		const hall = await openHall(stage, 'sqlite', { people, tables: people / 5, rounds: 3 });
		const { tickets, data } = hall;
		for (const socket of [...hall.sockets, hall.desk]) socket.close();
		await stage.stop(hall);
		const measured: Run[] = [];
		for (let run = 0; run < wish.runs; run++) {
			wish.say(`cold start: run ${run + 1}`);
			const from = machineNow();
			const app = await stage.app(data, 'sqlite');
			const start = machineNow() - from;
			await app.server.ask('loopHeld');
			const ours = await crowd(people, (index) => page(app.port, tickets[index]!));
			const held = await app.server.ask<number>('loopHeld');
			for (const socket of ours.sockets) socket.close();
			await stage.stop(app);

			const peer = await stage.peer('socket-io');
			await peer.server.ask('loopHeld');
			const theirs = await crowd(people, (index) => bare(peer.port, `${index}`));
			const bareHeld = await peer.server.ask<number>('loopHeld');
			for (const socket of theirs.sockets) socket.close();
			await stage.stop(peer);
			measured.push({ start, connect: ours.ms, held, bareConnect: theirs.ms, bareHeld });
		}
		return measured;
	});
	return {
		title: '4. Everybody connects to a cold server',
		conditions:
			`${rounded(people)} people of a café in round 1 (${rounded(people / 5)} tables), with personal links, come back ` +
			`to a process that has just started on their event: from the first connection’s begin until the last page has ` +
			`its whole parts (everyone, stage, its table, its person, with names). 250 handshakes at a time. Beside it: the ` +
			`same number of connections to a bare Socket.IO server at \`${LIVE_PATH}\` with the same options, until each is ` +
			'connected.',
		load: `${before} → ${load()}`,
		rows: rowsOf(runs)
	};
}

function rowsOf(runs: readonly Run[]): Row[] {
	const of = (key: keyof Run) => spreadOf(runs.map((run) => run[key]));
	const ratio = of('connect').median / of('bareConnect').median;
	return [
		{
			what: 'all are in, ms',
			figure: shown(of('connect')),
			beside: shown(of('bareConnect')),
			ratio: rounded(ratio),
			target: '≤ 3×',
			reached: ratio <= 3
		},
		{ what: 'loop held meanwhile, ms', figure: shown(of('held')), beside: shown(of('bareHeld')) },
		{ what: 'process begun → event folded, ready, ms', figure: shown(of('start')) }
	];
}
