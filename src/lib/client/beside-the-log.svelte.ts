import { SvelteMap } from 'svelte/reactivity';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { Company, Draft, TablePresence, TableTally, Tally } from '../protocol/wire.ts';

/** A draft that was not heard of again for so long is taken away: its last message may have been lost. */
export const DRAFT_FADES_MS = 20_000;

const NOBODY: readonly PersonId[] = [];
const NO_DRAFTS: readonly Draft[] = [];

/** What is true only while it happens and never stands in the log: counts, who is connected, who is typing. */
export class BesideTheLog {
	#tally = $state.raw<Tally | null>(null);
	#company = $state.raw<Company | null>(null);
	#knock = $state.raw<{ id: string } | null>(null);
	#tableTallies = new SvelteMap<TableId, TableTally>();
	#presence = new SvelteMap<TableId, readonly PersonId[]>();
	#drafts = new SvelteMap<TableId, readonly Draft[]>();
	#fades: Record<string, ReturnType<typeof setTimeout>> = {};

	/** Counts of the whole event; null until the server counted. */
	get tally(): Tally | null {
		return this.#tally;
	}
	set tally(tally: Tally | null) {
		this.#tally = tally;
	}

	/** "You are alone for a moment": an offer with a deadline. */
	get company(): Company | null {
		return this.#company;
	}
	set company(company: Company | null) {
		this.#company = company;
	}

	/** Another browser uses this person's link and waits to be let in. */
	get knock(): { id: string } | null {
		return this.#knock;
	}
	set knock(knock: { id: string } | null) {
		this.#knock = knock;
	}

	/** One row per table, for the desk. */
	get tableTallies(): ReadonlyMap<TableId, TableTally> {
		return this.#tableTallies;
	}

	/** Who of that table is connected. */
	hereAt(table: TableId): readonly PersonId[] {
		return this.#presence.get(table) ?? NOBODY;
	}

	/** What others are typing there, who began first standing first. */
	draftsAt(table: TableId): readonly Draft[] {
		return this.#drafts.get(table) ?? NO_DRAFTS;
	}

	countTables(tallies: readonly TableTally[]): void {
		for (const tally of tallies) this.#tableTallies.set(tally.table, tally);
	}

	seePresence({ table, here }: TablePresence): void {
		this.#presence.set(table, here);
	}

	seeDraft(draft: Draft): void {
		const { table, writer, text } = draft;
		if (text === '') return this.#drop(table, writer);
		clearTimeout(this.#fades[`${table} ${writer}`]);
		this.#fades[`${table} ${writer}`] = setTimeout(() => this.#drop(table, writer), DRAFT_FADES_MS);
		const drafts = this.draftsAt(table);
		const known = drafts.some((other) => other.writer === writer);
		this.#drafts.set(table, known ? drafts.map((o) => (o.writer === writer ? draft : o)) : [...drafts, draft]);
	}

	/** The page may not see this table any more. */
	leaveTable(table: TableId): void {
		for (const { writer } of this.draftsAt(table)) this.#drop(table, writer);
		this.#presence.delete(table);
	}

	/** Not connected: nobody can say who is here, who is typing or who waits. */
	clear(): void {
		for (const fade of Object.values(this.#fades)) clearTimeout(fade);
		this.#fades = {};
		this.#drafts.clear();
		this.#company = null;
		this.#knock = null;
	}

	#drop(table: TableId, writer: string): void {
		clearTimeout(this.#fades[`${table} ${writer}`]);
		delete this.#fades[`${table} ${writer}`];
		const left = this.draftsAt(table).filter((draft) => draft.writer !== writer);
		if (left.length < this.draftsAt(table).length) this.#drafts.set(table, left);
	}
}
