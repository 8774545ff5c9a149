import { expect, test } from 'vitest';
import type { PersonId } from '#lib/domain/ids.ts';
import { Presence } from './presence.ts';

const [ANN, BOB] = ['ann', 'bob'] as [PersonId, PersonId];
const BOOT = 1_000;

function presenceAt(now: number) {
	const clock = { now };
	return { clock, presence: new Presence(() => clock.now) };
}

test('[REL-1] who was connected to a node that died has been missing since its last word, not since our start', () => {
	const { clock, presence } = presenceAt(500_000);
	presence.hear('b', [ANN], 15_000);
	expect(presence.missingSince(ANN, BOOT)).toBeNull();
	clock.now += 15_001;
	expect(presence.isHere(ANN)).toBe(false);
	expect(presence.missingSince(ANN, BOOT)).toBe(500_000);
	expect(presence.missingSince(BOB, BOOT), 'never seen').toBe(BOOT);
});

test('who left a node that lives on has been missing since it said so', () => {
	const { clock, presence } = presenceAt(500_000);
	presence.hear('b', [ANN, BOB], 15_000);
	clock.now += 5_000;
	presence.hear('b', [BOB], 15_000);
	clock.now += 1_000;
	expect(presence.missingSince(ANN, BOOT)).toBe(505_000);
	expect(presence.isHere(BOB)).toBe(true);
});

test('who came from a dead node to this one, and is lost here, has been missing since then', () => {
	const { clock, presence } = presenceAt(500_000);
	presence.hear('b', [ANN], 15_000);
	clock.now += 20_000;
	presence.connect(ANN);
	clock.now += 30_000;
	presence.disconnect(ANN);
	clock.now += 1;
	expect(presence.missingSince(ANN, BOOT)).toBe(550_000);
});
