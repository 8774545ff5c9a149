import type { Changes, Instance, NoPlan, Plan, Repair, Result, Round } from '../types.ts';
import { aftermathOf, type Aftermath } from './aftermath.ts';
import { Rows } from './rows.ts';
import { provablyImpossible, refusalOf } from './refusal.ts';
import { mend } from './repair.ts';
import { reseat } from './reseat.ts';

/** What one change of a stream altered. */
export type Step = Pick<Repair, 'moved' | 'newHosts' | 'joinedAt'>;

/**
 * A told plan that takes changes one after another and keeps its state between them: who leaves or joins costs a
 * visit to the tables concerned instead of a new state for everybody. Lost tables, lost hosts, parties and people of a
 * kind not seen before build the state anew. A change that is refused leaves the plan as it was.
 */
export class PlanStream {
	/** The instance as it now is. */
	instance: Instance;
	private readonly told: Plan;
	private rows: Rows | null = null;

	constructor(instance: Instance, plan: Plan) {
		this.instance = instance;
		this.told = { ...plan, rounds: plan.rounds.map(copied) };
	}

	/** The plan as it now is; it changes with the next change. Its sheet is that of the plan at the beginning. */
	get plan(): Plan {
		return this.told;
	}

	/** Mends the plan as `mend` does. */
	mend(changes: Partial<Changes> & Pick<Changes, 'afterRound'>): Result<Step, NoPlan> {
		const all: Changes = { left: [], joined: [], hostsLost: [], tablesLost: [], ...changes };
		const { policy, lastRound } = this.instance.rules;
		if (policy !== 'mixed' || lastRound === 'return_home') return this.mendWhole(all);
		const after = aftermathOf(this.instance, this.told, all);
		if (!this.rows?.carry(all, after, this.told)) this.rows = new Rows(after, this.told);
		const { resident } = this.rows;
		let reason: NoPlan | null = null;
		reseat(resident, () => {
			reason = provablyImpossible(after, this.told);
			return reason !== null;
		});
		const refused = refusalOf(resident, this.rows.rowOf.values());
		if (refused) {
			this.rows = null;
			return { ok: false, error: reason ?? provablyImpossible(after, this.told) ?? refused };
		}
		const step = this.take(this.rows, after, all);
		this.instance = after.instance;
		this.told.past = after.past;
		return { ok: true, value: step };
	}

	/** Writes the seats that changed into the told rounds. */
	private take(rows: Rows, after: Aftermath, changes: Changes): Step {
		const { resident } = rows;
		const { s, problem, told, from } = resident;
		const step: Step = { moved: [], newHosts: after.newHosts, joinedAt: [] };
		const joined = new Set(changes.joined.map(({ id }) => id));
		for (let r = from; r < s.R; r++) {
			const round = this.told.rounds[r]!;
			for (const id of changes.left) delete round[id];
			for (const id of changes.hostsLost) delete round[id];
			for (const [id, p] of rows.rowOf) {
				const t = s.rows[p * s.stride + r]!;
				if (t < 0) continue;
				told[p * s.R + r] = 1;
				const table = problem.tables[t]!.id;
				const before = round[id];
				if (joined.has(id)) step.joinedAt.push({ person: id, round: r + 1, table });
				else if (before !== undefined && before !== table)
					step.moved.push({ person: id, round: r + 1, from: before, to: table });
				if (before !== table) round[id] = table;
			}
		}
		return step;
	}

	private mendWhole(changes: Changes): Result<Step, NoPlan> {
		const mended = mend(this.instance, this.told, changes);
		if (!mended.ok) return mended;
		const { instance, rounds, past, moved, newHosts, joinedAt } = mended.value;
		this.instance = instance;
		this.told.rounds = rounds.map(copied);
		if (past) this.told.past = past;
		return { ok: true, value: { moved, newHosts, joinedAt } };
	}
}

const copied = (round: Round): Round => Object.assign(Object.create(null) as Round, round);
