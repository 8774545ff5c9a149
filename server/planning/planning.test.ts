import { expect, onTestFinished, test } from 'vitest';
import type { Actor, Command } from '#lib/domain/commands.ts';
import { decide } from '#lib/domain/decide.ts';
import { fold } from '#lib/domain/evolve.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { Planning } from './planning.ts';
import { exampleEvent, say } from './testing/examples.ts';

test('chairs are brought while a plan for those present is looked for: it is made once more, not adopted', async () => {
	const state = exampleEvent('invited-session');
	const lead = Object.values(deskOf(state).people).find(({ role }) => role === 'facilitator')!.id;
	const submit = async (commandId: string, command: Command, actor: Actor) => {
		const decision = decide(state, command, { actor, now: 1_800_000_000_000, commandId });
		if (decision.ok) fold(state, decision.value);
		return decision;
	};
	const opened = { runtime: { state, submit }, presence: { isHere: () => true } } as unknown as OpenEvent;
	const view = { actor: { role: 'facilitator', person: lead } } as View;
	const planning = new Planning({ now: () => 0, onFault: () => undefined });
	onTestFinished(() => planning.stop());
	const asked = planning.planForPresent(opened, view, 1);
	const { id, seats } = everyoneOf(state).card!.tables[0]!;
	say(state, { type: 'set_table_seats', table: id, seats: seats + 1, from: seats }, 'facilitator', lead);
	expect(await asked).toMatchObject({ ok: false, error: { code: 'stale_plan' } });
	expect(deskOf(state).plan).toBeNull();
	expect(await planning.planForPresent(opened, view, 1)).toMatchObject({ ok: true });
	expect(deskOf(state).plan).toMatchObject({ version: 1 });
}, 60_000);
