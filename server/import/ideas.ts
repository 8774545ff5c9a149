import { readLanguage } from './codes.ts';
import { decodeText } from './encoding.ts';
import { fault, type FaultParams, type ImportFault, type ImportRule } from './fault.ts';
import { cleanLine, isVisible, likenessKey } from './plain-text.ts';

export const IDEA_LIMITS = { bytes: 2_000_000, lines: 20_000, characters: 2_000 } as const;

export interface ImportedIdea {
	/** Null where the line names none, or one that the event does not have. */
	readonly topic: string | null;
	/** BCP-47. */
	readonly language: string;
	/** Plain text: what looks like markup is shown as it was typed. */
	readonly text: string;
}

export interface IdeasImport {
	readonly ideas: readonly ImportedIdea[];
	readonly faults: readonly ImportFault[];
}

export interface IdeasOptions {
	/** Name of the file, for its faults. Default `ideas.txt`. */
	readonly file?: string;
	/** Language of the event, assumed where a line names none. Default `en`. */
	readonly language?: string;
	/** Known topics; without them topics are not checked. */
	readonly topics?: Iterable<string>;
}

/**
 * Reads ideas, one a line: `topic TAB language TAB text`, UTF-8, at most 2 MB and 20,000 lines.
 *
 * A bad line is told with its number and left out; a line in doubt is told and kept; blank lines are skipped. An idea
 * of more than 2,000 characters is left out and never cut: half a sentence is not what somebody said.
 */
export function readIdeas(source: string | Uint8Array, options: IdeasOptions = {}): IdeasImport {
	const file = options.file ?? 'ideas.txt';
	const size = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
	const nothing = (because: ImportFault): IdeasImport => ({ ideas: [], faults: [because] });
	if (size > IDEA_LIMITS.bytes)
		return nothing(fault('file_large', { file }, `${size}`, { limit: IDEA_LIMITS.bytes / 1e6, unit: 'MB' }));
	const text = textOf(source, file);
	if (typeof text !== 'string') return nothing(text);

	const lines = text.split(/\r\n|\n/);
	if (lines.length > IDEA_LIMITS.lines + 1)
		return nothing(
			fault('lines_many', { file, line: IDEA_LIMITS.lines + 1 }, `${lines.length}`, { limit: IDEA_LIMITS.lines })
		);

	const rules: LineRules = {
		topics: options.topics === undefined ? null : new Set(options.topics),
		language: options.language ?? 'en',
		seen: new Set()
	};
	const faults: ImportFault[] = [];
	const ideas = lines.flatMap((raw, index) => {
		const note: Note = (rule, column, came, params) =>
			void faults.push(fault(rule, { file, line: index + 1, column }, came, params));
		return raw.trim() === '' ? [] : readLine(raw, rules, note);
	});
	return { ideas, faults };
}

function textOf(source: string | Uint8Array, file: string): string | ImportFault {
	if (typeof source === 'string') return source.replace(/^\uFEFF/, '');
	const decoded = decodeText(source);
	if (decoded.ok) return decoded.value.text;
	return fault(decoded.error.rule, { file, line: decoded.error.line }, decoded.error.came);
}

type Note = (rule: ImportRule, column: string, came: string, params?: FaultParams) => void;

interface LineRules {
	readonly topics: ReadonlySet<string> | null;
	readonly language: string;
	/** Keys of the ideas before, to tell those that are written twice. */
	readonly seen: Set<string>;
}

function readLine(raw: string, rules: LineRules, note: Note): ImportedIdea[] {
	const [topic, language, ...rest] = raw.split('\t');
	if (topic === undefined || language === undefined || rest.length === 0) {
		note('idea_no_tabs', '', raw);
		return [];
	}
	const { text, controls, marks } = cleanLine(rest.join(' '), { directionMarks: true });
	if (!isVisible(text)) {
		note('idea_empty', 'text', raw);
		return [];
	}
	if ([...text].length > IDEA_LIMITS.characters) {
		note('idea_long', 'text', text, { limit: IDEA_LIMITS.characters, unit: 'characters' });
		return [];
	}
	if (rest.length > 1) note('idea_extra_tabs', 'text', rest.join('\t'), { became: text.slice(0, 80) });
	if (controls) note('text_controls', 'text', rest[0]!, { became: text.slice(0, 80) });
	if (marks) note('text_marks', 'text', text);
	const idea = { topic: topicOf(topic, rules, note), language: languageOf(language, rules, note), text };
	const key = `${idea.topic ?? ''}\t${likenessKey(text)}`;
	if (rules.seen.has(key)) note('idea_twice', 'text', text);
	rules.seen.add(key);
	return [idea];
}

function topicOf(raw: string, { topics }: LineRules, note: Note): string | null {
	const topic = cleanLine(raw).text;
	if (topic !== '' && (topics === null || topics.has(topic))) return topic;
	note('topic_unknown', 'topic', topic);
	return null;
}

function languageOf(raw: string, { language }: LineRules, note: Note): string {
	const came = cleanLine(raw).text;
	const read = came === '' ? null : readLanguage(came);
	if (read === null || read.kind === 'word' || read.kind === 'malformed') {
		note('language_assumed', 'language', came, { became: language });
		return language;
	}
	if (read.kind === 'respelled') note('language_respelled', 'language', came, { became: read.tag });
	if (read.kind === 'unassigned') note('language_unassigned', 'language', came);
	return read.tag;
}
