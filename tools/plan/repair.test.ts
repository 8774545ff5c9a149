import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseInstance, verify, type Instance, type Plan } from '../../src/lib/planner/index.ts';
import { file, folder, people, run, spawned, tables } from './testing/program.ts';

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
