/** Which view a participant or table host sees: by state alone, so that one page follows the whole event. */
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { ProgrammeItem } from '../domain/event/event-card.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import type { EveryonePart, PersonPart, StagePart, TablePart } from '../domain/parts.ts';
import type { Role } from '../domain/people/person.ts';

/**
 * - `loading`: no snapshot yet
 * - `steps`: languages, place, data card, device; asked once per device
 * - `door`: steps done, somebody has to let this walk-in in
 * - `lobby`: before the café, or late: the commit gate is here
 * - `seat_coming`: takes part, a round runs, the program gives a seat within seconds
 * - `walk`: in the hall between two rounds: which table, and "I am here"
 */
export type GuestView =
	| { readonly view: 'loading' | 'steps' | 'door' | 'lobby' | 'seat_coming' | 'stage' | 'harvest' | 'after' | 'left' }
	| { readonly view: 'table' | 'walk'; readonly table: TableId };

export interface Seen {
	readonly ready: boolean;
	readonly role: Role;
	readonly person: PersonId | null;
	readonly everyone: EveryonePart;
	readonly stage: StagePart;
	readonly me: PersonPart;
	/** The own table's part; null while it is not there. */
	readonly table: TablePart | null;
	/** The steps were done on this device. */
	readonly stepsDone: boolean;
}

const ROUND_PHASES: ReadonlySet<CafeClock['phase']> = new Set(['running', 'paused', 'ending', 'moving']);

export function currentItem({ card, item }: EveryonePart): ProgrammeItem | null {
	return card?.programme.find(({ id }) => id === item?.id) ?? null;
}

/** The rounds are over, and the programme still stands at the café or before it. */
export function programmeLags({ card, item, clock }: EveryonePart): boolean {
	const programme = card?.programme ?? [];
	const at = programme.findIndex(({ id }) => id === item?.id);
	return clock.phase === 'after' && at <= programme.findLastIndex(({ kind }) => kind === 'cafe');
}

export function chooseView(seen: Seen): GuestView {
	const { ready, person, everyone, me } = seen;
	if (!ready || everyone.card === null) return { view: 'loading' };
	if (everyone.closed) return { view: 'after' };
	// An observer looks at the stage from the gallery: no steps, no seat.
	if (person === null) return { view: 'stage' };
	if (me.participation === 'left') return { view: 'left' };
	// Who took part already comes back to the table of now, on any device, without steps.
	const known = me.participation === 'committed' || me.participation === 'away';
	if (!known && !seen.stepsDone) return { view: 'steps' };
	if (me.participation === 'waiting') return { view: 'door' };
	return atTable(seen) ?? elsewhere(seen, known);
}

function atTable({ everyone, me, table, person }: Seen): GuestView | null {
	const { clock } = everyone;
	if (!me.seat || !ROUND_PHASES.has(clock.phase)) return null;
	const seat = table?.seated.find((seated) => seated.person === person);
	// The host of a hall table never walks.
	const walks = clock.phase === 'moving' && seat?.attendance === 'hall' && !seat.placed && me.hosts !== me.seat.table;
	return { view: walks ? 'walk' : 'table', table: me.seat.table };
}

function elsewhere({ everyone, stage, person }: Seen, known: boolean): GuestView {
	const { clock, vote, results } = everyone;
	// Asked to speak, or speaking: nothing else may cover the stage.
	if (stage.onStage.some((speaker) => speaker.person === person)) return { view: 'stage' };
	if (ROUND_PHASES.has(clock.phase)) return { view: known ? 'seat_coming' : 'lobby' };
	if (vote && vote.result === null && known) return { view: 'harvest' };
	// The tables decide that the rounds are over, not whoever forgot to move the programme on.
	if (programmeLags(everyone)) return { view: results ? 'after' : 'harvest' };
	switch (currentItem(everyone)?.kind) {
		case 'stage':
			return { view: 'stage' };
		case 'cafe':
			return { view: 'lobby' };
		case 'harvest':
			return { view: 'harvest' };
		case 'close':
			return { view: results ? 'after' : 'stage' };
		default:
			// A vote without any round, such as after a panel.
			return { view: vote?.result && known ? 'harvest' : 'lobby' };
	}
}

/** Changes when the page shows something else: then the focus goes to its heading. A late frame changes nothing. */
export const viewKey = (shown: GuestView): string => ('table' in shown ? `${shown.view} ${shown.table}` : shown.view);
