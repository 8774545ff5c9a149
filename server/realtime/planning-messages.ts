/** What a page of those who run the event may ask of the planner; each parsed once, nothing here decides. */
import * as v from 'valibot';
import { MAY_ASK } from '#lib/domain/access.ts';
import type { Actor, Refusal } from '#lib/domain/commands.ts';
import type { Result } from '#lib/domain/result.ts';
import { faultOf } from '#lib/protocol/commands.ts';
import {
	MoveWishSchema,
	type MoveWish,
	OutlookWishSchema,
	RepairWishSchema,
	RunWishSchema,
	TakeWishSchema,
	UndoWishSchema
} from '#lib/protocol/planning-wishes.ts';
import type {
	CompactPlan,
	PlanCost,
	PlanningState,
	PlanOutlook,
	PlanSettings,
	RepairProposal
} from '#lib/protocol/planning.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from './view.ts';

type Answered<T> = Result<T, Refusal>;
type Later<T> = Promise<Answered<T>>;

/** The planner of one event, as `server/planning` makes it. */
export interface AskedPlanner {
	look(): PlanningState;
	outlook(settings: PlanSettings): Promise<PlanOutlook>;
	readonly runs: {
		start(view: View, settings: PlanSettings): Answered<{ run: string }>;
		stop(run: string): Answered<null>;
		cancel(run: string): Answered<null>;
		seats(run: string): Answered<{ plan: CompactPlan }>;
		take(view: View, run: string, basis: number): Later<{ version: number }>;
	};
	move(actor: Actor, wish: MoveWish): Later<{ cost?: PlanCost; version?: number }>;
	stepBackOrForth(actor: Actor, basis: number, way: 'undo' | 'redo'): Later<{ version?: number }>;
	repair(
		actor: Actor,
		wish: v.InferOutput<typeof RepairWishSchema>
	): Later<{ repair?: RepairProposal; version?: number }>;
}

export interface PlanningContext {
	opened: OpenEvent;
	view: View;
	planning: { plannerOf(opened: OpenEvent): AskedPlanner };
	onFault: (what: string, cause: unknown) => void;
	/** Runs one message: no exception leaves it, and every one is answered. */
	answering: (what: string, ack: unknown, answer: () => Promise<Ack>) => void;
	badMessage: (rule: string) => Ack;
	/** A refusal as an answer, with the names that its sentence needs. */
	refused: (refusal: Refusal) => Ack;
}

type Wish = Extract<keyof typeof MAY_ASK, `plan_${string}`>;

export function listenPlanning(context: PlanningContext): void {
	const { opened, view, planning } = context;
	const { socket } = view;
	const planner = planning.plannerOf(opened);
	const asked = <S extends v.GenericSchema>(
		what: Exclude<Wish, 'plan_for_present'>,
		schema: S,
		answer: (wish: v.InferOutput<S>) => Promise<Result<object | null, Refusal>> | Result<object | null, Refusal>
	): void =>
		void socket.on(what, (wish: unknown, ack: unknown) =>
			context.answering(what, ack, async () => {
				if (!MAY_ASK[what].includes(view.actor.role) || !view.told.has('desk'))
					return { ok: false, code: 'not_allowed' };
				const parsed = v.safeParse(schema, wish);
				if (!parsed.success) return context.badMessage(faultOf(parsed.issues));
				try {
					const result = await answer(parsed.output);
					return result.ok ? { ok: true, ...result.value } : context.refused(result.error);
				} catch (cause) {
					if ((cause as Error).name !== 'PlannerFailedError') throw cause;
					context.onFault(what, cause);
					return { ok: false, code: 'planner_failed', retryable: true };
				}
			})
		);
	const good = <T extends object>(value: T): Result<T, never> => ({ ok: true, value });
	asked('plan_look', v.strictObject({}), () => good({ planning: planner.look() }));
	asked('plan_outlook', OutlookWishSchema, async ({ settings }) => good({ outlook: await planner.outlook(settings) }));
	asked('plan_start', OutlookWishSchema, ({ settings }) => planner.runs.start(view, settings));
	asked('plan_stop', RunWishSchema, ({ run }) => planner.runs.stop(run));
	asked('plan_cancel', RunWishSchema, ({ run }) => planner.runs.cancel(run));
	asked('plan_seats', RunWishSchema, ({ run }) => planner.runs.seats(run));
	asked('plan_take', TakeWishSchema, ({ run, basis }) => planner.runs.take(view, run, basis));
	asked('plan_move', MoveWishSchema, (wish) => planner.move(view.actor, wish));
	asked('plan_undo', UndoWishSchema, ({ basis }) => planner.stepBackOrForth(view.actor, basis, 'undo'));
	asked('plan_redo', UndoWishSchema, ({ basis }) => planner.stepBackOrForth(view.actor, basis, 'redo'));
	asked('plan_repair', RepairWishSchema, (wish) => planner.repair(view.actor, wish));
}
