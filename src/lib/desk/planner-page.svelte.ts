import { SvelteMap } from 'svelte/reactivity';
import type { LiveEvent } from '../client/live-event.svelte.ts';
import { usualSettings, type PlanSettings } from '../domain/cafe/plan-settings.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Plan } from '../domain/parts.ts';
import type { PlanCost, PlanEnded, PlanOutlook, PlanRun, RepairProposal, SeatChange } from '../protocol/planning.ts';
import type { Ack } from '../protocol/wire.ts';
import type { Asking } from './asking.svelte.ts';
import type { HandChange } from './plan-change.ts';
import type { Rounds } from './plan-company.ts';
import { seatChanges } from './plan-change.ts';
import { planRefusal } from './plan-refusals.ts';
import { newest, runsView, spread } from './plan-runs.ts';

/** Settings are still being changed until nothing moved for so long. */
const SETTLED_MS = 300;
/** The map of what anneals is drawn anew this often. */
const BEST_EVERY_MS = 1_000;

/** `basis` is the version of the plan that it repairs. */
export type ProposedRepair = RepairProposal & { readonly basis: number };

/** The planner as its page uses it: settings, outlook, runs, and which plan is looked at. */
export class PlannerPage {
	readonly #live: LiveEvent;
	readonly #asking: Asking;
	#chosen = $state.raw<PlanSettings | null>(null);
	#outlook = $state.raw<PlanOutlook | null>(null);
	#outlookState = $state<'asking' | 'ready' | 'failed'>('asking');
	#found = new SvelteMap<string, Rounds>();
	#best = $state.raw<{ run: string; rounds: Rounds } | null>(null);
	#looked = $state<string | null>(null);
	#before: Plan | null = null;
	#changes = $state.raw<{ version: number; seats: readonly SeatChange[] }>({ version: 0, seats: [] });
	#seen = $state<string | null>(null);
	#read = $state<string | null>(null);
	#settings = $derived.by((): PlanSettings => {
		const usual = usualSettings(this.#live.everyone.card);
		const { settings, step } = this.#live.desk.plan ?? {};
		// The quick plan at the gate had little time, and nobody chose that.
		const last = settings && !step ? { ...settings, seconds: usual.seconds } : settings;
		return this.#chosen ?? last ?? usual;
	});
	#runs = $derived.by(() => runsView(this.#live.ask.planning.picture));

	constructor(live: LiveEvent, asking: Asking) {
		this.#live = live;
		this.#asking = asking;
	}

	/** What will be asked for: chosen here, else as in the plan in force, else the usual. */
	get settings(): PlanSettings {
		return this.#settings;
	}
	set settings(settings: PlanSettings) {
		this.#chosen = settings;
	}
	get outlook(): PlanOutlook | null {
		return this.#outlook;
	}
	get outlookState(): 'asking' | 'ready' | 'failed' {
		return this.#outlookState;
	}
	get candidates(): readonly PlanRun[] {
		return this.#runs.candidates;
	}
	get ended(): PlanRun | null {
		return this.#runs.ended;
	}
	/** What anneals now, with the newest that was heard of it. */
	get running(): PlanRun | null {
		const { running } = this.#runs;
		return running && newest(running, this.#live.ask.planning.progress);
	}
	/** Somebody else ended the search that this page saw; null once that was read. @param me whoever looks at the page */
	endedByOther(me: PersonId | null): PlanEnded | null {
		const { ended } = this.#live.ask.planning.picture ?? {};
		return ended && ended.run === this.#seen && ended.run !== this.#read && ended.by !== me ? ended : null;
	}
	readEnd(): void {
		this.#read = this.#seen;
	}
	/** The best so far of what anneals. */
	get best(): Rounds | null {
		return this.#best !== null && this.#best.run === this.#runs.running?.run ? this.#best.rounds : null;
	}
	/** The seats of a candidate; null until they came. */
	roundsOf(run: string): Rounds | null {
		return this.#found.get(run) ?? null;
	}
	/** The candidate on the page; null = the plan in force is. Without one in force, the newest candidate. */
	get looked(): PlanRun | null {
		const known = this.candidates.filter(({ run }) => this.#found.has(run));
		const looked = known.find(({ run }) => run === this.#looked);
		return looked ?? (this.#live.desk.plan ? null : (known.at(-1) ?? null));
	}
	look(run: string | null): void {
		this.#looked = run;
	}

	/** Seats that the plan in force gives otherwise than the one before it; empty where this page did not see that one. */
	get lastChanges(): readonly SeatChange[] {
		return this.#live.desk.plan?.version === this.#changes.version ? this.#changes.seats : [];
	}
	/** For an effect: what a new version changes. */
	keepChanges(): void {
		const { plan } = this.#live.desk;
		const before = this.#before;
		if (!plan || before?.version === plan.version) return;
		this.#before = plan;
		if (before?.version === plan.version - 1)
			this.#changes = { version: plan.version, seats: seatChanges(before.rounds, plan.rounds) };
	}
	/** For an effect: which search is under way. */
	keepSeen(): void {
		const run = this.#runs.running?.run;
		if (run !== undefined) this.#seen = run;
	}

	/** For an effect: the picture anew on every (re)connection. */
	keepLooking(): void {
		if (this.#live.state === 'live') void this.#live.ask.planning.look();
	}

	/** For an effect: what is unavoidable with these settings, for these people, tables and locks. */
	keepOutlook(): (() => void) | void {
		const { settings } = this;
		const live = this.#live;
		void [live.beside.tally?.committed, live.desk.pins, live.everyone.card];
		if (live.state !== 'live') return;
		this.#outlookState = 'asking';
		const settled = setTimeout(() => void this.#askOutlook(settings), SETTLED_MS);
		return () => clearTimeout(settled);
	}

	/** For an effect: the seats of candidates, once each. */
	keepSeats(): void {
		for (const { run } of this.candidates) if (!this.#found.has(run)) void this.#fetch(run);
	}

	/** For an effect: the seats of what anneals, for its map. */
	keepBest(): (() => void) | void {
		const run = this.#runs.running?.run;
		if (run === undefined || this.#live.state !== 'live') return;
		const ask = async () => {
			const { plan } = await this.#live.ask.planning.seats(run);
			if (plan) this.#best = { run, rounds: spread(plan) };
		};
		const often = setInterval(() => void ask(), BEST_EVERY_MS);
		void ask();
		return () => clearInterval(often);
	}

	start(): Promise<boolean> {
		const seeds = [this.#live.desk.plan?.sheet.seed ?? 0, ...this.candidates.map(({ settings }) => settings.seed)];
		const settings = { ...this.settings, seed: Math.max(...seeds) + 1 };
		return this.#done('start', () => this.#live.ask.planning.start(settings));
	}
	stop(run: string): Promise<boolean> {
		return this.#done('stop', () => this.#live.ask.planning.stop(run));
	}
	cancel(run: string): Promise<boolean> {
		return this.#done('cancel', () => this.#live.ask.planning.cancel(run));
	}
	/** The version that it is now; null when it could not be taken. */
	async take(run: string): Promise<number | null> {
		const version = await this.#adopted('take', () => this.#live.ask.planning.take(run, this.#version));
		if (version !== null) this.#looked = null;
		return version;
	}
	/** @param version what is taken back; refused when something newer is in force. Absent: the newest. */
	undo(version?: number): Promise<boolean> {
		return this.#done('undo', () => this.#live.ask.planning.undo(version ?? this.#version));
	}
	redo(): Promise<boolean> {
		return this.#done('redo', () => this.#live.ask.planning.redo(this.#version));
	}
	/** The version that it made; null when it was refused. */
	change({ swapWith, ...wish }: HandChange): Promise<number | null> {
		const basis = this.#version;
		return this.#adopted('change', () => this.#live.ask.planning.move({ ...wish, with: swapWith, basis }));
	}
	/** The cost of a change, or in words why it cannot be; null when nobody answers. */
	async weigh({ swapWith, ...wish }: HandChange): Promise<{ cost: PlanCost } | { refused: string } | null> {
		const answer = await this.#live.ask.planning.weigh({ ...wish, with: swapWith, basis: this.#version });
		if (answer.ok) return answer.cost ? { cost: answer.cost } : null;
		return answer.code === 'timeout'
			? null
			: { refused: planRefusal(answer, this.#live.names, this.#live.everyone.card) };
	}
	/** What a repair would change; null when there is nothing to repair, or none can be. */
	async proposeRepair(): Promise<ProposedRepair | null> {
		const basis = this.#version;
		const answer = await this.#ask('propose', () => this.#live.ask.planning.repair(basis, true));
		return answer?.repair ? { ...answer.repair, basis } : null;
	}
	/** Refused when the plan is another one than the proposal was made for. */
	repair({ basis }: ProposedRepair): Promise<boolean> {
		return this.#done('repair', () => this.#live.ask.planning.repair(basis, false));
	}

	get #version(): number {
		return this.#live.desk.plan?.version ?? 0;
	}

	async #askOutlook(settings: PlanSettings): Promise<void> {
		const { outlook } = await this.#live.ask.planning.outlook(settings);
		if (settings !== this.settings) return;
		if (outlook) this.#outlook = outlook;
		this.#outlookState = outlook ? 'ready' : 'failed';
	}

	async #fetch(run: string): Promise<void> {
		const { plan } = await this.#live.ask.planning.seats(run);
		if (plan) this.#found.set(run, spread(plan));
	}

	async #ask<A extends Ack>(key: string, wish: () => Promise<A>): Promise<A | null> {
		const answer = await this.#asking.ask(`plan:${key}`, wish);
		if (answer && !answer.ok) {
			const names = { ...this.#live.names, ...answer.names };
			this.#asking.refuse(planRefusal(answer, names, this.#live.everyone.card));
		}
		return answer;
	}

	async #adopted(key: string, wish: () => Promise<Ack & { version?: number }>): Promise<number | null> {
		const answer = await this.#ask(key, wish);
		return answer?.ok ? (answer.version ?? null) : null;
	}

	async #done(key: string, wish: () => Promise<Ack>): Promise<boolean> {
		return (await this.#ask(key, wish))?.ok ?? false;
	}
}
