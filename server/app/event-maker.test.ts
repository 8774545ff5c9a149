import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '#lib/domain/read.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvents } from '../events/open-events.ts';
import { readFolder } from '../import/index.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { EventMaker } from './event-maker.ts';
import { nodeOn } from './node.test-kit.ts';

const examplesFolder = resolve(import.meta.dirname, '../../examples');
const file = (name: string) => readFileSync(resolve(examplesFolder, 'leipzig-world-cafe', name));
const { event: source, crew } = readFolder({
	event: file('event.json'),
	participants: file('participants.csv'),
	crew: file('crew.csv')
});

describe('who leads an event', () => {
	let directory: Directory;
	let openEvents: OpenEvents;
	let maker: EventMaker;

	beforeEach(() => {
		({ directory, openEvents } = nodeOn(new MemoryStore()));
		maker = new EventMaker({ directory, openEvents, now: () => 1, examplesFolder });
	});
	const peopleOf = async (event: Parameters<OpenEvents['open']>[0]) => {
		const { state } = (await openEvents.open(event)).runtime;
		return deskOf(state).people;
	};

	test('an organiser who names herself is somebody of her own, beside the facilitators of the list', async () => {
		const { event, lead } = await maker.make(source!, crew!.people, { organiser: 'Olga Organiser' });
		const people = await peopleOf(event);
		expect(people[lead]).toMatchObject({ role: 'organiser' });
		expect(directory.people.nameOf(event, lead)).toBe('Olga Organiser');
		expect(Object.keys(people)).toHaveLength(crew!.people.length + 1);
		const facilitators = Object.values(people).filter(({ role }) => role === 'facilitator');
		expect(facilitators.length).toBeGreaterThan(0);
		for (const { id } of facilitators)
			expect(crew!.people.map(({ name }) => name)).toContain(directory.people.nameOf(event, id));
	});

	test('without one the first of the list who may run it does', async () => {
		const { event, lead } = await maker.make(source!, crew!.people);
		const people = await peopleOf(event);
		expect(people[lead]?.role).toBe('facilitator');
		expect(Object.keys(people)).toHaveLength(crew!.people.length);
	});
});
