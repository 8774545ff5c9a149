/** A repeatable source of numbers: 32-bit state, one multiply-and-shift mix per draw (Weyl sequence, murmur finaliser). */
export class Random {
	private state: number;

	constructor(seed: number) {
		this.state = (seed ^ 0x5bd1e995) >>> 0;
		for (let i = 0; i < 4; i++) this.bits();
	}

	/** 32 random bits, unsigned. */
	bits(): number {
		this.state = (this.state + 0x9e3779b9) | 0;
		let z = this.state;
		z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
		z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
		return (z ^ (z >>> 16)) >>> 0;
	}

	/** A whole number from 0 to `below - 1`. */
	below(below: number): number {
		return Math.floor((this.bits() / 4294967296) * below);
	}

	shuffle<T>(list: T[]): T[] {
		for (let i = list.length - 1; i > 0; i--) {
			const j = this.below(i + 1);
			const kept = list[i]!;
			list[i] = list[j]!;
			list[j] = kept;
		}
		return list;
	}
}
