import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import { decodeText } from './encoding.ts';
import { referenceFaults, type PathFault } from './event-references.ts';
import { EventSchema, type ImportedEvent } from './event-schema.ts';
import { fault, IMPORT_RULES, type FaultParams, type ImportFault, type ImportRule } from './fault.ts';
import { linesOf, pathText, walkJson, type JsonPath } from './json-places.ts';
import { EVENT_LIMITS } from './schema-parts.ts';

/** More faults than a person mends in one sitting; then the list says that there are more. */
const FAULTS_LIMIT = 200;

export interface EventOptions {
	/** Name of the file, for its faults. Default `event.json`. */
	readonly file?: string;
}

/**
 * Reads an event in the format `rondo-scenario/1` (JSON, at most 2 MB, 1,000 tables, 50 rounds, 100 programme items).
 *
 * Never throws for what is in the file. Answers with every fault at once, each with its line and JSON path; there is
 * no half event.
 */
export function readEvent(
	source: string | Uint8Array,
	{ file = 'event.json' }: EventOptions = {}
): Result<ImportedEvent, ImportFault[]> {
	const size = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
	if (size > EVENT_LIMITS.bytes)
		return refuse([fault('file_large', { file }, `${size}`, { limit: EVENT_LIMITS.bytes / 1e6, unit: 'MB' })]);
	const decoded = typeof source === 'string' ? ok({ text: source.replace(/^\uFEFF/, '') }) : decodeText(source);
	if (!decoded.ok) return refuse([fault(decoded.error.rule, { file, line: decoded.error.line }, decoded.error.came)]);
	const { text } = decoded.value;
	if (text.trim() === '') return refuse([fault('file_empty', { file }, '')]);

	const parsed = parseJson(text);
	if (!parsed.ok) return refuse([fault('json_syntax', { file, line: parsed.error.line }, parsed.error.came)]);
	const unsafe = walkJson(text);
	if (unsafe.length > 0)
		return refuse(
			unsafe
				.slice(0, FAULTS_LIMIT)
				.map(({ rule, line, path, came }) => fault(rule, { file, line, column: pathText(path) }, came))
		);

	const checked = checkEvent(parsed.value);
	return checked.ok ? checked : refuse(placed(checked.error, text, file));
}

/** Checks an event that is already an object; faults carry paths and no lines. */
export function checkEvent(event: unknown): Result<ImportedEvent, PathFault[]> {
	// To the validator a list is an object, and would miss every key.
	if (Array.isArray(event))
		return refuse([{ path: [], rule: 'wrong_type', came: event, params: { expected: 'object' } }]);
	const result = v.safeParse(EventSchema, event);
	if (!result.success) return refuse(shapeFaults(result.issues));
	const faults = referenceFaults(result.output);
	return faults.length === 0 ? ok(result.output) : refuse(faults);
}

/** What a schema found, as rules of an import. */
export const shapeFaults = (issues: readonly v.BaseIssue<unknown>[]): PathFault[] => issues.map(faultOf);

/** Faults with their lines, in the order of the text. */
export function placed(faults: readonly PathFault[], text: string | null, file: string): ImportFault[] {
	const first = faults.slice(0, FAULTS_LIMIT);
	const lines =
		text === null
			? []
			: linesOf(
					text,
					first.map(({ path }) => path)
				);
	const told = first.map(({ rule, path, came, params }, index) =>
		fault(rule, { file, line: lines[index] ?? 0, column: pathText(path) }, came, params)
	);
	told.sort((one, other) => one.line - other.line);
	if (faults.length > first.length)
		told.push(fault('faults_many', { file }, `${faults.length}`, { limit: FAULTS_LIMIT }));
	return told;
}

function parseJson(text: string): Result<unknown, { line: number; came: string }> {
	try {
		return ok(JSON.parse(text) as unknown);
	} catch (cause) {
		// The platform tells the place in words only; where it tells none, the text ended too early.
		const position = Number(/position (\d+)/.exec(String(cause))?.[1] ?? text.length);
		const came = text.slice(position, position + 40).split('\n')[0] ?? '';
		return refuse({ line: text.slice(0, position).split('\n').length, came });
	}
}

function faultOf(issue: v.BaseIssue<unknown>): PathFault {
	const path = (issue.path ?? []).map((step) => step.key as string | number);
	const [rule, params] = ruleOf(issue);
	return { path: issue.path?.at(-1)?.origin === 'key' ? path : path, rule, came: cameOf(issue, path), params };
}

/** For an unknown or a missing key what came is the key. */
const cameOf = (issue: v.BaseIssue<unknown>, path: JsonPath): unknown =>
	issue.type === 'strict_object' && issue.path ? path.at(-1) : issue.input;

function ruleOf(issue: v.BaseIssue<unknown>): [ImportRule, FaultParams] {
	const bound = { limit: Number(issue.requirement), unit: issue.message };
	switch (issue.type) {
		case 'strict_object':
			if (!issue.path) return ['wrong_type', { expected: 'object' }];
			return [issue.expected === 'never' ? 'key_unknown' : 'key_missing', {}];
		case 'picklist':
		case 'literal':
			return ['not_allowed', { allowed: (issue.expected ?? '').replace(/[()"]/g, '').replaceAll(' | ', ', ') }];
		case 'integer':
			return ['not_whole', { unit: issue.message }];
		case 'min_value':
			return ['too_small', bound];
		case 'max_value':
			return ['too_large', bound];
		case 'min_length':
			return ['too_short', bound];
		case 'max_length':
		case 'max_entries':
			return ['too_long', bound];
		case 'check':
		case 'regex':
			return [issue.message in IMPORT_RULES ? (issue.message as ImportRule) : 'wrong_type', {}];
		default:
			return ['wrong_type', { expected: issue.type }];
	}
}
