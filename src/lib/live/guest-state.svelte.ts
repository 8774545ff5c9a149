import { SvelteSet } from 'svelte/reactivity';
import { localKeep, sessionKeep, type Keep } from '../client/keep.ts';
import { newId } from '../client/random-id.ts';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EpochMs, IdeaId, PersonId, TableId } from '../domain/ids.ts';
import { wasTakenBack } from './bell-notice.ts';
import type { LiveContext } from './live-context.ts';
import { refusalText } from './refusal-text.ts';
import { chooseView, type GuestView } from './view-choice.ts';

/** An idea that was refused after it was put on the table: its words are kept until the person has seen them. */
export interface LostIdea {
	readonly id: string;
	readonly text: string;
	readonly because: string;
}

/** What one participant's page remembers beside the event: steps done, words not finished, when she sat down. */
export class GuestState {
	readonly context: LiveContext;
	/** Ids of announcements that were put away. */
	readonly readMessages = new SvelteSet<string>();
	readonly #steps: Keep | null = localKeep();
	readonly #words: Keep | null = sessionKeep();
	#stepsDone = $state(false);
	#draft = $state('');
	#lost = $state.raw<readonly LostIdea[]>([]);
	#seatedAt = $state<EpochMs>(0);
	#takenBackAt = $state<EpochMs | null>(null);
	#sentAt = $state<EpochMs | null>(null);
	#lastTable: TableId | null = null;
	#lastClock: CafeClock | null = null;

	constructor(context: LiveContext) {
		this.context = context;
	}

	/** Reads what this device remembers. In the browser only, after the page was taken over. */
	remember(): void {
		this.#stepsDone = read(this.#steps, this.#stepsKey) === '1';
		this.#draft = read(this.#words, this.#draftKey) ?? '';
	}

	get view(): GuestView {
		const { live, role, person } = this.context;
		const { ready, everyone, stage, me, table } = live;
		return chooseView({ ready, role, person, everyone, stage, me, table, stepsDone: this.#stepsDone });
	}
	/** The words in the box: they survive a reload, a move and another language. */
	get draft(): string {
		return this.#draft;
	}
	set draft(text: string) {
		this.#draft = text;
		write(this.#words, this.#draftKey, text);
	}
	get lost(): readonly LostIdea[] {
		const refused = this.context.live.refusedIdeas.map(({ text, code }, index) => ({
			id: `reload ${index}`,
			text,
			because: refusalText({ code })
		}));
		return [...refused, ...this.#lost];
	}
	get seatedAt(): EpochMs {
		return this.#seatedAt;
	}
	get takenBackAt(): EpochMs | null {
		return this.#takenBackAt;
	}
	/** Something has waited for its answer for longer than an answer takes. */
	get stuck(): boolean {
		const { live, now } = this.context;
		if (live.state !== 'live' || live.saving === 'paused') return true;
		return live.waiting.length > 0 && this.#sentAt !== null && now - this.#sentAt > 2_000;
	}

	finishSteps(): void {
		this.#stepsDone = true;
		write(this.#steps, this.#stepsKey, '1');
	}
	/** The steps once more: to change languages, place or needs. */
	reopenSteps(): void {
		this.#stepsDone = false;
		write(this.#steps, this.#stepsKey, '');
	}

	/** Puts an idea on the table at once; when it is refused later, its words come back by {@link lost}. */
	async add(table: TableId, text: string, onBehalfOf: PersonId | null): Promise<void> {
		const { live, languages } = this.context;
		const idea = newId<IdeaId>();
		live.drafts.clear(table);
		this.#sentAt = live.clock.now();
		const language = languages[0] ?? 'en';
		const ack = await live.send({ type: 'add_idea', table, idea, text, language, onBehalfOf });
		if (!ack.ok && ack.code !== 'closed')
			this.#lost = [...this.#lost, { id: idea, text, because: refusalText(ack, live.names) }];
	}

	dismiss(lost: LostIdea): void {
		const { live } = this.context;
		const kept = live.refusedIdeas.find((_, index) => `reload ${index}` === lost.id);
		if (kept) live.dismissRefusedIdea(kept);
		else this.#lost = this.#lost.filter(({ id }) => id !== lost.id);
	}

	/** For an effect: notes when a seat was taken and when a bell was taken back. */
	follow(): void {
		const { live } = this.context;
		const { clock } = live.everyone;
		const table = live.me.seat?.table ?? null;
		if (!live.ready) return;
		if (table !== this.#lastTable) {
			// Who loads the page in mid-round sat here before: that is no late arrival.
			this.#seatedAt = this.#lastClock === null ? 0 : live.clock.now();
			this.#lastTable = table;
		}
		if (wasTakenBack(this.#lastClock, clock)) this.#takenBackAt = live.clock.now();
		this.#lastClock = clock;
	}

	get #stepsKey(): string {
		return `rondo:steps:${this.context.entry}`;
	}
	get #draftKey(): string {
		return `rondo:draft:${this.context.entry}`;
	}
}

function read(keep: Keep | null, key: string): string | null {
	try {
		return keep?.getItem(key) ?? null;
	} catch {
		return null;
	}
}

function write(keep: Keep | null, key: string, value: string): void {
	try {
		if (value) keep?.setItem(key, value);
		else keep?.removeItem(key);
	} catch {
		// A full or forbidden store: it is remembered until the page is closed.
	}
}
