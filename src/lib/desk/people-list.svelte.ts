import { newId } from '../client/random-id.ts';
import type { Attendance } from '../domain/event/event-card.ts';
import type { PersonId } from '../domain/ids.ts';
import { refusalText } from '../live/refusal-text.ts';
import { m } from '../paraglide/messages.js';
import { askPeopleList, type ListAnswer } from './ask-people-list.ts';
import type { ListFindings } from './people-list-findings.server.ts';

/** A file's bytes or the text that was pasted, and what it is called. */
export interface ListSource {
	readonly name: string;
	readonly list: Blob | string;
}

export interface PeopleListOptions {
	readonly entry: string;
	/** Largest list, in bytes. */
	readonly most: number;
	/** How people take part where the list does not say. */
	readonly attendance: Attendance;
	/** Its people were added. */
	readonly onadded?: () => void;
	readonly fetcher?: typeof fetch;
}

/** A list of people on its way into an event: looked at first, then added. Nothing of it is kept here but the list. */
export class PeopleList {
	readonly #entry: string;
	readonly #most: number;
	readonly #fetch: typeof fetch;
	readonly #onadded: () => void;
	#source: ListSource | null = null;
	/** Of the command that adds: the same until it is answered, so that a second press adds nobody twice. */
	#command = newId();
	/** The last look that was asked for: what came before it is of no interest any more. */
	#turn = 0;
	#sending: Promise<unknown> = Promise.resolve();
	#findings = $state.raw<ListFindings | null>(null);
	#busy = $state<'look' | 'add' | null>(null);
	#failed = $state<string | null>(null);
	#added = $state.raw<readonly PersonId[] | null>(null);
	/** Values offered for missing columns are accepted. */
	offers = $state(false);
	/** Rows that cannot be read are left out. */
	rows = $state(false);
	attendance = $state<Attendance>('remote');

	constructor({
		entry,
		most,
		attendance,
		onadded = () => undefined,
		fetcher = (...asked) => fetch(...asked)
	}: PeopleListOptions) {
		this.#entry = entry;
		this.#most = most;
		this.#fetch = fetcher;
		this.#onadded = onadded;
		this.attendance = attendance;
	}

	/** What the list would do; null until it was looked at. */
	get findings(): ListFindings | null {
		return this.#findings;
	}
	get busy(): 'look' | 'add' | null {
		return this.#busy;
	}
	/** Why it did not work, in a sentence. */
	get failed(): string | null {
		return this.#failed;
	}
	/** Whom the list has added; null before. */
	get added(): readonly PersonId[] | null {
		return this.#added;
	}
	/** Whether *Add* would add somebody. */
	get ready(): boolean {
		const { verdict, fresh } = this.#findings ?? { verdict: 'refused', fresh: { count: 0 } };
		return fresh.count > 0 && (verdict === 'clean' || (verdict === 'rows' && this.rows));
	}

	/** Another list: what was accepted for the last one is not accepted for it. */
	async take(source: ListSource): Promise<void> {
		this.offers = this.rows = false;
		this.#added = this.#findings = null;
		this.#source = source;
		this.#turn++;
		const { list } = source;
		if (typeof list === 'string') return this.look();
		if (list.size > this.#most) return void (this.#failed = this.#tooLarge());
		// As it is now: a file that is saved again meanwhile could not be sent any more.
		const bytes = await list.arrayBuffer().catch(() => null);
		if (source !== this.#source) return;
		if (!bytes) return void (this.#failed = m.people_list_unreadable());
		this.#source = { ...source, list: new Blob([bytes]) };
		return this.look();
	}

	/** The same list once more, as what is accepted has it now. */
	async look(): Promise<void> {
		const source = this.#source;
		if (!source) return;
		const turn = ++this.#turn;
		this.#busy = 'look';
		await this.#sending;
		if (turn !== this.#turn) return;
		this.#command = newId();
		const answer = await this.#send(source);
		if (turn !== this.#turn) return;
		this.#busy = null;
		this.#failed = this.#whyNot(answer);
		this.#findings = answer?.status === 200 ? (answer.said as ListFindings) : null;
	}

	/** Adds who is new: all of them or nobody. After a lost answer it may be asked again. */
	async add(): Promise<void> {
		const source = this.#source;
		if (!source || this.#busy !== null || this.#added || !this.ready) return;
		this.#busy = 'add';
		const answer = await this.#send(source, this.#command);
		this.#busy = null;
		this.#failed = this.#whyNot(answer);
		if (answer?.status === 422) this.#findings = answer.said as ListFindings;
		if (answer?.status !== 200) return;
		this.#added = (answer.said as { added: PersonId[] }).added;
		this.#onadded();
	}

	#send({ name, list }: ListSource, id?: string): Promise<ListAnswer | null> {
		const { attendance, offers, rows } = this;
		const wish = { file: name, attendance, offers, rows, ...(id === undefined ? {} : { id }) };
		const sending = askPeopleList(this.#entry, list, wish, this.#fetch);
		this.#sending = sending;
		return sending;
	}

	#whyNot(answer: ListAnswer | null): string | null {
		if (answer === null) return m.people_list_no_answer();
		if (answer.status === 200 || answer.status === 422) return null;
		if (answer.status === 413) return this.#tooLarge();
		const code = (answer.said as { code?: unknown } | null)?.code;
		return refusalText({ code: typeof code === 'string' ? code : '' });
	}

	#tooLarge = (): string => m.people_list_too_large({ limit: this.#most / 1e6 });
}
