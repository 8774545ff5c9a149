/** One line of the table: what was asked for, what came out over all seeds (median and worst). */
export interface Row {
	id: string;
	instance: string;
	reached: string;
	target: string;
	/** Null where this run could not measure it. */
	met: boolean | null;
}

export const now = (): number => performance.now();

/** Milliseconds of processor time so far: what other work on the machine does not change much. */
export const cpu = (): number => process.cpuUsage().user / 1_000;

export const SEEDS = [1, 2, 3, 4, 5];

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** `median (worst)`, where larger is worse. */
export const spread = (values: readonly number[], digits = 0): string => {
	const [middle, worst] = [median(values), Math.max(...values)];
	return middle === worst ? middle.toFixed(digits) : `${middle.toFixed(digits)} (${worst.toFixed(digits)})`;
};

export const asMarkdown = ({ id, instance, reached, target, met }: Row): string =>
	`| ${id} | ${instance} | ${reached} | ${target} | ${met === null ? 'not measured' : met ? 'yes' : 'no'} |`;

export const HEADER = '| Id | Instance | Reached: median (worst) of seeds 1–5 | Target | Met |\n|---|---|---|---|---|';
