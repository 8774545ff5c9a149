import { expect, test } from 'vitest';
import { readFolderApart, readPeopleApart } from './apart.ts';
import { bytesOf, example, scenario } from './files.test-kit.ts';
import { readFolder } from './folder.ts';
import { readPeople } from './people-csv.ts';

const leipzig = {
	event: example('leipzig-world-cafe', 'event.json'),
	participants: example('leipzig-world-cafe', 'participants.csv'),
	crew: example('leipzig-world-cafe', 'crew.csv'),
	ideas: example('leipzig-world-cafe', 'ideas.txt')
};

test('a thread of its own gives the same answer', async () => {
	expect(await readFolderApart(leipzig)).toEqual(readFolder(leipzig));
});
test('faults come over as they are', async () => {
	const files = { event: bytesOf('{"__proto__": 1}'), participants: bytesOf('id\n') };
	expect(await readFolderApart(files)).toEqual(readFolder(files));
});
test('files that take longer than the limit are refused', async () => {
	const read = await readFolderApart(leipzig, { limitMs: 0 });
	expect(read).toMatchObject({ event: null, verdict: 'refused', faults: [{ rule: 'file_slow', came: '0 ms' }] });
});

test('a list of people alone, with its options', async () => {
	const options = { idsByName: true, acceptOffers: true, attendance: 'hall', file: 'list.csv' } as const;
	for (const file of ['hostile.csv', 'broken.csv', 'latin1.csv'])
		expect(await readPeopleApart(scenario(file), options)).toEqual(readPeople(scenario(file), options));
	expect(await readPeopleApart(scenario('hostile.csv'), { file: 'list.csv', limitMs: 0 })).toMatchObject({
		people: [],
		faults: [{ rule: 'file_slow', severity: 'reject', file: 'list.csv', record: 0 }]
	});
});
