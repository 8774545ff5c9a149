import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../domain/channel.ts';
import { evolve } from '../domain/evolve.ts';
import type { Fact } from '../domain/facts.ts';
import type { PersonId } from '../domain/ids.ts';
import { initialPart } from '../domain/initial.ts';
import type { Part } from '../domain/parts.ts';
import type { Frame, Snapshot } from '../protocol/frames.ts';
import { EventCopy } from './event-copy.ts';

type Commit = Partial<Record<Channel, Fact[]>>;

/** What the server holds: commits over three channels, most of them touching more than one. */
class Log {
	commits: Commit[];
	/** Channel → index of the commit that is its n-th. */
	index = new Map<Channel, number[]>();

	constructor(touched: readonly number[]) {
		this.commits = touched.map((mask, i) => commitOf(mask, i));
		this.commits.forEach((commit, i) => {
			for (const channel of channelsOf(commit)) this.index.set(channel, [...(this.index.get(channel) ?? []), i]);
		});
	}
	frame(i: number): Frame {
		const commit = this.commits[i]!;
		const parts = channelsOf(commit).map((channel) => ({
			channel,
			n: this.index.get(channel)!.indexOf(i) + 1,
			facts: commit[channel]!
		}));
		return { parts };
	}
	/** The part of a channel after its n-th commit. */
	part(channel: Channel, n: number): Part {
		const facts = (this.index.get(channel) ?? []).slice(0, n).flatMap((i) => this.commits[i]![channel]!);
		return facts.reduce((part, fact) => evolve(channel, part, fact), initialPart(channel));
	}
	/** Everything up to commit `i`, whole. */
	snapshot(i: number): Snapshot {
		const parts = [...this.index].flatMap(([channel, at]) => {
			const n = at.filter((k) => k <= i).length;
			return n > 0 ? [{ channel, n, part: this.part(channel, n) }] : [];
		});
		return { parts, gone: [] };
	}
	/** The missing frames, as the server may answer instead of a snapshot. */
	missing(have: Record<string, number>, i: number): Frame[] {
		return this.commits.slice(0, i + 1).flatMap((_, k) => {
			const parts = this.frame(k).parts.filter(({ channel, n }) => n > (have[channel] ?? 0));
			return parts.length > 0 ? [{ parts }] : [];
		});
	}
}

const channelsOf = (commit: Commit) => Object.keys(commit) as Channel[];

function commitOf(mask: number, i: number): Commit {
	const person = `p${i}` as PersonId;
	return {
		...(mask & 1 ? { everyone: [{ type: 'plan_published', version: i + 1 }] } : {}),
		...(mask & 2
			? { stage: [{ type: 'hand_raised', person, attendance: i % 2 ? 'hall' : 'remote', at: 1_000 + i }] }
			: {}),
		...(mask & 4 ? { 'table:t1': [{ type: 'table_hand_raised', person }] } : {})
	} as Commit;
}

type Step = { do: 'deliver'; i: number } | { do: 'reconnect'; i: number } | { do: 'snapshot'; i: number };
const steps = fc.array(
	fc.record({ do: fc.constantFrom('deliver', 'deliver', 'deliver', 'snapshot', 'reconnect'), i: fc.nat(23) }),
	{ maxLength: 60 }
) as fc.Arbitrary<Step[]>;
const masks = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 24, maxLength: 24 });

describe('[LOG-CLIENT] resume', () => {
	test('whatever is delivered, repeated, lost or reordered, each part is a prefix of the log and never goes back', () => {
		fc.assert(
			fc.property(masks, steps, fc.boolean(), (touched, plan, bySnapshot) => {
				const log = new Log(touched);
				const copy = new EventCopy();
				let before: Record<string, number> = {};
				const heal = (i: number) => {
					if (bySnapshot) copy.replace(log.snapshot(i), false);
					else for (const frame of log.missing(copy.have(), i)) expect(copy.receive(frame)).toBe('applied');
				};
				for (const step of [...plan, { do: 'deliver', i: 23 } as const]) {
					if (step.do === 'deliver') {
						const was = copy.have();
						if (copy.receive(log.frame(step.i)) === 'gap') {
							expect(copy.have()).toEqual(was);
							heal(step.i);
						}
					} else if (step.do === 'snapshot') copy.replace(log.snapshot(step.i), false);
					else for (const frame of log.missing(copy.have(), Math.max(step.i, 0))) copy.receive(frame);
					const have = copy.have();
					for (const [channel, n] of Object.entries(have)) {
						expect(n).toBeGreaterThanOrEqual(before[channel] ?? 0);
						expect(copy.parts().get(channel as Channel)).toEqual(log.part(channel as Channel, n));
					}
					before = have;
				}
				for (const frame of log.missing(copy.have(), 23)) copy.receive(frame);
				expect(copy.behind).toBe(false);
				expect(copy.have()).toEqual(Object.fromEntries([...log.index].map(([channel, at]) => [channel, at.length])));
			}),
			{ numRuns: 300 }
		);
	});

	test('a frame is taken whole or not at all', () => {
		const log = new Log([7, 1, 7]);
		const copy = new EventCopy();
		copy.receive(log.frame(0));
		expect(copy.receive(log.frame(2))).toBe('gap');
		expect(copy.have()).toEqual({ everyone: 1, stage: 1, 'table:t1': 1 });
		expect(copy.behind).toBe(true);
		copy.replace(log.snapshot(1), false);
		expect(copy.behind).toBe(true);
		expect(copy.receive(log.frame(2))).toBe('applied');
		expect(copy.behind).toBe(false);
	});

	test('the part of a frame that is new is taken when the rest was there before', () => {
		const log = new Log([1, 3]);
		const copy = new EventCopy();
		copy.receive(log.frame(0));
		copy.replace({ parts: [{ channel: 'everyone', n: 2, part: log.part('everyone', 2) }], gone: [] }, false);
		expect(copy.receive(log.frame(1))).toBe('applied');
		expect(copy.have()).toEqual({ everyone: 2, stage: 1 });
	});
});

describe('snapshots', () => {
	test('the first one of a connection is the truth, even when the server lost its tail', () => {
		const log = new Log([1, 1, 1]);
		const copy = new EventCopy();
		for (const i of [0, 1, 2]) copy.receive(log.frame(i));
		copy.replace(log.snapshot(0), false);
		expect(copy.have()).toEqual({ everyone: 3 });
		copy.replace(log.snapshot(0), true);
		expect(copy.have()).toEqual({ everyone: 1 });
		expect(copy.receive(log.frame(1))).toBe('applied');
	});

	test('what may no longer be seen is dropped, and a gap in it with it', () => {
		const log = new Log([4, 4, 4]);
		const copy = new EventCopy();
		copy.receive(log.frame(0));
		copy.receive(log.frame(2));
		copy.replace({ parts: [], gone: ['table:t1' as Channel] }, false);
		expect(copy.parts().has('table:t1' as Channel)).toBe(false);
		expect(copy.behind).toBe(false);
	});
});

test('earlier parts are left alone by later commits', () => {
	const log = new Log([1, 1]);
	const copy = new EventCopy();
	copy.receive(log.frame(0));
	const shown = copy.parts();
	copy.receive(log.frame(1));
	expect(shown.get('everyone')).toEqual(log.part('everyone', 1));
});

test('[ERASE] a forgotten person’s name leaves the page', () => {
	const copy = new EventCopy();
	const [ada, bo] = ['a', 'b'] as PersonId[];
	copy.receive({ parts: [], names: { [ada!]: 'Ada', [bo!]: 'Bo' } });
	copy.receive({
		parts: [{ channel: 'desk', n: 1, facts: [{ type: 'person_forgotten', person: ada!, what: 'identity' }] }]
	});
	expect(copy.names).toEqual({ b: 'Bo' });
});
