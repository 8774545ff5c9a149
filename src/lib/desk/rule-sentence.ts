/** Sentences for the rules of an import. For the server: it needs all of them, a page only those that were broken. */
import { m } from '../paraglide/messages.js';

export interface BrokenRule {
	readonly rule: string;
	readonly params: Readonly<Record<string, string | number>>;
}

type Sentence = (params: BrokenRule['params']) => string;
const SENTENCES = m as unknown as Readonly<Record<string, Sentence>>;

/** What a broken rule means, in the language of the page; the rule's own name when it has no sentence. */
export function ruleSentence({ rule, params }: BrokenRule): string {
	const key = `import_rule_${rule}`;
	return Object.hasOwn(SENTENCES, key) ? SENTENCES[key]!(params) : rule;
}
