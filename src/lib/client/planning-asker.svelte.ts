import type { MoveWish as Wish } from '../protocol/planning-wishes.ts';
import type {
	CompactPlan,
	PlanCost,
	PlanningState,
	PlanOutlook,
	PlanProgress,
	PlanSettings,
	RepairProposal
} from '../protocol/planning.ts';
import type { Ack, Names } from '../protocol/wire.ts';
import { Asker } from './asker.ts';
import type { Connection } from './connection.ts';

/** Answers for which the planner's thread works a little: verifying, repairing. */
const WORKED_MS = 20_000;

/** `basis` is the plan's version that the page shows; with somebody the two trade seats, with null she only moves. */
export type MoveWish = Omit<Wish, 'preview'>;

/** The planner at work, as pages of those who run the event see it, and what they ask of it. None of it rejects. */
export class PlanningAsker {
	#asker: Asker;
	#picture = $state.raw<PlanningState | null>(null);
	#progress = $state.raw<PlanProgress | null>(null);

	constructor(connection: Connection, learn: (names: Names) => void) {
		this.#asker = new Asker(connection, learn);
		connection.socket.on('planning', (planning) => this.#see(planning));
		connection.socket.on('plan_progress', (progress) => (this.#progress = progress));
	}

	/** Runs, undo, redo, and what waits; null until it was looked at. After a lost connection: as it last was. */
	get picture(): PlanningState | null {
		return this.#picture;
	}
	/** The newest word of the run that anneals; null when none does. */
	get progress(): PlanProgress | null {
		return this.#progress;
	}

	/** Looks, and is told of changes from then on. Ask after every (re)connection. */
	async look(): Promise<Ack & { planning?: PlanningState }> {
		const answer = await this.#asker.ask<Ack & { planning?: PlanningState }>((s, ack) => s.emit('plan_look', {}, ack));
		if (answer.planning) this.#see(answer.planning);
		return answer;
	}

	outlook(settings: PlanSettings): Promise<Ack & { outlook?: PlanOutlook }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_outlook', { settings }, ack), WORKED_MS);
	}
	start(settings: PlanSettings): Promise<Ack & { run?: string }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_start', { settings }, ack));
	}
	/** Good enough: the best so far stays as a candidate. */
	stop(run: string): Promise<Ack> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_stop', { run }, ack));
	}
	/** Ends a run, or forgets a candidate. */
	cancel(run: string): Promise<Ack> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_cancel', { run }, ack));
	}
	seats(run: string): Promise<Ack & { plan?: CompactPlan }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_seats', { run }, ack));
	}
	/** @param basis the plan's version that the page shows, 0 = none */
	take(run: string, basis: number): Promise<Ack & { version?: number }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_take', { run, basis }, ack), WORKED_MS);
	}
	/** Only tells what it would cost. */
	weigh(wish: MoveWish): Promise<Ack & { cost?: PlanCost }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_move', { ...wish, preview: true }, ack), WORKED_MS);
	}
	move(wish: MoveWish): Promise<Ack & { cost?: PlanCost; version?: number }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_move', { ...wish, preview: false }, ack), WORKED_MS);
	}
	undo(basis: number): Promise<Ack & { version?: number }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_undo', { basis }, ack), WORKED_MS);
	}
	redo(basis: number): Promise<Ack & { version?: number }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_redo', { basis }, ack), WORKED_MS);
	}
	repair(basis: number, preview: boolean): Promise<Ack & { repair?: RepairProposal; version?: number }> {
		return this.#asker.ask((socket, ack) => socket.emit('plan_repair', { basis, preview }, ack), WORKED_MS);
	}

	#see(planning: PlanningState): void {
		this.#picture = planning;
		const running = planning.runs.find(({ state }) => state === 'running');
		if (running?.run !== this.#progress?.run) this.#progress = null;
	}
}
