/** Figure 6, first part: what a connected person costs in the server's memory. */
import { pause } from '../clock.ts';
import type { Figure, FigureWish } from '../figure.ts';
import { bare, crowd, page } from '../generator/crowd.ts';
import { openHall } from '../generator/hall.ts';
import { load } from '../machine.ts';
import { rounded, shown, spreadOf } from '../spread.ts';
import { Stage, type Running } from '../stage.ts';

interface Memory {
	rss: number;
	heap: number;
}
interface Run {
	rss: number;
	heap: number;
	bareRss: number;
	bareHeap: number;
}

export async function memory(wish: FigureWish): Promise<Figure> {
	const people = wish.quick ? 200 : 2_000;
	const before = load();
	const runs = await Stage.with(async (stage) => {
		const hall = await openHall(stage, 'sqlite', { people, tables: people / 5, rounds: 3 });
		const { tickets, data } = hall;
		for (const socket of [...hall.sockets, hall.desk]) socket.close();
		await stage.stop(hall);
		const measured: Run[] = [];
		for (let run = 0; run < wish.runs; run++) {
			wish.say(`memory: run ${run + 1}`);
			const ours = await perPerson(await stage.app(data, 'sqlite'), people, stage, (port, index) =>
				page(port, tickets[index]!)
			);
			const theirs = await perPerson(await stage.peer('socket-io'), people, stage, (port, index) =>
				bare(port, `${index}`)
			);
			measured.push({ ...ours, bareRss: theirs.rss, bareHeap: theirs.heap });
		}
		return measured;
	});
	const of = (key: keyof Run) => spreadOf(runs.map((run) => run[key]));
	return {
		title: '6a. Memory of a connected person',
		conditions:
			`Resident memory of the server’s process with ${rounded(people)} people connected less that with none (the event ` +
			'is loaded in both), after garbage collection, by person; each time in a fresh process. Beside it: a bare ' +
			'Socket.IO server with the same options.',
		load: `${before} → ${load()}`,
		rows: [
			{
				what: 'resident, kB a person',
				figure: shown(of('rss')),
				beside: shown(of('bareRss')),
				ratio: rounded(of('rss').median / of('bareRss').median)
			},
			{
				what: 'heap and buffers, kB a person',
				figure: shown(of('heap')),
				beside: shown(of('bareHeap')),
				ratio: rounded(of('heap').median / of('bareHeap').median)
			}
		]
	};
}

async function perPerson(
	running: Running,
	people: number,
	stage: Stage,
	make: (port: number, index: number) => ReturnType<typeof page>
): Promise<Memory> {
	const { server, port } = running;
	const without = await server.ask<Memory>('memory');
	const { sockets } = await crowd(people, (index) => make(port, index));
	await pause(1_000);
	const filled = await server.ask<Memory>('memory');
	for (const socket of sockets) socket.close();
	await stage.stop(running);
	const kilobytes = (key: keyof Memory) => (filled[key] - without[key]) / people / 1_024;
	return { rss: kilobytes('rss'), heap: kilobytes('heap') };
}
