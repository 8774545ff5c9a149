/** Numbers for equal values, in order of first appearance. */
export class Numbering {
	private readonly numbers = new Map<string, number>();
	readonly values: string[] = [];

	of(value: string): number {
		const known = this.numbers.get(value);
		if (known !== undefined) return known;
		this.numbers.set(value, this.values.length);
		this.values.push(value);
		return this.values.length - 1;
	}
	find(value: string): number {
		return this.numbers.get(value) ?? -1;
	}
	get size(): number {
		return this.values.length;
	}
}
