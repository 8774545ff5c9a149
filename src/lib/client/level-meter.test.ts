import { expect, test } from 'vitest';
import { levelOf } from './level-meter.ts';

const sine = (amplitude: number) => Float32Array.from({ length: 1_024 }, (_, i) => amplitude * Math.sin(i / 4));

test('silence is 0, full scale nearly 1, and each 6 dB the same step', () => {
	expect(levelOf(new Float32Array(1_024))).toBe(0);
	expect(levelOf(sine(0.000_1))).toBe(0);
	expect(levelOf(sine(1))).toBeCloseTo(0.95, 2);
	expect(levelOf(sine(0.5)) - levelOf(sine(0.25))).toBeCloseTo(levelOf(sine(0.25)) - levelOf(sine(0.125)), 5);
});
