/** Figure 2: the bell is durable until the last person knows her next table; then what the switch costs. */
import { readFrame } from '#lib/protocol/frames.ts';
import type { SentFrame } from '#lib/protocol/wire.ts';
import { pause, until } from '../clock.ts';
import type { Figure, FigureWish, Row } from '../figure.ts';
import { bare, crowd } from '../generator/crowd.ts';
import { openHall, order, type Hall } from '../generator/hall.ts';
import type { LiveSocket, Received } from '../generator/live-socket.ts';
import { load } from '../machine.ts';
import type { Message } from '../peers/socket-io.ts';
import { percentile, rounded, shown, spreadOf } from '../spread.ts';
import { Stage, type Running } from '../stage.ts';

const TABLE = 5;
/** Time for what follows a commit: tallies, presence. */
const AFTERMATH_MS = 700;
/** The switch is watched from so long before it. */
const BEFORE_SWITCH_MS = 200;
/** A WebSocket's head and Socket.IO's two digits. */
const HEAD_BYTES = 6;

interface Run {
	toLast: number;
	bareToLast: number;
	held: number;
	bareHeld: number;
	fold: number;
	switchToLast: number;
	switchHeld: number;
	bytes: number;
	bytesMost: number;
	otherBytes: number;
}

export async function rotation(wish: FigureWish): Promise<Figure> {
	const before = load();
	const rows: Row[] = [];
	for (const people of wish.quick ? [50, 200] : [200, 2_000]) {
		const runs = await Stage.with(async (stage) => {
			const hall = await openHall(stage, 'sqlite', { people, tables: people / TABLE, rounds: wish.runs + 1 });
			const peer = await stage.peer('socket-io');
			const { sockets } = await crowd(people, (index) => bare(peer.port, `${index}`));
			const measured: Run[] = [];
			for (let round = 1; round <= wish.runs; round++) {
				wish.say(`rotation: ${people} people, run ${round}`);
				measured.push(await rotate(hall, { ...peer, sockets }, round));
			}
			return measured;
		});
		rows.push(...rowsOf(people, runs));
	}
	return {
		title: '2. Rotation',
		conditions:
			'From the store’s answer that `bell_rung` is written until the last person’s page has received the frame with ' +
			'her `next_seat_given`; a facilitator’s desk is open and gets the whole seating. Beside it: a bare Socket.IO ' +
			'server that sends each person the same message with one `emit`, from before the first `emit` until the last ' +
			'page has it. The same generator speaks to both. Loop held: the longest gap that a timer of 1 ms sees in the ' +
			'server’s process, from the bell until 0.7 s later (for the switch: from 0.2 s before it until 0.7 s after the last ' +
			'page was seated). Bytes: both frames of a rotation and the new table’s snapshot (no ideas yet), on the wire.',
		load: `${before} → ${load()}`,
		rows
	};
}

/** Resolves with the time at which the last socket received what `is` looks for; all that came is told to `note`. */
async function lastOf(
	sockets: readonly LiveSocket[],
	is: (received: Received, index: number) => boolean,
	note: (received: Received, index: number) => void = () => undefined
): Promise<() => Promise<number>> {
	let last = 0;
	const missing = new Set(sockets.keys());
	for (const [index, socket] of sockets.entries())
		socket.onEvent = (received) => {
			note(received, index);
			if (!missing.has(index) || !is(received, index)) return;
			missing.delete(index);
			last = received.at;
		};
	return async () => {
		await until(`${missing.size} people have it`, () => missing.size === 0);
		return last;
	};
}

async function rotate(hall: Hall, peer: Running & { sockets: LiveSocket[] }, round: number): Promise<Run> {
	const bytes = hall.sockets.map(() => 0);
	const others = hall.sockets.map(() => 0);
	const frames: string[] = [];
	const count = ({ event, text }: Received, index: number) => {
		const counts = event === 'frame' || event === 'snapshot' ? bytes : others;
		counts[index]! += Buffer.byteLength(text) + HEAD_BYTES;
	};

	const rung = await lastOf(
		hall.sockets,
		({ event, text }, index) => {
			const is = event === 'frame' && text.includes('"next_seat_given"');
			if (is) frames[index] = text;
			return is;
		},
		count
	);
	await hall.server.ask('loopHeld');
	await order(hall, { type: 'ring_bell', round });
	const lastRung = await rung();
	await pause(AFTERMATH_MS);
	const held = await hall.server.ask<number>('loopHeld');
	const durableAt = await hall.server.ask<number>('durableAt', 'bell_rung');
	const fold = await hall.server.ask<number>('foldMs', 'bell_rung');

	const beside = await sendBare(peer, frames);

	const { switchAt } = bellIn(frames[0]!);
	await pause(switchAt - Date.now() - BEFORE_SWITCH_MS);
	await hall.server.ask('loopHeld');
	// Who moves gets the new table whole; who stays is told who sits there now.
	const hasTable = ({ event, text }: Received) =>
		event === 'snapshot' ? /"table:[^"]+":\[/.test(text) : event === 'frame' && text.includes('"table_seated"');
	const seated = await lastOf(hall.sockets, hasTable, count);
	const lastSeated = await seated();
	await pause(AFTERMATH_MS);
	const switchHeld = await hall.server.ask<number>('loopHeld');
	const switchedAt = await hall.server.ask<number>('durableAt', 'tables_switched');
	return {
		toLast: lastRung - durableAt,
		...beside,
		held,
		fold,
		switchToLast: lastSeated - switchedAt,
		switchHeld,
		bytes: percentile(bytes, 0.5),
		bytesMost: Math.max(...bytes),
		otherBytes: percentile(others, 0.5)
	};
}

function bellIn(frame: string): { switchAt: number } {
	const [, sent] = JSON.parse(frame) as [string, SentFrame];
	const bell = readFrame(sent)
		.parts.flatMap(({ facts }) => facts)
		.find(({ type }) => type === 'bell_rung');
	if (bell?.type !== 'bell_rung') throw new Error(`no bell in ${frame}`);
	return bell;
}

/** The bare server sends each person what Rondo sent her. */
async function sendBare(
	{ server, sockets }: Running & { sockets: LiveSocket[] },
	frames: readonly string[]
): Promise<Pick<Run, 'bareToLast' | 'bareHeld'>> {
	const messages = frames.map((text, index): Message => {
		const [event, value] = JSON.parse(text) as [string, unknown];
		return { name: `${index}`, event, value };
	});
	await server.ask('hold', messages);
	const received = await lastOf(sockets, ({ event }) => event === 'frame');
	await pause(AFTERMATH_MS);
	await server.ask('loopHeld');
	const from = await server.ask<number>('send');
	const last = await received();
	await pause(100);
	return { bareToLast: last - from, bareHeld: await server.ask<number>('loopHeld') };
}

function rowsOf(people: number, runs: readonly Run[]): Row[] {
	const of = (key: keyof Run) => spreadOf(runs.map((run) => run[key]));
	const ratio = of('toLast').median / of('bareToLast').median;
	const most = (key: keyof Run, limit: number, unit: string) => ({
		figure: shown(of(key)),
		target: `≤ ${limit} ${unit}`,
		reached: of(key).median <= limit
	});
	const name = (what: string) => `${rounded(people)} people: ${what}`.replace('.00', '').replace('.0', '');
	return [
		{
			what: name('bell → last person knows, ms'),
			figure: shown(of('toLast')),
			beside: shown(of('bareToLast')),
			ratio: rounded(ratio),
			target: '≤ 1.2×',
			reached: ratio <= 1.2
		},
		{
			what: name('loop held by the bell, ms'),
			beside: shown(of('bareHeld')),
			...most('held', 20, 'ms')
		},
		{ what: name('fold of the bell, ms'), ...most('fold', 5, 'ms') },
		{ what: name('switch → last person has her new table, ms'), figure: shown(of('switchToLast')) },
		{ what: name('loop held by the switch, ms'), ...most('switchHeld', 20, 'ms') },
		{ what: name('bytes to one person, median'), ...most('bytes', 1_024, 'B') },
		{ what: name('bytes to one person, most'), ...most('bytesMost', 1_024, 'B') },
		{ what: name('bytes beside it (presence, tallies), median'), figure: shown(of('otherBytes')) }
	];
}
