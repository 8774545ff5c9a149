import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/lib/planner/index.ts';
import { file, folder, run } from './testing/program.ts';

describe('CSV of people', () => {
	const scenario = (name: string): string => join('tests/scenarios', name);
	const tablesFor = ['--tables', '1', '--rounds', '2', '--iterations', '0'];

	test.each(['bom-crlf.csv', 'semicolon.csv', 'tabs.csv', 'shuffled-columns.csv', 'nul.csv', 'broken.csv'])(
		'%s is read',
		async (name) => {
			const { exit, out } = await run([scenario(name), ...tablesFor]);
			expect(exit).toBe(0);
			expect(Object.keys((JSON.parse(out) as Plan).rounds[0]!)).toEqual(['b-1', 'b-2', 'b-3', 'b-4', 'b-5']);
		}
	);

	test.each([
		['latin1.csv', /must be UTF-8, but is another encoding/],
		['utf16le.csv', /must be UTF-8, but is UTF-16/],
		['unclosed-quote.csv', /line 3: /],
		['empty.csv', /is empty/],
		['header-only.csv', /has nobody who takes a seat/]
	])('%s is refused with the reason', async (name, reason) => {
		const { exit, out, err } = await run([scenario(name), ...tablesFor]);
		expect({ exit, out }).toEqual({ exit: 2, out: '' });
		expect(err.filter((line) => line.startsWith('fault')).join()).toMatch(reason);
	});

	test('hostile.csv: bad rows are named, or left out when asked', async () => {
		const refused = await run([scenario('hostile.csv'), '--tables', '10', '--rounds', '3', '--iterations', '0']);
		expect(refused).toMatchObject({ exit: 2, out: '' });
		const faults = refused.err.filter((line) => line.startsWith('fault'));
		expect(faults.map((line) => line.split(' ')[2])).toEqual(['17', '18', '19', '41', '42', '50', '55', '66', '69']);
		const out = join(folder, 'hostile.out.csv');
		const kept = await run([
			scenario('hostile.csv'),
			'--tables',
			'10',
			'--rounds',
			'3',
			'--iterations',
			'0',
			'--skip-bad-rows',
			'--out',
			out
		]);
		expect(kept.exit).toBe(0);
		const seats = (JSON.parse(kept.out) as Plan).rounds[0]!;
		expect(Object.hasOwn(seats, '__proto__') && Object.hasOwn(seats, 'constructor')).toBe(true);
		const lines = readFileSync(out, 'utf8').split('\n');
		expect(lines[0]).toBe('id,name,round1,round2,round3');
		expect(lines.filter((line) => /,"?[=+\-@]/.test(line))).toEqual([]);
		// The terminal never sees marks that turn the reading direction.
		expect(kept.err.join('')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
	});

	test('an attendance that is not known is taken as remote, as by the import, with a notice that names its line', async () => {
		const list = file('unsure.csv', 'id,attendance,languages,role\na,room,en,\nb,Remote ,en,\nc,maybe,en,\nd,,en,\n');
		const { exit, out, err } = await run([list, '--tables', '2', '--rounds', '1', '--iterations', '0']);
		expect(exit).toBe(0);
		expect((JSON.parse(out) as Plan).rounds[0]).toEqual({ a: 't1', b: 't2', c: 't2', d: 't1' });
		const about = err.filter((line) => line.includes('attendance'));
		expect(about).toEqual(['notice: line 4: attendance "maybe" is not known and taken as remote']);
	});

	test('the Leipzig list: hosts stay, nobody repeats anything, table numbers in the export', async () => {
		const out = join(folder, 'leipzig.csv');
		const list = 'examples/leipzig-world-cafe/participants.csv';
		const { exit, out: json } = await run([
			list,
			'--tables',
			'40',
			'--rounds',
			'3',
			'--topics',
			'8',
			'--iterations',
			'5000',
			'--out',
			out
		]);
		expect(exit).toBe(0);
		const { sheet, rounds } = JSON.parse(json) as Plan;
		expect(sheet).toMatchObject({ pairsMeetingAgain: 0, tableAgain: 0, topicAgain: 0 });
		expect(rounds.map((round) => round['le-033'])).toEqual(['t33', 't33', 't33']);
		expect(readFileSync(out, 'utf8').split('\n')[33]).toMatch(/^le-033,.*,33,33,33$/);
	});
});

describe('what a list of people leaves to be known', () => {
	const list = (remote: number, hall: number): string =>
		[
			'id,attendance,languages,role',
			...Array.from({ length: remote + hall }, (_, i) => `p${i + 1},${i < remote ? 'remote' : 'hall'},en,participant`)
		].join('\n');
	const asked = ['--tables', '3', '--rounds', '2', '--iterations', '0'];

	test('[I3] who sits alone at a table is named in a notice; company is not', async () => {
		const { exit, err } = await run([file('lonely.csv', list(1, 11)), ...asked]);
		expect({ exit, err }).toEqual({ exit: 0, err: ['notice: somebody sits alone at t3 in rounds 1, 2'] });
		expect(await run([file('two.csv', list(2, 10)), ...asked])).toMatchObject({ exit: 0, err: [] });
	});

	test('more online tables than tables are a fault', async () => {
		const { exit, out, err } = await run([file('p.csv', list(2, 10)), ...asked, '--online', '9']);
		expect({ exit, out }).toEqual({ exit: 2, out: '' });
		expect(err[0]).toBe('fault --online: must be at most 3, as many as there are tables, got 9');
		expect((await run([file('p.csv', list(12, 0)), ...asked, '--online', '3'])).exit).toBe(0);
	});

	test('ids that are made of line numbers need no notice; ids with spaces that were written do', async () => {
		const about = async (text: string) =>
			(await run([file('n.csv', text), ...asked, '--tables', '1'])).err.filter((line) => line.includes('spaces'));
		expect(await about('name,attendance,languages,role\nAnna,hall,en,participant\n')).toEqual([]);
		expect(await about('id,attendance,languages,role\na b,hall,en,participant\n')).toEqual([
			'notice: line 2: id "a b" holds spaces or slashes'
		]);
	});
});
