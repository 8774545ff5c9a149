import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseInstance, verify, type Instance, type Plan } from '../../src/lib/planner/index.ts';
import { file, folder, lock, people, run, sound, spawned, tables } from './testing/program.ts';

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
