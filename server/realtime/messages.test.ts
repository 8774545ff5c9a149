import { expect, test } from 'vitest';
import type { OpenEvent } from '../events/open-event.ts';
import type { MessageContext } from './listener.ts';
import { listen } from './messages.ts';
import { View, type LiveSocket } from './view.ts';

type Hear = (name: string, ...said: unknown[]) => void;

function pageThatTalks() {
	const heard: Hear[] = [];
	const asked: OpenEvent[] = [];
	const socket = { connected: true, onAny: (hear: Hear) => void heard.push(hear) };
	const view = new View({
		socket: socket as unknown as LiveSocket,
		actor: { role: 'organiser', person: null },
		entry: 'entry',
		tab: 'tab',
		device: 'device'
	});
	const opened = { event: 'event' } as OpenEvent;
	const context = { now: () => 7, planning: { plannerOf: (one: OpenEvent) => asked.push(one) } };
	listen(context as unknown as MessageContext, opened, view);
	return { heard, asked, opened, socket, say: ((...all) => heard[0]!(...all)) as Hear };
}

test('a page is heard by one listener, whatever it says', () => {
	const { heard, say } = pageThatTalks();
	const answers: unknown[] = [];
	say('clock', 1, (now: number) => answers.push(now));
	expect(heard).toHaveLength(1);
	expect(answers).toEqual([7]);
});

test('names that no message has are nothing, also those that every object has', () => {
	const { say } = pageThatTalks();
	for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty', 'nonsense', ''])
		expect(() => say(name, 1, () => expect.unreachable())).not.toThrow();
});

test('what arrives after the end of the connection is not heard', () => {
	const { socket, say } = pageThatTalks();
	socket.connected = false;
	say('clock', 1, () => expect.unreachable());
});

test('the planner looks after an event from its first page on, without being asked', () => {
	const { asked, opened } = pageThatTalks();
	expect(asked).toEqual([opened]);
});
