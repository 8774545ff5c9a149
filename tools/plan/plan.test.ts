import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verify, type Instance, type Plan } from '../../src/lib/planner/index.ts';
import { parseInstance } from '../../src/lib/planner/index.ts';
import { run as runArguments } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
	exit: number | null;
	out: string;
	err: string[];
}

/** The program as a process of its own: for what only a process has, such as standard input. */
function spawned(args: string[], input = ''): Said {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/plan.ts', ...args], {
		cwd: root,
		input,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024
	});
	return { exit: status, out: stdout, err: stderr.split('\n').filter((line) => line !== '') };
}

/** The same command line in this process. */
async function run(args: string[]): Promise<Said> {
	const printed: string[] = [];
	const { exit, stdout, stderr } = await runArguments(args, (text) => printed.push(text));
	return { exit, out: printed.join('') + stdout, err: stderr };
}

function file(name: string, content: unknown): string {
	const path = join(folder, name);
	writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
	return path;
}

const people = (n: number, traits: object = {}): object[] =>
	Array.from({ length: n }, (_, i) => ({ id: `p${i + 1}`, ...traits }));
const tables = (n: number, seats = 5): object[] => Array.from({ length: n }, (_, i) => ({ id: `t${i + 1}`, seats }));
const sound = { rounds: 3, iterations: 1000, tables: tables(6), people: people(28) };
const lock = (person: string, table: string, round = 1): object => ({ person, round, table });

describe('expected exits', () => {
	test.each<[string, object, string]>([
		['no people', { ...sound, people: [] }, 'fault people: must list at least one person'],
		['no tables', { ...sound, tables: [] }, 'fault tables: must list at least one table'],
		['rounds 0', { ...sound, rounds: 0 }, 'fault rounds: must be a whole number from 1 to 50, got 0'],
		['rounds over 50', { ...sound, rounds: 51 }, 'fault rounds: must be a whole number from 1 to 50, got 51'],
		[
			'seats 0',
			{ ...sound, tables: tables(1, 0) },
			'fault tables[0].seats: must be a whole number from 1 to 10000, got 0'
		],
		[
			'duplicate ids',
			{ ...sound, people: [...people(2), { id: 'p1' }] },
			'fault people[2].id: must be unique, "p1" is also people[0]'
		],
		['unknown fields', { ...sound, colour: 1 }, 'fault colour: is not a known field'],
		[
			'an unknown table of a host',
			{ ...sound, people: people(1, { hosts: 'x' }) },
			'fault people[0].hosts: must name a table, got "x"'
		],
		['an unknown lock', { ...sound, locked: [lock('x', 't1')] }, 'fault locked[0].person: must name a person, got "x"'],
		[
			'an unknown person together',
			{ ...sound, together: [['p1', 'x']] },
			'fault together[0][1]: must name a person, got "x"'
		],
		['an unknown person apart', { ...sound, apart: [['x', 'p1']] }, 'fault apart[0][0]: must name a person, got "x"'],
		[
			'two hosts for one table',
			{ ...sound, people: people(2, { hosts: 't1' }) },
			'fault people[1].hosts: "t1" already has the host "p1"'
		],
		[
			'contradicting locks',
			{ ...sound, locked: [lock('p1', 't1'), lock('p1', 't2')] },
			'fault locked[1]: contradicts another lock at "t1"'
		],
		[
			'together and apart',
			{ ...sound, together: [['p1', 'p2']], apart: [['p1', 'p2']] },
			'fault apart[0]: "p1" and "p2" are also together'
		],
		[
			'remote without a device',
			{ ...sound, people: people(1, { attendance: 'remote', device: 'none' }) },
			'fault people[0].device: must be own, since the person is remote, got "none"'
		],
		[
			'remote with the device of a table',
			{ ...sound, people: people(1, { attendance: 'remote', device: 'table' }) },
			'fault people[0].device: must be own, since the person is remote, got "table"'
		],
		[
			'a host of two tables',
			{ ...sound, people: people(1, { hosts: ['t1', 't2'] }) },
			'fault people[0].hosts: must be a text or null, got ["t1","t2"]'
		],
		[
			'one person twice, as the host of two tables',
			{
				...sound,
				people: [
					{ id: 'p1', hosts: 't1' },
					{ id: 'p1', hosts: 't2' }
				]
			},
			'fault people[1].id: must be unique, "p1" is also people[0]'
		],
		[
			'a host locked elsewhere',
			{ ...sound, people: [{ id: 'p1', hosts: 't1' }, ...people(9).slice(1)], locked: [lock('p1', 't2')] },
			'fault locked[0]: "p1" hosts "t1" and is locked at "t2"'
		],
		[
			'an unknown table in a lock',
			{ ...sound, locked: [lock('p1', 'x')] },
			'fault locked[0].table: must name a table, got "x"'
		],
		[
			'a bad language',
			{ ...sound, people: people(1, { languages: ['xx-'] }) },
			'fault people[0].languages[0]: must be a BCP-47 tag, got "xx-"'
		]
	])('[PLAN-8] exit 2: %s', async (_, instance, fault) => {
		const { exit, out, err } = await run([file('i.json', instance)]);
		expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: [fault] });
	});

	test('[PLAN-8] the process says the same: faults on standard error, nothing on standard output, exit 2', () => {
		const { exit, out, err } = spawned([file('i.json', { ...sound, rounds: 0 })]);
		const fault = 'fault rounds: must be a whole number from 1 to 50, got 0';
		expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: [fault] });
	});

	test('[PLAN-8] exit 2: not JSON, no file, over 20 MB', async () => {
		expect(await run([file('i.json', '{"rounds": 3,')])).toMatchObject({ exit: 2, out: '' });
		expect((await run([join(folder, 'nothing.json')])).err[0]).toMatch(
			/^fault .*nothing\.json: cannot be read \(ENOENT\)$/
		);
		const large = await run([file('large.json', `"${'x'.repeat(21 * 1024 * 1024)}"`)]);
		expect(large).toMatchObject({ exit: 2, out: '' });
		expect(large.err[0]).toMatch(/must be at most 20971520 bytes \(20 MB\)/);
	});

	test.each(['leipzig-world-cafe', 'parliament-panel'])(
		'[PLAN-8] exit 2: an event in place of an instance is one fault: %s',
		async (name) => {
			const path = `examples/${name}/event.json`;
			for (const args of [[path], ['repair', path, file('p.json', {}), file('c.json', {})]]) {
				const { exit, out, err } = await run(args);
				expect({ exit, out }).toEqual({ exit: 2, out: '' });
				const events = err.filter((line) =>
					line.startsWith(`fault ${path}: must be an instance, but is an event (it `)
				);
				expect(events).toEqual(err);
				expect(err).toHaveLength(1);
				expect(err[0]).toMatch(/it has programme and cafe, and no people/);
			}
		}
	);

	test('[PLAN-8] exit 2: an instance with a field of an event keeps its own faults', async () => {
		const said = await run([file('i.json', { ...sound, programme: [] })]);
		expect(said).toMatchObject({ exit: 2, err: ['fault programme: is not a known field'] });
	});

	test('[PLAN-8] exit 2: at most a hundred faults, then a count', async () => {
		const { err } = await run([file('i.json', { ...sound, people: people(130, { colour: 1 }) })]);
		expect(err).toHaveLength(101);
		expect(err[100]).toBe('fault: 30 more');
	});

	test.each<[string, object, string]>([
		['too few seats', { ...sound, people: people(33) }, 'no plan: seats: '],
		[
			'locks that overfill',
			{ ...sound, locked: people(6).map((_, i) => lock(`p${i + 1}`, 't1')) },
			'no plan: locked: '
		],
		[
			'apart groups larger than the tables',
			{ ...sound, apart: [['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']] },
			'no plan: apart: '
		],
		[
			'a group larger than a table',
			{ ...sound, together: [['p1', 'p2', 'p3', 'p4', 'p5', 'p6']] },
			'no plan: together: '
		],
		[
			'too few people for minSeats',
			{ ...sound, tables: sound.tables.map((table) => ({ ...table, minSeats: 5 })) },
			'no plan: minSeats: '
		],
		[
			'a person alone with a language',
			{ ...sound, people: [...people(27, { languages: ['en'] }), { id: 'm', languages: ['mt'] }] },
			'no plan: language: '
		],
		[
			'never a table twice with too few tables',
			{ ...sound, rounds: 7, rules: { tableTwice: 'never' } },
			'no plan: tableTwice: '
		]
	])('[PLAN-8] exit 3: %s', async (_, instance, line) => {
		const { exit, out, err } = await run([file('i.json', instance)]);
		expect({ exit, out }).toEqual({ exit: 3, out: '' });
		expect(err).toHaveLength(2);
		expect(err[0]!.startsWith(line)).toBe(true);
		expect(err[1]).toMatch(/^change: ./);
	});

	test.each<[string, object]>([
		['one person', { rounds: 3, tables: tables(1), people: people(1) }],
		['two people', { rounds: 2, tables: tables(1), people: people(2) }],
		['fewer than eight people', { rounds: 3, tables: tables(2), people: people(7) }],
		['budgetMs 0', { ...sound, iterations: null, budgetMs: 0 }]
	])('[PLAN-8] exit 0: %s', async (_, draft) => {
		const { exit, out, err } = await run([file('i.json', draft)]);
		expect({ exit, err }).toEqual({ exit: 0, err: [] });
		const parsed = parseInstance(draft);
		expect(verify((parsed as { value: Instance }).value, JSON.parse(out) as Plan).breaches).toEqual([]);
	});

	test('[PLAN-8] exit 0: 5,000 people at 1,000 tables in 30 rounds', async () => {
		const large = { rounds: 30, budgetMs: 0, tables: tables(1000), people: people(5000) };
		const { exit, out } = await run([file('large.json', large)]);
		expect(exit).toBe(0);
		expect((JSON.parse(out) as Plan).sheet.pairsMeetingAgain).toBe(0);
	}, 60_000);
});

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

describe('repair and stream', () => {
	const instance = {
		rounds: 3,
		iterations: 1000,
		tables: tables(8),
		people: people(36).map((person, i) => (i < 8 ? { ...person, hosts: `t${i + 1}` } : person))
	};
	const told = async (): Promise<{ instance: string; plan: string; before: Plan }> => {
		const path = file('told.json', instance);
		const { out } = await run([path]);
		return { instance: path, plan: file('plan.json', out), before: JSON.parse(out) as Plan };
	};

	test('a repair is a plan for the instance that it gives', async () => {
		const { instance: path, plan, before } = await told();
		const changes = { afterRound: 1, left: ['p20'], joined: [{ id: 'new' }], hostsLost: ['p1'], tablesLost: ['t8'] };
		const { exit, out, err } = await run(['repair', path, plan, file('changes.json', changes)]);
		expect({ exit, err }).toEqual({ exit: 0, err: [] });
		const after = JSON.parse(out) as Plan & { instance: Instance; newHosts: unknown[]; moved: unknown[] };
		expect(verify(after.instance, after).breaches).toEqual([]);
		expect(after.rounds[0]).toEqual(before.rounds[0]);
		expect(after.newHosts).toHaveLength(1);
		expect(parseInstance(after.instance)).toMatchObject({ ok: true });
	});

	test('faults in changes carry their path', async () => {
		const { instance: path, plan } = await told();
		const { exit, out, err } = await run(['repair', path, plan, file('changes.json', { afterRound: 1, left: ['x'] })]);
		expect({ exit, out, err }).toEqual({
			exit: 2,
			out: '',
			err: ['fault changes.left[0]: must name a person, got "x"']
		});
	});

	test('a stream prints one diff per line and then the whole repair', async () => {
		const { instance: path, plan } = await told();
		const lines = [
			{ afterRound: 1, left: ['p20'] },
			{ afterRound: 1, joined: [{ id: 'new' }] },
			{ afterRound: 2, left: ['p21'] }
		];
		const { exit, out } = spawned(['stream', path, plan], `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
		expect(exit).toBe(0);
		const printed = out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(printed).toHaveLength(4);
		expect(Object.keys(printed[1]!)).toEqual(['moved', 'newHosts', 'joinedAt', 'elapsedMs']);
		expect(printed[1]!['joinedAt']).toHaveLength(2);
		const whole = printed[3] as unknown as Plan & { instance: Instance };
		expect(verify(whole.instance, whole).breaches).toEqual([]);
	});

	test('[PLAN-8] a stream whose plan breaks a hard rule at its end prints no plan', async () => {
		const { before } = await told();
		const [one, ...others] = Object.keys(before.rounds[2]!).filter((id) => Number(id.slice(1)) > 8);
		const elsewhere = others.find((id) => before.rounds[2]![id] !== before.rounds[2]![one!])!;
		const apart = file('apart.json', { ...instance, together: [[one, elsewhere]] });
		const { exit, out, err } = spawned(['stream', apart, file('plan.json', before)], '');
		expect({ exit, out }).toEqual({ exit: 3, out: '' });
		expect(err[0]).toMatch(/^no plan: together: /);
	});

	test('--out of a repair and of a stream: the plan as it now is, or the reason with exit 2', async () => {
		const { instance: path, plan } = await told();
		const out = join(folder, 'after.csv');
		const changes = { afterRound: 1, left: ['p20'], joined: [{ id: 'new' }] };
		const repaired = await run(['repair', path, plan, file('changes.json', changes), '--out', out]);
		expect({ exit: repaired.exit, lines: readFileSync(out, 'utf8').trim().split('\n').length }).toEqual({
			exit: 0,
			lines: 37
		});
		const both = ['--out', folder, '--instance-out', folder];
		const streamed = spawned(['stream', path, plan, ...both], JSON.stringify(changes));
		const unwritten = ['--out', '--instance-out'].map(
			(option) => `fault ${option}: ${folder} cannot be written (EISDIR)`
		);
		expect(streamed).toMatchObject({ exit: 2, err: unwritten });
		expect(streamed.out.trim().split('\n')).toHaveLength(2);
	});

	test('a stream may begin with a byte order mark, as files may', async () => {
		const { instance: path, plan } = await told();
		const line = JSON.stringify({ afterRound: 1, left: ['p20'] });
		expect(spawned(['stream', path, plan], `\ufeff${line}\n`)).toMatchObject({ exit: 0, err: [] });
		const later = spawned(['stream', path, plan], `${line}\n\ufeff${line}\n`);
		expect(later).toMatchObject({ exit: 2, err: ['fault line 2 changes: must be JSON'] });
	});
});
