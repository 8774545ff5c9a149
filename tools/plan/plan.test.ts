import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/lib/planner/index.ts';
import { file, folder, run, sound, spawned, type Said } from './testing/program.ts';

describe('plans', () => {
	test('standard input, exact repetition with iterations, and the seed of the command line', async () => {
		const text = JSON.stringify(sound);
		const path = file('i.json', sound);
		const [first, second, third] = [spawned(['-'], text), await run([path]), await run([path, '--seed', '7'])];
		const rounds = ({ out }: { out: string }): unknown => (JSON.parse(out) as Plan).rounds;
		expect(first.exit).toBe(0);
		expect(rounds(second)).toEqual(rounds(first));
		expect(rounds(third)).not.toEqual(rounds(first));
	});

	test.each([
		['in a folder that is not there', join(folder, 'nowhere', 'out.csv'), 'ENOENT'],
		['that is a folder', folder, 'EISDIR']
	])('--out %s: the plan is printed all the same, with one line and exit 2', async (_, out, code) => {
		const path = file('i.json', sound);
		const printed = await run([path]);
		const said = await run([path, '--out', out]);
		const rounds = ({ out: text }: Said): unknown => (JSON.parse(text) as Plan).rounds;
		expect(rounds(said)).toEqual(rounds(printed));
		expect(said).toMatchObject({ exit: 2, err: [`fault --out: ${out} cannot be written (${code})`] });
	});

	test('a budget ends the search', async () => {
		// Without an end this call would not come back.
		const { out } = await run([file('i.json', { ...sound, iterations: null, budgetMs: 300 })]);
		expect((JSON.parse(out) as Plan).iterations).toBeGreaterThan(0);
	});

	test.each(['help', '--help', '-h', 'repair --help', 'people.csv --tables many -h'])(
		'usage on standard output, exit 0: %s',
		async (line) => {
			const { exit, out, err } = await run(line.split(' '));
			expect({ exit, err }).toEqual({ exit: 0, err: [] });
			expect(out).toMatch(/^usage:\n/);
			const options = ['tables', 'rounds', 'topics', 'seats', 'online', 'skip-bad-rows', 'seed', 'iterations'];
			for (const option of [...options, 'budget-ms', 'first', 'out']) expect(out).toContain(`--${option} `);
			expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
		}
	);

	test('what only looks like a question for help is a file', async () => {
		expect(await run(['repair', 'help'])).toMatchObject({ exit: 2, out: '' });
		expect((await run(['./help'])).err[0]).toBe('fault ./help: cannot be read (ENOENT)');
		expect((await run(['--', '--help'])).err[0]).toBe('fault --help: cannot be read (ENOENT)');
	});

	test('a wrong command line is a fault', async () => {
		expect(await run([])).toMatchObject({ exit: 2, out: '' });
		expect(await run(['a.json', '--speed', '9'])).toMatchObject({ exit: 2, out: '' });
		expect((await run(['people.csv', '--tables', 'many'])).err[0]).toBe(
			'fault --tables: must be a whole number from 1 to 5000, got "many"'
		);
		expect((await run([file('p.csv', 'id\na\n')])).exit).toBe(2);
		expect((await run(['a.json', '--first', 'mix,seats,mix'])).err.slice(0, 2)).toEqual([
			'fault --first: must be some of personTwice,tableTwice,topicTwice,language,atEveryTable,mix,wishes, got "seats"',
			'fault --first: names "mix" twice'
		]);
	});

	test('--first says what is kept first, of JSON and of a list', async () => {
		const countries = ['DE', 'DE', 'FR', 'FR'];
		const four = {
			rounds: 3,
			rules: { tableTwice: 'off' },
			tables: [
				{ id: 't1', seats: 2 },
				{ id: 't2', seats: 2 }
			],
			people: countries.map((country, p) => ({ id: `p${p}`, country }))
		};
		const json = file('four.json', four);
		const list = file('four.csv', ['id,country', ...countries.map((country, p) => `p${p},${country}`)].join('\n'));
		const csv = [list, '--tables', '2', '--seats', '2', '--rounds', '3'];
		for (const input of [[json], csv]) {
			const alike = async (...more: string[]) => {
				const { exit, out } = await run([...input, '--iterations', '2000', ...more]);
				expect(exit).toBe(0);
				return (JSON.parse(out) as Plan).sheet.sameCountryPairs;
			};
			expect(await alike()).toBe(2);
			expect(await alike('--first', 'mix')).toBe(0);
		}
	});
});
