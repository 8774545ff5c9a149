import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/install.js';
import { report } from '../../scripts/test/tally.js';
import { outcomesOf } from '../../scripts/test/vitest.js';

const file = `${ROOT}tests/a.test.ts`;
const fileReport = (statuses: string[], status: 'passed' | 'failed' = 'passed', message = '') => ({
	name: file,
	status,
	message,
	assertionResults: statuses.map((state, index) => ({
		fullName: ` suite ${index}`,
		status: state,
		failureMessages: state === 'failed' ? ['Error: no\n at x'] : []
	}))
});

describe('[TEST-1] nothing that went wrong counts as passed', () => {
	test('passed, failed and skipped tests, with reasons', () => {
		const notes = { [`${file} suite 2`]: 'no camera' };
		expect(outcomesOf([fileReport(['passed', 'failed', 'skipped', 'todo'], 'failed')], notes, 1)).toEqual([
			{ name: 'tests/a.test.ts > suite 0', status: 'passed' },
			{ name: 'tests/a.test.ts > suite 1', status: 'failed', reason: 'Error: no' },
			{ name: 'tests/a.test.ts > suite 2', status: 'skipped', reason: 'no camera' },
			{ name: 'tests/a.test.ts > suite 3', status: 'skipped', reason: 'to do' }
		]);
	});

	test('a file that cannot be loaded is a failure, though it has no failed test', () => {
		expect(outcomesOf([fileReport([], 'failed', 'SyntaxError: x\ny')], {}, 1)).toEqual([
			{ name: 'tests/a.test.ts', status: 'failed', reason: 'SyntaxError: x' }
		]);
	});

	test('an error outside every test, and a run without a report, are failures', () => {
		for (const reports of [[fileReport(['passed'])], null])
			expect(outcomesOf(reports, {}, 1)).toContainEqual({
				name: 'vitest',
				status: 'failed',
				reason: 'exit code 1 without a failed test'
			});
		expect(outcomesOf([], {}, 0)).toEqual([]);
	});
});

test('[TEST-2] the last line counts everything, and late stages are named', () => {
	const { text, failed } = report(
		[
			{ name: 'unit', budget: 2, seconds: 2.5, outcomes: [{ name: 'a', status: 'passed' }] },
			{ name: 'media', budget: null, seconds: 1, outcomes: [{ name: 'b', status: 'skipped', reason: 'no Go' }] },
			{ name: 'e2e', budget: 480, seconds: 1, outcomes: [{ name: 'c', status: 'failed', reason: 'late' }] }
		],
		4.5
	);
	expect(failed).toBe(1);
	expect(text.split('\n').at(-1)).toBe('1 passed, 1 failed, 1 skipped');
	expect(text).toMatch(/unit +2\.5 +2 +1 +over budget/);
	expect(text).toContain('skipped:\n  media: b (no Go)');
	expect(text).toContain('failed:\n  e2e: c (late)');
});
