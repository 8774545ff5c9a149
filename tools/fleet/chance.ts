import { Random } from '#lib/planner/random.ts';

/** Seeded luck: the same seed makes the same people behave the same way. Ids of commands are never drawn from it. */
export class Chance extends Random {
	/** A number from `least` up to `most`. */
	between(least: number, most: number): number {
		return least + (this.bits() / 2 ** 32) * (most - least);
	}

	/** True in `share` of the cases (0 to 1). */
	happens(share: number): boolean {
		return this.bits() / 2 ** 32 < share;
	}

	/** One of the list; undefined when it is empty. */
	pick<T>(list: readonly T[]): T | undefined {
		return list[this.below(list.length)];
	}

	/** Luck of its own for one person, so that what others do does not change it. */
	fork(): Chance {
		return new Chance(this.bits());
	}
}
