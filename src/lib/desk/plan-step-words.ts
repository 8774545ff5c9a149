/** What made a version of the plan, what can be taken back, what waits to be fitted in: in words. */
import type { PlanStep, RepairCause } from '../domain/cafe/plan-settings.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import type { PlanUndo, PlanWaiting } from '../protocol/planning.ts';
import type { Names } from '../protocol/wire.ts';
import { nameOf } from './plan-words.ts';

export function stepWords({ kind, moved }: Pick<PlanStep, 'kind' | 'moved'>): string {
	switch (kind) {
		case 'planned':
			return m.plan_step_planned();
		case 'moved':
			return m.plan_step_moved({ count: moved });
		case 'repaired':
			return m.plan_step_repaired();
		case 'undone':
			return m.plan_step_undone();
		case 'redone':
			return m.plan_step_redone();
	}
}

/** "new plan, by Petra". */
export function undoWords(undo: PlanUndo, names: Readonly<Names>): string {
	const what = stepWords(undo);
	return undo.by === null ? what : m.plan_step_by({ what, name: nameOf(names, undo.by) });
}

const numberOf = (card: EventCard, id: TableId): number | string =>
	card.tables.find((table) => table.id === id)?.number ?? '–';

export function causeWords(cause: RepairCause, card: EventCard, names: Readonly<Names>): string {
	switch (cause.code) {
		case 'joined':
			return m.plan_cause_joined({ people: cause.people });
		case 'left':
			return m.plan_cause_left({ people: cause.people });
		case 'misplaced':
			return m.plan_cause_misplaced({ people: cause.people });
		case 'host_lost':
			return m.plan_cause_host({ table: numberOf(card, cause.table) });
		case 'table_lost':
			return m.plan_cause_table({ table: numberOf(card, cause.table) });
		case 'seats_changed':
			return m.plan_cause_seats({ table: numberOf(card, cause.table), seats: cause.seats });
		case 'lock_set':
			return m.plan_cause_lock({
				name: nameOf(names, cause.person),
				round: cause.round,
				table: numberOf(card, cause.table)
			});
	}
}

/** What happened since the plan was made, each as part of a sentence; empty when nothing did. */
export const waitingWords = ({
	joined,
	left,
	misplaced = 0,
	locks,
	hostsLost,
	tablesMerged = 0,
	tablesTooFull = 0
}: PlanWaiting): string[] => [
	...(joined > 0 ? [m.plan_cause_joined({ people: joined })] : []),
	...(left > 0 ? [m.plan_cause_left({ people: left })] : []),
	...(misplaced > 0 ? [m.plan_cause_misplaced({ people: misplaced })] : []),
	...(hostsLost > 0 ? [m.plan_cause_hosts({ count: hostsLost })] : []),
	...(tablesMerged > 0 ? [m.plan_cause_merged({ count: tablesMerged })] : []),
	...(tablesTooFull > 0 ? [m.plan_cause_too_full({ count: tablesTooFull })] : []),
	...(locks > 0 ? [m.plan_cause_locks({ count: locks })] : [])
];
