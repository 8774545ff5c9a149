/** `npm run rehearse`: a café that runs by itself from the lobby to the report, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Chance } from '../../tools/fleet/chance.ts';
import { Ledger } from '../../tools/fleet/ledger.ts';
import { LivePage } from '../../tools/fleet/live-page.ts';
import { visit } from '../../tools/fleet/visitor.ts';
import { seedOf } from './app-process.ts';
import { openCafe } from './open-cafe.ts';

const COMMAND = join(resolve(import.meta.dirname, '..', '..'), 'tools', 'rehearse.ts');

/** @returns exit code and what it printed */
async function rehearse(args: string[], onSpawn: (end: () => void) => void = () => undefined) {
	const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
	onSpawn(() => child.kill('SIGTERM'));
	const [code] = (await once(child, 'exit')) as [number | null];
	return { code, printed };
}

test.concurrent(
	'runs a whole café by itself, leaves the free seats alone, and ends with 0',
	{ timeout: 180_000 },
	async ({ onTestFinished }) => {
		const seed = seedOf('rehearse');
		const cafe = await openCafe(
			'sqlite',
			{ hall: 6, online: 3, minutes: 2, rounds: 2, moveMinutes: 1, rehearsal: false },
			onTestFinished
		);
		const session = await visit(cafe.link('organiser'));
		const desk = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
		cafe.atEnd(() => desk.close());
		await desk.until('in', ({ ready }) => ready);
		const remote = Object.values(desk.desk.people).filter(
			({ role, attendance }) => role === 'participant' && attendance === 'remote'
		);
		const free = remote.slice(0, 2).map(({ id }) => id);
		const online = desk.everyone.card!.tables.filter(({ mode }) => mode === 'online');
		for (const person of free)
			expect(await desk.send({ type: 'pin_seat', person, round: 1, table: online[0]!.id })).toMatchObject({ ok: true });

		const args = [
			'--event',
			cafe.link('organiser'),
			'--people',
			'200',
			'--time-scale',
			'20',
			'--seed',
			`${seed}`,
			'--run-by-itself'
		];
		const { code, printed } = await rehearse(args);
		expect(code, printed).toBe(0);
		expect(printed).toContain(`seed ${seed}`);
		expect(desk.everyone).toMatchObject({ clock: { phase: 'after' }, card: { rehearsal: true, timeScale: 20 } });
		expect(desk.everyone.results).not.toBeNull();
		expect(desk.everyone.vote?.result?.ballots).toBeGreaterThan(30);
		for (const person of free) expect(desk.desk.people[person]?.participation).toBe('invited');
		const report = await fetch(`${cafe.app.origin}/results/${cafe.event}/report.json`);
		expect(report.status).toBe(200);
	}
);

test.concurrent(
	'ends cleanly on SIGTERM, and says what is wrong with a link that is none',
	{ timeout: 90_000 },
	async ({ onTestFinished }) => {
		const cafe = await openCafe('sqlite', { hall: 2, online: 1, minutes: 60 }, onTestFinished);
		const session = await visit(cafe.link('facilitator2'));
		const desk = new LivePage({ session, chance: new Chance(1), ledger: new Ledger() }).connect();
		cafe.atEnd(() => desk.close());
		const running = rehearse(['--event', cafe.link('facilitator')], (end) => {
			void desk.until('people are there', ({ tally }) => (tally?.committed ?? 0) >= 10, 60_000).then(end);
		});
		expect(await running).toMatchObject({ code: 0 });
		await desk.until('they have gone', ({ tally }) => tally?.here === 0 || tally!.here < 5);
		const unknown = await rehearse(['--event', `${cafe.app.origin}/l/nobody`]);
		expect(unknown).toMatchObject({ code: 2, printed: expect.stringContaining('not exchanged') });
		const wrong = await rehearse(['--event', cafe.link('facilitator'), '--time-scale', '40']);
		expect(wrong).toMatchObject({ code: 2, printed: expect.stringContaining('from 1 to 20, got "40"') });
	}
);
