// What was run, how it ended and how long it took.

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} status
 * @property {string} [reason] why it was skipped, or how it failed in one line
 */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {number | null} budget seconds
 * @property {number} seconds
 * @property {Outcome[]} outcomes
 */

/**
 * @param {Stage[]} stages
 * @param {number} totalSeconds
 * @param {number | null} [budget] seconds for all together
 * @returns {{ text: string, failed: number }} the report, whose last line is `N passed, N failed, N skipped`
 */
export function report(stages, totalSeconds, budget = null) {
	const all = stages.flatMap(({ name, outcomes }) => outcomes.map((outcome) => ({ stage: name, ...outcome })));
	/** @param {Outcome['status']} status */
	const of = (status) => all.filter((outcome) => outcome.status === status);
	/** @param {Outcome['status']} status */
	const listed = (status) =>
		of(status).map(({ stage, name, reason }) => `  ${stage}: ${name}${reason ? ` (${reason})` : ''}`);
	const failed = of('failed').length;
	const lines = [
		'',
		'stage                 seconds   budget   tests',
		...stages.map(line),
		line({ name: 'all', budget, seconds: totalSeconds, outcomes: all }),
		...(of('skipped').length > 0 ? ['', 'skipped:', ...listed('skipped')] : []),
		...(failed > 0 ? ['', 'failed:', ...listed('failed')] : []),
		'',
		`${of('passed').length} passed, ${failed} failed, ${of('skipped').length} skipped`
	];
	return { text: lines.join('\n'), failed };
}

/** @param {Stage} stage */
function line({ name, budget, seconds, outcomes }) {
	const over = budget !== null && seconds > budget ? '   over budget' : '';
	const columns = [
		name.padEnd(20),
		seconds.toFixed(1).padStart(8),
		(budget === null ? '-' : String(budget)).padStart(8),
		String(outcomes.length).padStart(7)
	];
	return columns.join(' ') + over;
}
