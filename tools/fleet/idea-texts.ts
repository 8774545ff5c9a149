import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readIdeas } from '#server/import/ideas.ts';
import type { Chance } from './chance.ts';

export interface IdeaText {
	readonly text: string;
	readonly language: string;
}

const EXAMPLES = join(resolve(import.meta.dirname, '..', '..'), 'examples');
/** No idea of the product is longer. */
const LONGEST = 1_000;

/** What people write, by the topic of their table. */
export class IdeaTexts {
	readonly #byTopic = new Map<string | null, IdeaText[]>();
	readonly #all: IdeaText[];

	/** @param file with lines of topic, language and text, as in `examples/<scenario>/ideas.txt` */
	constructor(file: string = join(EXAMPLES, 'leipzig-world-cafe', 'ideas.txt')) {
		const ideas = readIdeas(readFileSync(file)).ideas.filter(({ text }) => [...text].length <= LONGEST);
		if (ideas.length === 0) throw new Error(`${file} holds no ideas`);
		this.#all = ideas.map(({ text, language }) => ({ text, language }));
		for (const { topic, text, language } of ideas)
			this.#byTopic.set(topic, [...(this.#byTopic.get(topic) ?? []), { text, language }]);
	}

	about(topic: string | null, chance: Chance): IdeaText {
		return chance.pick(this.#byTopic.get(topic) ?? this.#all)!;
	}
}
