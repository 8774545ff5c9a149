/** The value that `share` of the values do not exceed; NaN without values. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Median of the runs with the smallest and the largest. */
export interface Spread {
	readonly median: number;
	readonly min: number;
	readonly max: number;
}

export function spreadOf(runs: readonly number[]): Spread {
	return { median: percentile(runs, 0.5), min: Math.min(...runs), max: Math.max(...runs) };
}

/** Three digits that count, and no more: 0.42, 3.14, 27.2, 1,234. */
export function rounded(value: number): string {
	if (!Number.isFinite(value)) return '–';
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `12.3 (11.9–14.0)` */
export const shown = ({ median, min, max }: Spread): string => `${rounded(median)} (${rounded(min)}–${rounded(max)})`;
