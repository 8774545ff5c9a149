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
	PlanningPageEvents,
	PlanningState,
	PlanOutlook,
	PlanSettings,
	RepairProposal
} from '#lib/protocol/planning.ts';
import type { Listener } from './listener.ts';
import type { Messages } from './messages.ts';
import type { View } from './view.ts';

type Answered<T> = Result<T, Refusal>;
type Later<T> = Promise<Answered<T>>;

/** The planner of one event, as `server/planning` makes it. */
export interface AskedPlanner {
	look(): PlanningState;
	outlook(settings: PlanSettings): Promise<PlanOutlook>;
	readonly runs: {
		start(view: View, settings: PlanSettings): Answered<{ run: string }>;
		stop(view: View, run: string): Answered<null>;
		cancel(view: View, run: string): Answered<null>;
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

type Wish = Exclude<Extract<keyof typeof MAY_ASK, `plan_${string}`>, 'plan_for_present'>;
type Answer = Result<object | null, Refusal>;

const asked =
	<S extends v.GenericSchema>(
		what: Wish,
		schema: S,
		answer: (planner: AskedPlanner, wish: v.InferOutput<S>, view: View) => Promise<Answer> | Answer
	) =>
	(listener: Listener, wish: unknown, ack: unknown): void =>
		listener.answer(what, ack, async () => {
			const { context, opened, view } = listener;
			if (!MAY_ASK[what].includes(view.actor.role) || !view.told.has('desk')) return { ok: false, code: 'not_allowed' };
			const parsed = v.safeParse(schema, wish);
			if (!parsed.success) return listener.badMessage(faultOf(parsed.issues));
			try {
				const result = await answer(context.planning.plannerOf(opened), parsed.output, view);
				return result.ok ? { ok: true, ...result.value } : listener.refused(result.error);
			} catch (cause) {
				if ((cause as Error).name !== 'PlannerFailedError') throw cause;
				context.onFault(what, cause);
				return { ok: false, code: 'planner_failed', retryable: true };
			}
		});

const good = <T extends object>(value: T): Result<T, never> => ({ ok: true, value });

export const PLANNING_MESSAGES: Messages<keyof PlanningPageEvents> = {
	plan_look: asked('plan_look', v.strictObject({}), (planner) => good({ planning: planner.look() })),
	plan_outlook: asked('plan_outlook', OutlookWishSchema, async (planner, { settings }) =>
		good({ outlook: await planner.outlook(settings) })
	),
	plan_start: asked('plan_start', OutlookWishSchema, (planner, { settings }, view) =>
		planner.runs.start(view, settings)
	),
	plan_stop: asked('plan_stop', RunWishSchema, (planner, { run }, view) => planner.runs.stop(view, run)),
	plan_cancel: asked('plan_cancel', RunWishSchema, (planner, { run }, view) => planner.runs.cancel(view, run)),
	plan_seats: asked('plan_seats', RunWishSchema, (planner, { run }) => planner.runs.seats(run)),
	plan_take: asked('plan_take', TakeWishSchema, (planner, { run, basis }, view) => planner.runs.take(view, run, basis)),
	plan_move: asked('plan_move', MoveWishSchema, (planner, wish, view) => planner.move(view.actor, wish)),
	plan_undo: asked('plan_undo', UndoWishSchema, (planner, { basis }, view) =>
		planner.stepBackOrForth(view.actor, basis, 'undo')
	),
	plan_redo: asked('plan_redo', UndoWishSchema, (planner, { basis }, view) =>
		planner.stepBackOrForth(view.actor, basis, 'redo')
	),
	plan_repair: asked('plan_repair', RepairWishSchema, (planner, wish, view) => planner.repair(view.actor, wish))
};
