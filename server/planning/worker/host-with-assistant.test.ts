import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf } from '#lib/domain/read.ts';
import { exampleEvent, idOf } from '../testing/examples.ts';
import { gatheringOf } from '../gathering.ts';
import { unpacked } from '../packed-plan.ts';
import { planAll } from './plan-job.ts';
import { traveller } from '../testing/planned.ts';

test('[I1] a host of the Leipzig café who has an assistant: planned, nobody loses a seat, the two sit together', () => {
	const state = exampleEvent('leipzig-world-cafe');
	const host = deskOf(state).people[idOf('le-001')]!;
	const assistant = traveller(state, 'hall');
	expect(host.hosts).not.toBeNull();
	const stop = new SharedArrayBuffer(4);
	Atomics.store(new Int32Array(stop), 0, 1);
	const settings = { ...DEFAULT_SETTINGS, seconds: 1 };
	const here = gatheringOf(state, takesPart);
	const gathering = JSON.stringify({ ...here, needs: { ...here.needs, [assistant.id]: [`assistant:${host.id}`] } });
	const answer = planAll({ kind: 'plan', gathering, settings, stop }, () => undefined);
	if (answer.kind !== 'planned') throw new Error(JSON.stringify(answer).slice(0, 600));
	const people = Object.values(deskOf(state).people).filter(takesPart);
	for (const seats of unpacked(answer.best.plan)) {
		expect(Object.keys(seats)).toHaveLength(people.length);
		expect(seats[assistant.id]).toBe(host.hosts);
		expect(seats[host.id]).toBe(host.hosts);
	}
});
