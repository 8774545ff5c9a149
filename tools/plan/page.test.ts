import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { USUAL_ORDER, verify, parseInstance, type Plan, type Repair } from '../../src/lib/planner/index.ts';
import { run } from './run.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/planner.md'), 'utf8');

/** What stands in the first fence of the page that begins with `opening`. */
const fenced = (opening: string): string => {
	const from = page.indexOf(opening);
	if (from < 0) throw new Error(`docs/planner.md has no fence that begins with ${opening}`);
	const start = page.indexOf('\n', from) + 1;
	return page.slice(start, page.indexOf('\n```', start));
};

test('the example of docs/planner.md can be planned, and repaired with its changes', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'page-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = (name: string, text: string): string => {
		writeFileSync(join(folder, name), text);
		return join(folder, name);
	};
	const example = fenced('```json');
	const instance = file('instance.json', example);
	const planned = await run([instance], () => undefined);
	expect(planned).toMatchObject({ exit: 0, stderr: [] });
	const parsed = parseInstance(JSON.parse(example));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const plan = JSON.parse(planned.stdout) as Plan;
	expect(verify(parsed.value, plan).breaches).toEqual([]);

	const changes = /^\{ "afterRound".*\}$/m.exec(page)![0];
	const files = [instance, file('plan.json', planned.stdout), file('changes.json', changes)];
	const repaired = await run(['repair', ...files], () => undefined);
	expect(repaired).toMatchObject({ exit: 0, stderr: [] });
	const after = JSON.parse(repaired.stdout) as Repair;
	expect(verify(after.instance, after).breaches).toEqual([]);
	expect(after.joinedAt).toHaveLength(1);
	for (const field of Object.keys(after)) expect(page).toContain(field);
	for (const figure of Object.keys(plan.sheet)) {
		if (!figure.endsWith('Bound')) expect(page, figure).toContain(figure);
	}
});

test('a list of people, planned and repaired with the commands of docs/planner.md', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'page-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const section = page.slice(page.indexOf('### From a spreadsheet'), page.indexOf('## A list of people as CSV'));
	const list = readFileSync(resolve(import.meta.dirname, '../../examples/leipzig-world-cafe/participants.csv'));
	writeFileSync(join(folder, 'people.csv'), list);
	writeFileSync(join(folder, 'changes.json'), /^\{ "afterRound".*\}$/m.exec(section)![0]);
	const isFile = (word: string): boolean => /\.(csv|json)$/.test(word);
	const commands = [...section.matchAll(/^npm run --silent plan -- (.*) > (\S+)$/gm)];
	expect(commands).toHaveLength(2);
	for (const [, words, printed] of commands) {
		const args = words!.split(' ').map((word) => (isFile(word) ? join(folder, word) : word));
		const { exit, stdout } = await run([...args, '--budget-ms', '50'], () => undefined);
		expect(exit).toBe(0);
		writeFileSync(join(folder, printed!), stdout);
	}
	const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
	const after = read('plan-2.json') as Repair;
	expect(after.joinedAt.map(({ person, round }) => `${person} ${round}`)).toEqual(['le-201 2', 'le-201 3']);
	expect(after.rounds[0]).toEqual((read('plan.json') as Plan).rounds[0]);
	const instance = parseInstance(read('instance-2.json'));
	if (!instance.ok) throw new Error(JSON.stringify(instance.error));
	expect(instance.value).toEqual(after.instance);
	expect(instance.value.people).toHaveLength(198);
	expect(verify(instance.value, after, read('plan.json') as Plan).breaches).toEqual([]);
	const seats = readFileSync(join(folder, 'plan-2.csv'), 'utf8').split('\n');
	expect(seats.find((line) => line.startsWith('le-201'))).toMatch(/^le-201,,,\d+,\d+$/);
});

test('docs/planner.md names every field of an instance, and the usual order', () => {
	const parsed = parseInstance(JSON.parse(fenced('```json')));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const { tables, people, rules, ...whole } = parsed.value;
	const fields = [whole, tables[0]!, people[0]!, rules].flatMap((record) => Object.keys(record));
	for (const field of fields) expect(page, field).toContain(field);
	expect(page).toContain(`\`${USUAL_ORDER.join(',')}\``);
});
