import { sessionKeep, type Keep } from '../client/keep.ts';
import type { PageCommand } from '../domain/commands.ts';
import type { Attendance, Device } from '../domain/event/event-card.ts';
import type { Language } from '../domain/ids.ts';
import type { PersonPart } from '../domain/parts.ts';

/** Needs that have a question of their own at the door; others are kept as they came. */
export const ASKED_NEEDS = ['step-free', 'captions', 'hearing-loop', 'large-print', 'sign-interpreter'] as const;

/** A need as the protocol takes it; free text from an imported list is not sent back by a page. */
const NEED = /^[A-Za-z0-9:_-]{1,64}$/;

export interface Answers {
	readonly languages: readonly Language[];
	readonly attendance: Attendance;
	readonly device: Device;
	readonly needs: readonly string[];
	readonly topics: readonly string[];
	readonly signs: boolean;
}

/** What is known before the first question: the imported list, or what the visitor said at the door. */
export function answersBefore(me: PersonPart, locale: Language): Answers {
	const profile = me.profile;
	return {
		languages: profile?.languages.length ? profile.languages : [locale],
		attendance: profile?.attendance ?? 'remote',
		device: profile?.device ?? 'own',
		needs: me.needs,
		topics: profile?.topics ?? [],
		signs: me.consents['author_name']?.given ?? false
	};
}

export function profileCommand(answers: Answers): Extract<PageCommand, { type: 'state_profile' }> {
	return {
		type: 'state_profile',
		attendance: answers.attendance,
		device: answers.attendance === 'remote' ? 'own' : answers.device,
		languages: answers.languages.slice(0, 10),
		needs: answers.needs.filter((need) => NEED.test(need)).slice(0, 20),
		topics: answers.topics.slice(0, 50)
	};
}

/** Answers of the steps at the door, kept in this tab so that another language or a reload loses none. */
export class StepAnswers {
	readonly #keep: Keep | null;
	readonly #key: string;
	#answers = $state.raw<Answers>({} as Answers);
	#step = $state(0);

	constructor(entry: string, before: Answers, keep: Keep | null = sessionKeep()) {
		this.#keep = keep;
		this.#key = `rondo:answers:${entry}`;
		const kept = this.#read();
		this.#answers = { ...before, ...kept?.answers };
		this.#step = kept?.step ?? 0;
	}

	get now(): Answers {
		return this.#answers;
	}
	get step(): number {
		return this.#step;
	}
	set step(step: number) {
		this.#step = step;
		this.#write();
	}

	say(answer: Partial<Answers>): void {
		this.#answers = { ...this.#answers, ...answer };
		this.#write();
	}

	/** They were sent: nothing of it stays here. */
	forget(): void {
		try {
			this.#keep?.removeItem(this.#key);
		} catch {
			// Nothing was kept there either.
		}
	}

	#read(): { answers: Partial<Answers>; step: number } | null {
		try {
			const kept = JSON.parse(this.#keep?.getItem(this.#key) ?? 'null') as { answers?: object; step?: unknown } | null;
			if (typeof kept?.answers !== 'object') return null;
			return { answers: kept.answers, step: typeof kept.step === 'number' ? kept.step : 0 };
		} catch {
			// Somebody else's bytes under our key.
			return null;
		}
	}

	#write(): void {
		try {
			this.#keep?.setItem(this.#key, JSON.stringify({ answers: this.#answers, step: this.#step }));
		} catch {
			// Kept until the page is closed.
		}
	}
}
