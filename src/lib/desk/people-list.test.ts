import { describe, expect, test } from 'vitest';
import { m } from '../paraglide/messages.js';
import type { ListFindings } from './people-list-findings.server.ts';
import { PeopleList } from './people-list.svelte.ts';

type Said = { status?: number; body?: unknown } | null;
const found = (own: Partial<ListFindings> = {}): ListFindings => ({
	verdict: 'clean',
	file: { file: 'a.csv', rows: 2, encoding: 'utf-8', delimiter: ',', columns: [], unknown: [], offered: {} },
	fresh: { count: 2, names: ['Anna', 'Bo'] },
	alike: { count: 0, names: [] },
	there: { count: 0, people: [] },
	left: 0,
	notices: 0,
	faults: [],
	...own
});

/** A server that answers one after the other; null: no answer comes. */
function listWith(...answers: (Said | Promise<Said>)[]) {
	const asked: { query: Record<string, string>; type: string; list: string }[] = [];
	const fetcher = (async (address: string, { headers, body }: RequestInit) => {
		const [path, query] = address.split('?');
		expect(path).toBe('/api/e/entry/people');
		const list = body as Blob | string;
		asked.push({
			query: Object.fromEntries(new URLSearchParams(query)),
			type: (headers as Record<string, string>)['Content-Type']!,
			list: typeof list === 'string' ? list : await list.text()
		});
		const answer = await answers.shift();
		if (!answer) throw new TypeError('network');
		return Response.json(answer.body ?? null, { status: answer.status ?? 200 });
	}) as typeof fetch;
	const told: (readonly string[] | null)[] = [];
	const onadded = () => void told.push(list.added);
	const list: PeopleList = new PeopleList({ entry: 'entry', most: 100, attendance: 'hall', onadded, fetcher });
	return { list, asked, told };
}
const file = (name: string, text: string) => ({ name, list: new Blob([text]) });

describe('a list on its way', () => {
	test('is looked at as its own bytes, and added with the id of one command', async () => {
		const { list, asked, told } = listWith({ body: found() }, { body: { added: ['p1', 'p2'] } });
		await list.take(file('guests.csv', 'name\nAnna\nBo\n'));
		expect(list.ready).toBe(true);
		expect(asked).toEqual([
			{ query: { file: 'guests.csv', attendance: 'hall' }, type: 'text/csv', list: 'name\nAnna\nBo\n' }
		]);
		await list.add();
		expect(asked[1]).toMatchObject({
			list: 'name\nAnna\nBo\n',
			query: { id: expect.stringMatching(/^[\w-]{16,64}$/) }
		});
		expect([list.added, list.failed, told]).toEqual([['p1', 'p2'], null, [['p1', 'p2']]]);
	});

	test('[REL-3] the answer is lost: the second press sends the same id, the next list another one', async () => {
		const { list, asked } = listWith({ body: found() }, null, { body: { added: [] } }, { body: found() }, null);
		await list.take({ name: 'pasted', list: 'name\nAnna' });
		await list.add();
		expect([list.failed, list.added]).toEqual([m.people_list_no_answer(), null]);
		await list.add();
		expect(list.added).toEqual([]);
		await list.take({ name: 'pasted', list: 'name\nCleo' });
		await list.add();
		const ids = asked.flatMap(({ query }) => query['id'] ?? []);
		expect(ids[0]).toBe(ids[1]);
		expect(ids[2]).not.toBe(ids[0]);
	});

	test('two presses are one request', async () => {
		const { list, asked } = listWith({ body: found() }, { body: { added: ['p1'] } }, { body: { added: ['p2'] } });
		await list.take({ name: 'pasted', list: 'name\nAnna' });
		await Promise.all([list.add(), list.add()]);
		await list.add();
		expect(asked.filter(({ query }) => 'id' in query)).toHaveLength(1);
		expect(list.added).toEqual(['p1']);
	});

	test('another list before the answer: it waits for its turn, and the first answer is of no interest', async () => {
		const first = Promise.withResolvers<Said>();
		const second = Promise.withResolvers<Said>();
		const { list, asked } = listWith(first.promise, second.promise);
		const reading = list.take({ name: 'pasted', list: 'name\nAnna' });
		await expect.poll(() => asked.length).toBe(1);
		const next = list.take({ name: 'pasted', list: 'name\nCleo' });
		await new Promise((resolve) => setImmediate(resolve));
		expect(asked).toHaveLength(1);
		first.resolve({ body: found() });
		await reading;
		expect([list.findings, list.busy]).toEqual([null, 'look']);
		await expect.poll(() => asked.length).toBe(2);
		second.resolve({ body: found({ fresh: { count: 1, names: ['Cleo'] } }) });
		await next;
		expect(list.findings?.fresh.names).toEqual(['Cleo']);
		expect(list.busy).toBeNull();
	});

	test('what was accepted is accepted for this list alone', async () => {
		const { list, asked } = listWith({ body: found() }, { body: found() }, { body: found() });
		await list.take({ name: 'pasted', list: 'name\nAnna' });
		list.offers = list.rows = true;
		await list.look();
		expect(asked[1]?.query).toMatchObject({ offers: 'yes', rows: 'yes' });
		await list.take({ name: 'pasted', list: 'name\nBo' });
		expect(Object.keys(asked[2]!.query)).toEqual(['file', 'attendance']);
	});

	test.each([
		['clean', 2, false, true],
		['rows', 2, false, false],
		['rows', 2, true, true],
		['refused', 0, true, false],
		['clean', 0, true, false]
	] as const)('%s with %d new people, rows left out: %s, can be added: %s', async (verdict, count, rows, ready) => {
		const { list, asked } = listWith({ body: found({ verdict, fresh: { count, names: [] } }) }, null);
		await list.take({ name: 'pasted', list: 'name' });
		list.rows = rows;
		expect(list.ready).toBe(ready);
		await list.add();
		expect(asked).toHaveLength(ready ? 2 : 1);
	});
});

describe('what does not work is told', () => {
	test('a file that is too large is not sent', async () => {
		const { list, asked } = listWith();
		await list.take(file('large.csv', 'x'.repeat(101)));
		expect([list.failed, asked.length]).toEqual([m.people_list_too_large({ limit: 0.0001 }), 0]);
	});

	test('nor one that cannot be opened', async () => {
		const { list, asked } = listWith();
		const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob;
		await list.take({ name: 'gone.csv', list: gone });
		expect([list.failed, asked.length]).toEqual([m.people_list_unreadable(), 0]);
	});

	test.each([
		[413, 'file_large', m.people_list_too_large({ limit: 0.0001 })],
		[429, 'too_fast', m.refusal_too_fast()],
		[409, 'event_closed', m.refusal_event_closed()],
		[404, 'not_found', m.refusal_unknown()],
		[500, null, m.refusal_unknown()]
	])('%d %s', async (status, code, sentence) => {
		const { list } = listWith({ status, body: { code } });
		await list.take({ name: 'pasted', list: 'name\nAnna' });
		expect([list.failed, list.findings, list.busy]).toEqual([sentence, null, null]);
	});

	test('faults that came up only when it was added', async () => {
		const { list } = listWith({ body: found() }, { status: 422, body: found({ verdict: 'refused', left: 1 }) });
		await list.take({ name: 'pasted', list: 'name\nAnna' });
		await list.add();
		expect([list.failed, list.added, list.findings?.verdict]).toEqual([null, null, 'refused']);
	});
});
